package dev.headlight.engine;

/** {@link DropoutKernel} in plain Java. */
final class ScalarDropoutKernel implements DropoutKernel {

    @Override
    public void apply(
            float[] x,
            float[] y,
            int from,
            int to,
            int first,
            int second,
            int dropped,
            float scale) {
        for (int i = from; i < to; i++) {
            y[i] = hash(i, first, second) >>> 8 >= dropped ? x[i] * scale : 0;
        }
    }

    /**
     * A number for index {@code i} that looks random in every bit: two rounds of shifts and multiplications (the
     * constants of C. Wellons' hash prospector), with half of the seed before each, so that the masks of two seeds
     * are not the same but for a shift.
     */
    static int hash(int i, int first, int second) {
        return mix(mix(i ^ first) ^ second);
    }

    private static int mix(int h) {
        h ^= h >>> 16;
        h *= 0x7feb352d;
        h ^= h >>> 15;
        h *= 0x846ca68b;
        return h ^ h >>> 16;
    }
}
