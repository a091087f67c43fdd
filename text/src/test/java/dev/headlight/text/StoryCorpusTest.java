package dev.headlight.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headlight.text.StoryCorpus.Piece;
import dev.headlight.text.story.Prose;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StoryCorpusTest {

    private static List<Piece> pieces(long seed, double songs, int count) {
        StoryCorpus corpus = new StoryCorpus(seed, songs, 64);
        return LongStream.range(0, count).mapToObj(corpus::piece).toList();
    }

    @Test
    void aPieceIsAFunctionOfTheCorpusAndItsNumber() {
        List<Piece> pieces = pieces(7, 0.6, 300);
        assertThat(new StoryCorpus(7, 0.6, 64).piece(211)).isEqualTo(pieces.get(211));
        assertThat(new HashSet<>(pieces)).hasSize(300);
        assertThat(pieces(8, 0.6, 300)).doesNotContainAnyElementsOf(pieces);
        assertThat(pieces.stream().filter(Piece::song).count()).isBetween(150L, 210L);
        assertThat(new StoryCorpus(7, 0.6, 64).piece(1L << 40)).isNotIn(pieces);
        assertThatThrownBy(() -> new StoryCorpus(7, Double.NaN, 64))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theVocabularyIsSmallAndAllOfItIsSaid() {
        List<String> vocabulary = StoryCorpus.vocabulary();
        assertThat(vocabulary).doesNotHaveDuplicates().hasSizeBetween(200, 254);
        Set<String> said = new HashSet<>();
        pieces(3, 0, 3000).forEach(piece -> said.addAll(piece.words()));
        assertThat(said).containsExactlyInAnyOrderElementsOf(vocabulary);
        said.clear();
        pieces(3, 1, 2000).forEach(piece -> said.addAll(piece.words()));
        assertThat(said)
                .containsExactlyInAnyOrderElementsOf(
                        vocabulary.stream().filter(word -> !Prose.sign(word)).toList());
    }

    @Test
    void aSongIsOneVerseSungAgainToItsLength() {
        for (Piece piece : pieces(5, 1, 300)) {
            List<String> words = piece.words();
            int verse =
                    words.lastIndexOf(words.getLast())
                            - words.subList(0, words.size() - 1).lastIndexOf(words.getLast());
            assertThat(new HashSet<>(words)).hasSize(verse);
            assertThat(verse).isBetween(5, 24);
            assertThat(words.size()).isBetween(64, 64 + verse);
            for (int i = verse; i < words.size(); i++) {
                assertThat(words.get(i)).isEqualTo(words.get(i - verse));
            }
        }
    }

    @Test
    void inAStoryWhatOpensIsClosedAndTextAndWordsAreTheSameThing() {
        for (Piece piece : pieces(9, 0, 300)) {
            assertThat(Prose.split(Prose.join(piece.words()))).isEqualTo(piece.words());
            Deque<String> open = new ArrayDeque<>();
            for (String word : piece.words()) {
                switch (word) {
                    case "(", "“" -> open.push(word);
                    case ")" -> assertThat(open.pop()).isEqualTo("(");
                    case "”" -> assertThat(open.pop()).isEqualTo("“");
                    default -> assertThat(word).isNotEmpty();
                }
            }
            assertThat(open).isEmpty();
        }
    }

    /** Where a first name of the small lexicon has come, its surname follows it each time it comes back. */
    @Test
    void namesComeBackWithTheirSurnameWithinTheFirstSixtyFourWords() {
        int back = 0;
        for (Piece piece : pieces(11, 0, 200)) {
            List<String> words = piece.words().subList(0, 64);
            int hero =
                    switch (words.getFirst()) {
                        case "Once" -> words.indexOf("named") + 1;
                        case "Long" -> words.indexOf("called") + 1;
                        default -> words.indexOf("walked") - 2;
                    };
            String name = words.get(hero);
            int times = 0;
            for (int i = hero; i + 1 < 64; i++) {
                if (words.get(i).equals(name)) {
                    assertThat(words.get(i + 1)).isEqualTo(words.get(hero + 1));
                    times++;
                }
            }
            back += times >= 2 ? 1 : 0;
        }
        assertThat(back).isGreaterThan(190);
    }
}
