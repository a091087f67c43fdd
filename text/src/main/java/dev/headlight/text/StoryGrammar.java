package dev.headlight.text;

import dev.headlight.text.story.Lexicon;
import dev.headlight.text.story.Prose;
import dev.headlight.text.story.Song;
import dev.headlight.text.story.Story;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Documents of the small grammar of stories. Document {@code n} is a function of the seed and {@code n}
 * alone: asking for more of them changes none, and the order in which they are made does not matter.
 */
public final class StoryGrammar {

    /** Share of songs among the documents where nothing else is asked for. */
    public static final double SONGS = 0.2;

    private StoryGrammar() {}

    /** Documents {@code 0} to {@code count - 1}, one in five of them a song. */
    public static List<Document> documents(long seed, int count) {
        return documents(seed, count, SONGS);
    }

    /**
     * Documents {@code 0} to {@code count - 1}; their ids are {@code story-<n>} and {@code song-<n>}.
     *
     * @param songs share of songs, 0 to 1; each document is one with this probability
     */
    public static List<Document> documents(long seed, int count, double songs) {
        if (count < 0 || !(songs >= 0 && songs <= 1)) {
            throw new IllegalArgumentException(count + " documents, a share " + songs + " songs");
        }
        List<Document> documents = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            documents.add(document(seed, n, songs));
        }
        return documents;
    }

    /** Document {@code n} by itself. */
    public static Document document(long seed, int n, double songs) {
        Random random = new Random(Seeds.of(seed, n));
        boolean song = random.nextDouble() < songs;
        String text =
                Prose.join(
                        song ? Song.sing(random, Lexicon.FULL) : Story.tell(random, Lexicon.FULL));
        return Document.ofText((song ? "song-" : "story-") + n, text);
    }

    /** Every word and sign that a document can hold, each once, signs first, in a fixed order. */
    public static List<String> vocabulary() {
        return Lexicon.FULL.vocabulary();
    }
}
