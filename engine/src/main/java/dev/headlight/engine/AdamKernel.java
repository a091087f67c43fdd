package dev.headlight.engine;

/** The inner loop of {@link AdamStep}. */
interface AdamKernel {

    /** The step for {@code from <= i < to}. Every operation is rounded by itself, so that all kernels agree bit for bit. */
    void step(
            float[] values,
            float[] gradient,
            float[] mean,
            float[] square,
            AdamStep.Factors factors,
            int from,
            int to);
}
