package dev.headlight.text.story;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One song: a verse of words that nothing foretells, sung again. Only who remembers the verse knows how it
 * goes on, which is what an induction head does.
 */
public final class Song {

    private static final int MOST_WORDS = 24;

    private Song() {}

    /**
     * Sings a song for a reader of the whole grammar: of names and things, 8 words a line or more, at least two
     * verses and 90 words. All its choices are the generator's.
     */
    public static List<String> sing(Random random, Lexicon lexicon) {
        return sing(random, lexicon.all(), 8, 90);
    }

    /**
     * Sings a song to learn from: of any words, 5 a line or more, so that what comes next is soon known.
     *
     * @param words at least so many, the line breaks counted, and at least two verses
     */
    public static List<String> sing(Random random, Lexicon lexicon, int words) {
        return sing(random, lexicon.songWords(), 5, words);
    }

    private static List<String> sing(
            Random random, List<String> words, int fewestWords, int length) {
        List<String> left = new ArrayList<>(words);
        int count = fewestWords + random.nextInt(MOST_WORDS - fewestWords + 1);
        List<String> verse = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            verse.add(left.remove(random.nextInt(left.size())));
        }
        verse.add("\n");
        List<String> song = new ArrayList<>();
        do {
            song.addAll(verse);
        } while (song.size() < Math.max(2 * verse.size(), length));
        return List.copyOf(song);
    }
}
