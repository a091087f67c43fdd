package dev.headlight.engine;

/** {@link DivergenceKernel} in plain loops. */
final class ScalarDivergenceKernel implements DivergenceKernel {

    private static final double BY_LN_2 = 1 / Math.log(2);

    @Override
    public float information(float[] x, int at, int width) {
        double sum = 0;
        for (int j = at; j < at + width; j++) {
            sum += x[j] > 0 ? x[j] * Math.log(x[j]) : 0;
        }
        return (float) (BY_LN_2 * sum);
    }

    @Override
    public void informationOfSums(
            float[] rows, int stride, int p, int first, int count, int width, float[] out) {
        int a = p * stride;
        for (int k = 0; k < count; k++) {
            int b = (first + k) * stride;
            double sum = 0;
            for (int j = 0; j < width; j++) {
                double u = rows[a + j] + rows[b + j];
                sum += u > 0 ? u * Math.log(u) : 0;
            }
            out[k] = (float) (BY_LN_2 * sum);
        }
    }
}
