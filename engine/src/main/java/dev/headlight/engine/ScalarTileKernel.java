package dev.headlight.engine;

/** {@link TileKernel} in plain Java: 2 x 4 sums, which is what a compiler keeps in registers. */
final class ScalarTileKernel implements TileKernel {

    @Override
    public int rows() {
        return 2;
    }

    @Override
    public int cols() {
        return 4;
    }

    @Override
    public void multiply(
            int kn,
            float[] a,
            int ao,
            float[] b,
            int bo,
            float[] c,
            int co,
            int cStep,
            boolean add) {
        multiply(kn, a, ao, 1, 2, b, bo, c, co, cStep, add);
    }

    @Override
    public void multiplyRows(
            int kn, float[] a, int ao, int aStep, float[] b, int bo, float[] c, int co, int cStep) {
        multiply(kn, a, ao, aStep, 1, b, bo, c, co, cStep, false);
    }

    private static void multiply(
            int kn,
            float[] a,
            int ao,
            int rowStep,
            int kStep,
            float[] b,
            int bo,
            float[] c,
            int co,
            int cStep,
            boolean add) {
        float c0 = 0;
        float c1 = 0;
        float c2 = 0;
        float c3 = 0;
        float d0 = 0;
        float d1 = 0;
        float d2 = 0;
        float d3 = 0;
        int x = ao;
        int y = bo;
        for (int k = 0; k < kn; k++, x += kStep, y += 4) {
            float u = a[x];
            float v = a[x + rowStep];
            c0 += u * b[y];
            c1 += u * b[y + 1];
            c2 += u * b[y + 2];
            c3 += u * b[y + 3];
            d0 += v * b[y];
            d1 += v * b[y + 1];
            d2 += v * b[y + 2];
            d3 += v * b[y + 3];
        }
        store(c0, c1, c2, c3, c, co, add);
        store(d0, d1, d2, d3, c, co + cStep, add);
    }

    private static void store(
            float v0, float v1, float v2, float v3, float[] c, int o, boolean add) {
        c[o] = add ? c[o] + v0 : v0;
        c[o + 1] = add ? c[o + 1] + v1 : v1;
        c[o + 2] = add ? c[o + 2] + v2 : v2;
        c[o + 3] = add ? c[o + 3] + v3 : v3;
    }
}
