package dev.headlight.analysis.planted;

import dev.headlight.engine.AttentionTile;
import java.util.Arrays;

/** All rows of a head as one tile, given as probabilities. */
final class PlantedTile implements AttentionTile {

    private final int length;
    private final float[] weights;
    private final int step;

    /** A tile of the rows {@code a[i][0..i]}, each of which sums to 1. */
    PlantedTile(double[][] a) {
        length = a.length;
        step = length + 2 * PADDING;
        weights = new float[length * step];
        for (int i = 0; i < length; i++) {
            for (int j = 0; j <= i; j++) {
                weights[offset(i) + j] = (float) a[i][j];
            }
        }
    }

    @Override
    public int firstRow() {
        return 0;
    }

    @Override
    public int rows() {
        return length;
    }

    @Override
    public int width() {
        return length;
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
        return (float) (1 / sum(r, 0));
    }

    @Override
    public float restSum(int r) {
        return (float) sum(r, 1);
    }

    @Override
    public float entropy(int r) {
        return (float) entropy(r, 0);
    }

    @Override
    public float restEntropy(int r) {
        return r < 2 ? 0 : (float) entropy(r, 1);
    }

    @Override
    public float logSumExp(int r) {
        throw new UnsupportedOperationException("no tally asks for it");
    }

    private double sum(int r, int from) {
        double sum = 0;
        for (int j = from; j <= r; j++) {
            sum += weights[offset(r) + j];
        }
        return sum;
    }

    private double entropy(int r, int from) {
        double sum = sum(r, from);
        double h = 0;
        for (float w : Arrays.copyOfRange(weights, offset(r) + from, offset(r) + r + 1)) {
            h -= w > 0 ? w / sum * Math.log(w / sum) : 0;
        }
        return h;
    }
}
