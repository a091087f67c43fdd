package dev.headlight.text;

import dev.headlight.text.story.Lexicon;
import dev.headlight.text.story.Song;
import dev.headlight.text.story.Story;
import java.util.List;
import java.util.Random;

/**
 * Endless stories and songs for a model to learn from, in a vocabulary of at most 254 words. Document {@code n} is a
 * function of the corpus and {@code n} alone.
 *
 * <p>What there is to find is known: in a story the names, the place and the treasure are drawn anew and come
 * back, what opens is closed; in a song a verse of 5 to 24 words that nothing foretells is sung again, so that
 * from the second verse on every word follows from where it stood before, which is what an induction head
 * (Olsson et al. 2022) learns.
 *
 * @param seed of all documents
 * @param songs share of songs, 0 to 1: each document is one with this probability
 * @param songWords a song goes on until it has at least so many words
 */
public record StoryCorpus(long seed, double songs, int songWords) {

    public StoryCorpus {
        if (!(songs >= 0 && songs <= 1) || songWords < 1) {
            throw new IllegalArgumentException("a share of " + songs + " songs of " + songWords);
        }
    }

    /**
     * A document in words.
     *
     * @param song whether it is a song
     * @param words a line break being a word too; the text is {@link dev.headlight.text.story.Prose#join} of them
     */
    public record Piece(boolean song, List<String> words) {}

    /** Document {@code n}. */
    public Piece piece(long n) {
        Random random = new Random(Seeds.of(seed, n));
        boolean song = random.nextDouble() < songs;
        return new Piece(
                song,
                song
                        ? Song.sing(random, Lexicon.SMALL, songWords)
                        : Story.tell(random, Lexicon.SMALL));
    }

    /** Every word and sign that a document can hold, each once, signs first, in a fixed order. */
    public static List<String> vocabulary() {
        return Lexicon.SMALL.vocabulary();
    }
}
