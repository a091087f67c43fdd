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
        List<String> verse = verse(random, lexicon.all(), 8);
        verse.add("\n");
        return sing(verse, 90);
    }

    /**
     * Sings a song to learn from: of any words, 5 a verse or more, and nothing between one verse and the next. With
     * a line break there, two layers of 128 learnt no induction in 400 steps; without, in 300.
     *
     * @param words at least so many, and at least two verses
     */
    public static List<String> sing(Random random, Lexicon lexicon, int words) {
        return sing(verse(random, lexicon.songWords(), 5), words);
    }

    private static List<String> verse(Random random, List<String> words, int fewestWords) {
        List<String> left = new ArrayList<>(words);
        int count = fewestWords + random.nextInt(MOST_WORDS - fewestWords + 1);
        List<String> verse = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            verse.add(left.remove(random.nextInt(left.size())));
        }
        return verse;
    }

    private static List<String> sing(List<String> verse, int length) {
        List<String> song = new ArrayList<>();
        do {
            song.addAll(verse);
        } while (song.size() < Math.max(2 * verse.size(), length));
        return List.copyOf(song);
    }
}
