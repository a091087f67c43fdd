package dev.headlight.engine;

/** {@link RowSumKernel} in plain loops. */
final class ScalarRowSumKernel implements RowSumKernel {

    @Override
    public void addByDistance(
            AttentionTile tile, float[] aScale, float[] bScale, float[] a, float[] b, int last) {
        float[] w = tile.weights();
        int count = tile.firstRow();
        int to = last - count + 1;
        for (int r = 0; r < tile.rows(); r++) {
            int at = tile.offset(r) + r + 1;
            float s = aScale[r];
            float t = bScale[r];
            for (int n = 0; n < count; n++) {
                float x = w[at + n];
                a[to + n] += s * x;
                b[to + n] += t * x;
            }
        }
    }

    @Override
    public void addByKey(AttentionTile tile, float[] scale, float[] sums) {
        float[] w = tile.weights();
        for (int r = 0; r < tile.rows(); r++) {
            int at = tile.offset(r);
            int keys = tile.firstRow() + r + 1;
            for (int j = 0; j < keys; j++) {
                sums[j] += scale[r] * w[at + j];
            }
        }
    }
}
