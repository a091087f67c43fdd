package dev.headlight.engine;

/** The inner loop of {@link Dropout}. */
interface DropoutKernel {

    /**
     * {@code y[i] = hash(i) >>> 8 >= dropped ? x[i] * scale : 0} for {@code from <= i < to}; y may be x.
     *
     * @param first with {@code second} the seed, see {@link ScalarDropoutKernel#hash}
     */
    void apply(
            float[] x,
            float[] y,
            int from,
            int to,
            int first,
            int second,
            int dropped,
            float scale);
}
