package dev.headlight.analysis.score;

import dev.headlight.analysis.tally.NaiveTile;
import dev.headlight.engine.AttentionHook;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Attention without a model: one layer of heads whose scores are invented, each to try something. Ranges come
 * in a wrong order, or on several threads.
 */
final class InventedModel implements ForwardPass {

    /** What each head is like. */
    enum Head {
        RANDOM,
        UNIFORM,
        STRONG_SINK,
        ALL_SINK,
        SOMETIMES_SINK,
        OTHER_SINK,
        NEAR;

        @SuppressWarnings("EnumOrdinal") // the heads are made in this order
        int index() {
            return ordinal();
        }
    }

    static final List<Head> HEADS = List.of(Head.values());

    private final long seed;
    private final boolean parallel;

    InventedModel(long seed, boolean parallel) {
        this.seed = seed;
        this.parallel = parallel;
    }

    @Override
    public int layers() {
        return 2;
    }

    @Override
    public int heads() {
        return Head.values().length;
    }

    double[][] scores(int[] ids, int layer, int head) {
        int T = ids.length;
        SplittableRandom random =
                new SplittableRandom(seed + 1000L * layer + 31L * head + 7L * T + ids[T - 1]);
        double[][] s = new double[T][T];
        Head kind = Head.values()[head];
        for (int i = 0; i < T; i++) {
            for (int j = 0; j <= i; j++) {
                double noise = 3 * random.nextDouble();
                s[i][j] =
                        switch (kind) {
                            case RANDOM -> 2 * noise;
                            case UNIFORM -> 1;
                            case STRONG_SINK -> noise + (j == 0 ? 8 : 0);
                            case ALL_SINK -> noise + (j == 0 ? 60 : 0);
                            case SOMETIMES_SINK -> noise + (j == 0 && i % 3 == 1 ? 40 : 0);
                            case OTHER_SINK -> noise + (j == 5 ? 9 : 0);
                            case NEAR -> noise - 0.3 * (i - j);
                        };
            }
        }
        return s;
    }

    /** The loss that is given for a position. */
    static float loss(int position) {
        return 1 + 1f / position;
    }

    @Override
    public float[] run(int[] ids, int[] lossAt, AttentionHook hook) {
        int T = ids.length;
        int[] starts = T < 30 ? new int[] {0} : new int[] {0, 12, 24 + (T - 24) / 2 / 12 * 12};
        for (int layer = 0; layer < layers(); layer++) {
            int l = layer;
            IntStream tasks = IntStream.range(0, heads() * starts.length);
            (parallel ? tasks.parallel() : tasks.map(t -> heads() * starts.length - 1 - t))
                    .forEach(
                            task ->
                                    NaiveTile.run(
                                            hook,
                                            l,
                                            task / starts.length,
                                            scores(ids, l, task / starts.length),
                                            starts,
                                            task % starts.length,
                                            12));
        }
        float[] loss = new float[lossAt.length];
        for (int n = 0; n < loss.length; n++) {
            loss[n] = loss(lossAt[n]);
        }
        return loss;
    }
}
