package dev.headlight.analysis.circuit;

import dev.headlight.engine.WeightMatrix;
import dev.headlight.engine.WeightRows;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.ModelConfig.Normalization;
import dev.headlight.model.ModelWeights;
import dev.headlight.model.ModelWeights.Layer;
import dev.headlight.model.ModelWeights.Norm;

/** The circuits of heads as full matrices in doubles, by their definitions; matrices act on columns. */
final class NaiveCircuits {

    private final ModelConfig c;
    private final ModelWeights w;

    NaiveCircuits(ModelConfig config, ModelWeights weights) {
        c = config;
        w = weights;
    }

    /** {@code W_Q^T W_K}, both reading through the norm: [dModel][dModel]. */
    double[][] queryKey(int l, int h) {
        Layer layer = w.layers().get(l);
        double[][] fold = fold(layer.attentionNorm());
        double[][] q = times(rows(layer.query().weight(), h), fold);
        double[][] k = times(rows(layer.key().weight(), group(h)), fold);
        return times(transposed(q), k);
    }

    /** {@code W_O W_V}, reading through the norm: [dModel][dModel]. */
    double[][] outputValue(int l, int h) {
        Layer layer = w.layers().get(l);
        double[][] o = new double[c.dModel()][c.dHead()];
        double[][] all = full(layer.output().weight());
        for (int r = 0; r < c.dModel(); r++) {
            System.arraycopy(all[r], h * c.dHead(), o[r], 0, c.dHead());
        }
        double[][] v = rows(layer.value().weight(), group(h));
        return times(o, times(v, fold(layer.attentionNorm())));
    }

    /** {@code W_U norm W_O W_V norm W_E^T}: [vocab][vocab]. */
    double[][] tokensToLogits(int l, int h) {
        double[][] u = times(full(w.output()), fold(w.finalNorm()));
        return times(u, times(outputValue(l, h), transposed(full(w.tokenEmbedding()))));
    }

    private int group(int h) {
        return h / (c.nHeads() / c.nKvHeads());
    }

    /** {@code diag(gain)}, for LayerNorm after the mean has been taken away. */
    private double[][] fold(Norm norm) {
        int d = c.dModel();
        double[][] m = new double[d][d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                double away = c.normalization() == Normalization.LAYER_NORM ? 1.0 / d : 0;
                m[i][j] = norm.gain()[i] * ((i == j ? 1 : 0) - away);
            }
        }
        return m;
    }

    private double[][] rows(WeightMatrix w, int head) {
        double[][] all = full(w);
        double[][] own = new double[c.dHead()][];
        System.arraycopy(all, head * c.dHead(), own, 0, c.dHead());
        return own;
    }

    private static double[][] full(WeightMatrix w) {
        double[][] full = new double[w.rows()][w.cols()];
        float[] row = new float[w.cols()];
        for (int r = 0; r < w.rows(); r++) {
            WeightRows.read(w, r, row, 0);
            for (int i = 0; i < row.length; i++) {
                full[r][i] = row[i];
            }
        }
        return full;
    }

    static double[][] times(double[][] a, double[][] b) {
        double[][] c = new double[a.length][b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b[0].length; j++) {
                for (int k = 0; k < b.length; k++) {
                    c[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return c;
    }

    static double[][] transposed(double[][] a) {
        double[][] t = new double[a[0].length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[0].length; j++) {
                t[j][i] = a[i][j];
            }
        }
        return t;
    }

    static double norm(double[][] a) {
        double squares = 0;
        for (double[] row : a) {
            for (double x : row) {
                squares += x * x;
            }
        }
        return Math.sqrt(squares);
    }
}
