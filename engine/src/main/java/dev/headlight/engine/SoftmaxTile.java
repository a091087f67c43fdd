package dev.headlight.engine;

/** The kernel's tile: what {@link AttentionTile} promises, as arrays that the softmax fills row by row. */
final class SoftmaxTile implements AttentionTile {

    final float[] weights;
    final int step;
    private final int capacity;
    int firstRow;
    int rows;
    int width;
    final int[] keys; // that a row sees
    final float[] max; // score of a row
    final float[] scale;
    final float[] restSum;
    final float[] entropy;
    final float[] restEntropy;
    final float[] logSumExp;

    /** Sums of a row before their lanes are added, two vectors. */
    final float[] lanes = new float[2 * PADDING];

    /** Room for {@code rows} rows of {@code width} floats and the padding around each. */
    SoftmaxTile(int rows, int width) {
        capacity = Math.ceilDiv(width, 2 * PADDING) * 2 * PADDING;
        int apart = capacity + 2 * PADDING;
        // Rows a multiple of 4 KiB apart would share the same few lines of the first-level cache.
        step = apart % 1024 < 64 ? apart + 64 : apart;
        weights = new float[rows * step + PADDING];
        keys = new int[rows];
        max = new float[rows];
        scale = new float[rows];
        restSum = new float[rows];
        entropy = new float[rows];
        restEntropy = new float[rows];
        logSumExp = new float[rows];
    }

    boolean holds(int rows, int width) {
        return rows <= scale.length && width <= capacity;
    }

    /**
     * Sets the statistics of row {@code r} from its largest score, the weight of key 0 with its score less the
     * largest, and the sums over the other keys of the weights and of weight times score less the largest.
     *
     * <p>With {@code S} the sum of all weights, {@code -sum_j A ln A = ln S - sum_j w_j x_j / S}.
     */
    void finish(
            int r,
            int keys,
            float max,
            double first,
            double firstX,
            double rest,
            double restTimes) {
        double sum = first + rest;
        scale[r] = (float) (1 / sum);
        double log = Math.log(sum);
        logSumExp[r] = (float) (max + log);
        entropy[r] = (float) Math.max(0, log - (first * firstX + restTimes) / sum);
        restSum[r] = (float) rest;
        restEntropy[r] =
                keys < 3 || rest == 0 ? 0 : (float) Math.max(0, Math.log(rest) - restTimes / rest);
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
