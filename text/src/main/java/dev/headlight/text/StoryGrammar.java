package dev.headlight.text;

import dev.headlight.text.story.Grammar;
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
        Random random = new Random(mix(mix(seed) + n));
        boolean song = random.nextDouble() < songs;
        String text = Prose.join(song ? Song.sing(random) : Story.tell(random));
        return Document.ofText((song ? "song-" : "story-") + n, text);
    }

    /** Every word and sign that a document can hold, each once, signs first, in a fixed order. */
    public static List<String> vocabulary() {
        return Grammar.vocabulary();
    }

    /** SplitMix64's finaliser (Steele et al. 2014): neighbouring seeds give unlike generators. */
    private static long mix(long z) {
        long a = (z + 0x9E3779B97F4A7C15L ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ a >>> 27) * 0x94D049BB133111EBL;
        return b ^ b >>> 31;
    }
}
