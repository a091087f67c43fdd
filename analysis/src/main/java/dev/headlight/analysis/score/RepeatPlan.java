package dev.headlight.analysis.score;

import dev.headlight.model.Tokenizer;
import dev.headlight.text.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Random repeats: the begin token where the model has one, then K distinct random tokens, R times.
 *
 * @param k distinct tokens of a block
 * @param r times it stands in a sequence
 * @param beginToken put before each sequence
 * @param sequences ids of each sequence
 * @param note why K is not the one asked for, or empty
 */
public record RepeatPlan(int k, int r, OptionalInt beginToken, List<int[]> sequences, String note) {

    /** K of the definition. */
    public static final int K = 50;

    /** R of the definition. */
    public static final int R = 2;

    /** Sequences that are usual; the definition asks for at least 10. */
    public static final int SEQUENCES = 20;

    public RepeatPlan {
        sequences = List.copyOf(sequences);
    }

    /** Index in a sequence of the first token of the first copy. */
    public int start() {
        return beginToken.isPresent() ? 1 : 0;
    }

    /**
     * Draws sequences. Special ids, and ids the tokenizer does not know, are never drawn. K shrinks to what the
     * context and the vocabulary allow, and the note says so.
     *
     * @param tokenizer null where the model has none: every id of the model may be drawn
     */
    public static RepeatPlan draw(
            int vocab,
            @Nullable Tokenizer tokenizer,
            int context,
            int k,
            int r,
            int count,
            long seed) {
        OptionalInt bos = tokenizer == null ? OptionalInt.empty() : tokenizer.bos();
        int[] pool =
                IntStream.range(0, tokenizer == null ? vocab : Math.min(vocab, tokenizer.vocab()))
                        .filter(id -> tokenizer == null || !tokenizer.special(id))
                        .toArray();
        int before = bos.isPresent() ? 1 : 0;
        int fits = Math.min(k, (context - before) / r);
        String note = "";
        if (fits < k) {
            note = "K = " + fits + ", since the context holds " + context + " tokens";
        }
        if (pool.length < fits) {
            fits = pool.length;
            note = "K = " + fits + ", since the vocabulary has no more ordinary tokens";
        }
        if (fits < 1 || r < 2) {
            throw new UsageException(
                    "a context of "
                            + context
                            + " tokens and "
                            + pool.length
                            + " ordinary token ids leave no room for random repeats");
        }
        SplittableRandom random = new SplittableRandom(seed);
        List<int[]> sequences = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            int[] ids = new int[before + fits * r];
            if (before == 1) {
                ids[0] = bos.getAsInt();
            }
            int[] block = pool.clone();
            for (int i = 0; i < fits; i++) {
                int pick = i + random.nextInt(block.length - i);
                int id = block[pick];
                block[pick] = block[i];
                for (int copy = 0; copy < r; copy++) {
                    ids[before + copy * fits + i] = id;
                }
            }
            sequences.add(ids);
        }
        return new RepeatPlan(fits, r, bos, sequences, note);
    }
}
