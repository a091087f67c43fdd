package dev.headlight.engine;

/** The inner loops of {@link RowDivergence}. */
interface DivergenceKernel {

    /** {@code sum_j x_j log2 x_j} over {@code x[at ..]}, a whole number of {@link RowDivergence#PADDING} floats. */
    float information(float[] x, int at, int width);

    /** {@code out[k] = sum_j u_j log2 u_j} of {@code u = p + q_k}, {@code q_k} the rows from {@code first} on. */
    void informationOfSums(
            float[] rows, int stride, int p, int first, int count, int width, float[] out);
}
