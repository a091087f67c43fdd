package dev.headlight.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headlight.text.story.Prose;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StoryGrammarTest {

    private static final int COUNT = 300;

    private static List<String> words(Document document) {
        return Prose.split(Objects.requireNonNull(document.text()));
    }

    private static boolean song(Document document) {
        return document.id().startsWith("song-");
    }

    @Test
    void aDocumentIsAFunctionOfSeedAndNumber() {
        List<Document> many = StoryGrammar.documents(7, COUNT);
        assertThat(StoryGrammar.documents(7, 40)).isEqualTo(many.subList(0, 40));
        assertThat(StoryGrammar.document(7, 211, StoryGrammar.SONGS)).isEqualTo(many.get(211));
        assertThat(many.stream().map(Document::text)).doesNotHaveDuplicates();
        assertThat(StoryGrammar.documents(8, COUNT))
                .extracting(Document::text)
                .doesNotContainAnyElementsOf(many.stream().map(Document::text).toList());
        assertThat(many.stream().filter(StoryGrammarTest::song).count()).isBetween(40L, 80L);
    }

    @Test
    void theShareOfSongsIsWhatIsAskedFor() {
        assertThat(StoryGrammar.documents(1, 50, 0)).noneMatch(StoryGrammarTest::song);
        assertThat(StoryGrammar.documents(1, 50, 1)).allMatch(StoryGrammarTest::song);
        assertThatThrownBy(() -> StoryGrammar.documents(1, 50, 1.5))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> StoryGrammar.documents(1, 50, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyWordIsInTheVocabularyAndAFewHundredAre() {
        List<String> vocabulary = StoryGrammar.vocabulary();
        assertThat(vocabulary).doesNotHaveDuplicates().hasSizeBetween(300, 600);
        Set<String> said = new HashSet<>();
        for (Document document : StoryGrammar.documents(3, 2000)) {
            said.addAll(words(document));
        }
        assertThat(vocabulary).containsExactlyInAnyOrderElementsOf(said);
    }

    @Test
    void textAndWordsAreTheSameThing() {
        for (Document document : StoryGrammar.documents(11, COUNT)) {
            assertThat(Prose.join(words(document))).isEqualTo(document.text());
        }
        assertThat(Prose.split("“Oh no!” said\tMiro (it's\r\n late-ish), 12 x."))
                .containsExactly(
                        "“",
                        "Oh",
                        "no",
                        "!",
                        "”",
                        "said",
                        "Miro",
                        "(",
                        "it's",
                        "\n",
                        "late-ish",
                        ")",
                        ",",
                        "12",
                        "x",
                        ".");
        assertThat(Prose.split("")).isEmpty();
    }

    @Test
    void whatIsOpenedIsClosed() {
        for (Document document : StoryGrammar.documents(5, COUNT)) {
            Deque<String> open = new ArrayDeque<>();
            for (String word : words(document)) {
                switch (word) {
                    case "(", "“" -> open.push(word);
                    case ")" -> assertThat(open.pop()).isEqualTo("(");
                    case "”" -> assertThat(open.pop()).isEqualTo("“");
                    default -> assertThat(word).isNotEmpty();
                }
            }
            assertThat(open).as(document.id()).isEmpty();
        }
    }

    @Test
    void namesAreNewInEachStoryAndComeBackWithTheirSurname() {
        Set<String> heroes = new HashSet<>();
        for (Document document : StoryGrammar.documents(13, COUNT, 0)) {
            List<String> words = words(document);
            Map<String, Long> counts =
                    words.stream()
                            .collect(
                                    Collectors.groupingBy(
                                            Function.identity(), Collectors.counting()));
            String hero =
                    counts.entrySet().stream()
                            .filter(e -> e.getKey().matches("[A-Z][a-z]{3,5}"))
                            .filter(e -> follower(words, e.getKey()).size() == 1)
                            .filter(e -> e.getValue() >= 3)
                            .map(Map.Entry::getKey)
                            .findFirst()
                            .orElseThrow();
            heroes.add(hero);
            assertThat(words.size()).isBetween(80, 240);
        }
        assertThat(heroes).hasSizeGreaterThan(60);
    }

    private static Set<String> follower(List<String> words, String word) {
        Set<String> followers = new HashSet<>();
        for (int i = 0; i + 1 < words.size(); i++) {
            if (words.get(i).equals(word)) {
                followers.add(words.get(i + 1));
            }
        }
        return followers;
    }

    @Test
    void aSongIsOneVerseSungAgain() {
        for (Document document : StoryGrammar.documents(17, COUNT, 1)) {
            List<String> words = words(document);
            int verse = words.indexOf("\n") + 1;
            assertThat(new HashSet<>(words)).hasSize(verse);
            assertThat(verse).isBetween(9, 25);
            assertThat(words.size()).isBetween(90, 120);
            assertThat(words.size() % verse).isZero();
            for (int i = verse; i < words.size(); i++) {
                assertThat(words.get(i)).isEqualTo(words.get(i - verse));
            }
        }
    }
}
