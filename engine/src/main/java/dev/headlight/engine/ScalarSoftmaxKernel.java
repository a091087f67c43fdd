package dev.headlight.engine;

import java.util.Arrays;

/** {@link SoftmaxKernel} in plain Java and double precision. */
final class ScalarSoftmaxKernel implements SoftmaxKernel {

    @Override
    public void rows(SoftmaxTile tile) {
        for (int r = 0; r < tile.rows; r++) {
            row(tile, r, tile.keys[r]);
        }
    }

    private static void row(SoftmaxTile tile, int r, int keys) {
        float[] w = tile.weights;
        int o = tile.offset(r);
        float max = w[o];
        for (int j = 1; j < keys; j++) {
            max = Math.max(max, w[o + j]);
        }
        double firstX = w[o] - max;
        double first = Math.exp(firstX);
        double rest = 0;
        double restTimes = 0;
        w[o] = (float) first;
        for (int j = 1; j < keys; j++) {
            double x = w[o + j] - max;
            double p = Math.exp(x);
            w[o + j] = (float) p;
            rest += p;
            restTimes += p * x;
        }
        Arrays.fill(w, o + keys, o + tile.width, 0);
        tile.max[r] = max;
        tile.finish(r, first, firstX, rest, restTimes);
    }
}
