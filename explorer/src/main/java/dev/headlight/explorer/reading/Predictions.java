package dev.headlight.explorer.reading;

import dev.headlight.engine.Linear;
import dev.headlight.engine.LogSumExp;
import dev.headlight.engine.Workers;
import dev.headlight.explorer.reading.Outcome.Next;
import dev.headlight.model.Transformer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From the stream after the last norm to losses and next tokens, some positions at a time. */
final class Predictions {

    /** Next tokens that are told of each position. */
    static final int LIKELIEST = 8;

    /** Logits that exist at a time: of so many positions that the output matrix is read few times. */
    private static final int HELD = 1 << 23;

    /** Kept by each thread that computes, of which there are few. */
    private static final ThreadLocal<float[]> LOGITS = ThreadLocal.withInitial(() -> new float[0]);

    private Predictions() {}

    /**
     * @param normed [T, dModel]
     * @param tokens [T] ids
     */
    static Outcome of(
            Transformer transformer, float[] normed, int[] tokens, Workers workers, Stop stop) {
        return of(transformer, normed, tokens, null, 0, tokens.length, workers, stop);
    }

    /**
     * The same where the first {@code known} positions are those of another text whose outcome is known.
     *
     * @param end position before which the outcome ends
     */
    static Outcome of(
            Transformer transformer,
            float[] normed,
            int[] tokens,
            @Nullable Outcome before,
            int known,
            int end,
            Workers workers,
            Stop stop) {
        int vocab = transformer.config().vocab();
        int dModel = transformer.config().dModel();
        int rows = Math.clamp(HELD / vocab, 1, end);
        float[] z = logits(rows * vocab); // [rows, vocab]
        double[] losses = new double[Math.min(end, tokens.length - 1)];
        int[] ranks = new int[losses.length];
        List<List<Next>> next = new ArrayList<>();
        // What comes after the last known position is another token now.
        int begin = before == null ? 0 : Math.max(0, known - 1);
        for (int i = 0; i < end; i++) {
            next.add(i < begin && before != null ? before.next().get(i) : List.of());
        }
        if (before != null) {
            System.arraycopy(before.losses(), 0, losses, 0, begin);
            System.arraycopy(before.ranks(), 0, ranks, 0, begin);
        }
        for (int from = begin; from < end; from += rows) {
            stop.check();
            int first = from;
            int n = Math.min(rows, end - from);
            Linear.forward(
                    workers,
                    normed,
                    from * dModel,
                    dModel,
                    n,
                    transformer.weights().output(),
                    null,
                    z,
                    0,
                    vocab,
                    false);
            workers.forEach(
                    n,
                    r -> {
                        int i = first + r;
                        double logSum = LogSumExp.of(z, r * vocab, vocab);
                        next.set(i, likeliest(z, r * vocab, vocab, logSum));
                        if (i < losses.length) {
                            float own = z[r * vocab + tokens[i + 1]];
                            losses[i] = logSum - own;
                            ranks[i] = above(z, r * vocab, vocab, own);
                        }
                    });
        }
        return new Outcome(losses, ranks, next);
    }

    private static float[] logits(int size) {
        if (LOGITS.get().length < size) {
            LOGITS.set(new float[size]);
        }
        return LOGITS.get();
    }

    private static int above(float[] z, int at, int vocab, float own) {
        int count = 0;
        for (int v = at; v < at + vocab; v++) {
            count += z[v] > own ? 1 : 0;
        }
        return count;
    }

    private static List<Next> likeliest(float[] z, int at, int vocab, double logSum) {
        int k = Math.min(LIKELIEST, vocab);
        int[] best = new int[k];
        float[] value = new float[k];
        Arrays.fill(value, Float.NEGATIVE_INFINITY);
        for (int v = 0; v < vocab; v++) {
            float x = z[at + v];
            if (x > value[k - 1]) {
                int place = k - 1;
                while (place > 0 && value[place - 1] < x) {
                    value[place] = value[place - 1];
                    best[place] = best[place - 1];
                    place--;
                }
                value[place] = x;
                best[place] = v;
            }
        }
        List<Next> likeliest = new ArrayList<>();
        for (int n = 0; n < k; n++) {
            likeliest.add(new Next(best[n], Math.exp(value[n] - logSum)));
        }
        return likeliest;
    }
}
