package dev.headlight.text.story;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One song: a verse of words that nothing foretells, sung again. Only who remembers the verse knows how it
 * goes on, which is what an induction head does.
 */
public final class Song {

    private static final int FEWEST_WORDS = 8;
    private static final int MOST_WORDS = 24;
    private static final int LENGTH = 90;

    private Song() {}

    /** Sings a song of at least two verses; all its choices are the generator's. */
    public static List<String> sing(Random random) {
        List<String> left = new ArrayList<>(Words.all());
        int count = FEWEST_WORDS + random.nextInt(MOST_WORDS - FEWEST_WORDS + 1);
        List<String> verse = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            verse.add(left.remove(random.nextInt(left.size())));
        }
        verse.add("\n");
        List<String> song = new ArrayList<>();
        do {
            song.addAll(verse);
        } while (song.size() < Math.max(2 * verse.size(), LENGTH));
        return List.copyOf(song);
    }
}
