package dev.headlight.engine;

/** The kernel's tile: what {@link AttentionTile} promises, as arrays that the softmax fills row by row. */
final class SoftmaxTile implements AttentionTile {

    final float[] weights;
    final int step;
    int firstRow;
    int rows;
    int width;
    final float[] scale;
    final float[] restSum;
    final float[] entropy;
    final float[] restEntropy;
    final float[] logSumExp;

    /** Room for {@code rows} rows of {@code width} floats and the padding around each. */
    SoftmaxTile(int rows, int width) {
        step = Math.ceilDiv(width, PADDING) * PADDING + 2 * PADDING;
        weights = new float[rows * step + PADDING];
        scale = new float[rows];
        restSum = new float[rows];
        entropy = new float[rows];
        restEntropy = new float[rows];
        logSumExp = new float[rows];
    }

    @Override
    public int firstRow() {
        return firstRow;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public float[] weights() {
        return weights;
    }

    @Override
    public int offset(int r) {
        return r * step + PADDING;
    }

    @Override
    public float scale(int r) {
        return scale[r];
    }

    @Override
    public float restSum(int r) {
        return restSum[r];
    }

    @Override
    public float entropy(int r) {
        return entropy[r];
    }

    @Override
    public float restEntropy(int r) {
        return restEntropy[r];
    }

    @Override
    public float logSumExp(int r) {
        return logSumExp[r];
    }
}
