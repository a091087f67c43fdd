package dev.headlight.model.io;

import dev.headlight.engine.WeightMatrix;
import dev.headlight.engine.WeightRows;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.ModelConfig.Normalization;
import dev.headlight.model.ModelConfig.RotaryPositions;
import dev.headlight.model.ModelWeights;
import dev.headlight.model.ModelWeights.Layer;
import dev.headlight.model.ModelWeights.Norm;
import dev.headlight.model.ModelWeights.Projection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A transformer by its definition, in doubles, one loop after another: so that what a reader has read is
 * judged without the forward pass that users run.
 */
public final class NaiveTransformer {

    private final ModelConfig c;
    private final ModelWeights w;
    private final double @Nullable [][] gates; // [nLayers][nHeads], a factor on each head's output
    final double[][][][] attention; // [nLayers][nHeads][T][T]
    final double[][] logits; // [T][vocab]

    NaiveTransformer(ModelConfig config, ModelWeights weights, int... ids) {
        this(config, weights, null, ids);
    }

    /**
     * @param gates [nLayers][nHeads], a factor on each head's output before {@code W_O}; null for ones
     */
    public NaiveTransformer(
            ModelConfig config, ModelWeights weights, double @Nullable [][] gates, int... ids) {
        c = config;
        w = weights;
        this.gates = gates;
        attention = new double[c.nLayers()][c.nHeads()][ids.length][ids.length];
        double[][] x = new double[ids.length][];
        for (int t = 0; t < ids.length; t++) {
            x[t] = row(w.tokenEmbedding(), ids[t]);
            if (w.positionEmbedding() != null) {
                add(x[t], row(w.positionEmbedding(), t));
            }
        }
        for (int l = 0; l < c.nLayers(); l++) {
            layer(l, w.layers().get(l), x);
        }
        logits = new double[ids.length][];
        for (int t = 0; t < ids.length; t++) {
            logits[t] = times(w.output(), normed(w.finalNorm(), x[t]));
        }
    }

    /** {@code -ln p(next)} after position {@code t}, nats. */
    public double loss(int t, int next) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double z : logits[t]) {
            largest = Math.max(largest, z);
        }
        double sum = 0;
        for (double z : logits[t]) {
            sum += Math.exp(z - largest);
        }
        return largest + Math.log(sum) - logits[t][next];
    }

    private void layer(int l, Layer layer, double[][] x) {
        int length = x.length;
        double[][] q = new double[length][];
        double[][] k = new double[length][];
        double[][] v = new double[length][];
        for (int t = 0; t < length; t++) {
            double[] in = normed(layer.attentionNorm(), x[t]);
            q[t] = turned(project(layer.query(), in), t);
            k[t] = turned(project(layer.key(), in), t);
            v[t] = project(layer.value(), in);
        }
        for (int t = 0; t < length; t++) {
            double[] heads = new double[c.nHeads() * c.dHead()];
            for (int h = 0; h < c.nHeads(); h++) {
                int group = h / (c.nHeads() / c.nKvHeads()) * c.dHead();
                double[] a = attention[l][h][t];
                double sum = 0;
                for (int j = 0; j <= t; j++) {
                    double score = 0;
                    for (int d = 0; d < c.dHead(); d++) {
                        score += q[t][h * c.dHead() + d] * k[j][group + d];
                    }
                    a[j] = Math.exp(score / Math.sqrt(c.dHead()));
                    sum += a[j];
                }
                double gate = gates == null ? 1 : gates[l][h];
                for (int j = 0; j <= t; j++) {
                    a[j] /= sum;
                    for (int d = 0; d < c.dHead(); d++) {
                        heads[h * c.dHead() + d] += gate * a[j] * v[j][group + d];
                    }
                }
            }
            add(x[t], project(layer.output(), heads));
        }
        for (double[] position : x) {
            add(position, feedForward(layer, normed(layer.feedForwardNorm(), position)));
        }
    }

    private double[] feedForward(Layer layer, double[] in) {
        double[] up = project(layer.up(), in);
        double[] inner = new double[up.length];
        Projection gate = layer.gate();
        double[] gated = gate == null ? up : project(gate, in);
        for (int i = 0; i < inner.length; i++) {
            inner[i] = activate(gated[i]) * (gate == null ? 1 : up[i]);
        }
        return project(layer.down(), inner);
    }

    /** By its Taylor series; beyond 4, where that cancels, it is 1 to 2e-8. */
    private static double erf(double z) {
        if (Math.abs(z) > 4) {
            return Math.signum(z);
        }
        double sum = 0;
        double power = z; // (-1)^n z^(2n+1) / n!
        for (int n = 0; n < 100; n++) {
            sum += power / (2 * n + 1);
            power *= -z * z / (n + 1);
        }
        return 2 / Math.sqrt(Math.PI) * sum;
    }

    private double activate(double x) {
        return switch (c.activation()) {
            case SILU -> x / (1 + Math.exp(-x));
            case GELU_ERF -> 0.5 * x * (1 + erf(x / Math.sqrt(2)));
            case GELU_TANH ->
                    0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
        };
    }

    private double[] turned(double[] heads, int position) {
        if (!(c.positions() instanceof RotaryPositions rotary)) {
            return heads;
        }
        double[] out = heads.clone();
        for (int start = 0; start < heads.length; start += c.dHead()) {
            for (int p = 0; p < rotary.dims() / 2; p++) {
                int a = start + (rotary.interleaved() ? 2 * p : p);
                int b = rotary.interleaved() ? a + 1 : a + rotary.dims() / 2;
                double angle = position * (double) rotary.inverseFrequencies()[p];
                double cos = Math.cos(angle) * rotary.magnitude();
                double sin = Math.sin(angle) * rotary.magnitude();
                out[a] = heads[a] * cos - heads[b] * sin;
                out[b] = heads[a] * sin + heads[b] * cos;
            }
        }
        return out;
    }

    private double[] normed(Norm norm, double[] x) {
        boolean layerNorm = c.normalization() == Normalization.LAYER_NORM;
        double mean = 0;
        for (double value : x) {
            mean += layerNorm ? value / x.length : 0;
        }
        double square = 0;
        for (double value : x) {
            square += (value - mean) * (value - mean) / x.length;
        }
        double[] out = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            out[i] = (x[i] - mean) / Math.sqrt(square + c.normEpsilon()) * norm.gain()[i];
            out[i] += layerNorm ? Objects.requireNonNull(norm.bias())[i] : 0;
        }
        return out;
    }

    private static double[] project(Projection projection, double[] x) {
        double[] y = times(projection.weight(), x);
        float[] bias = projection.bias();
        for (int i = 0; bias != null && i < y.length; i++) {
            y[i] += bias[i];
        }
        return y;
    }

    private static double[] times(WeightMatrix w, double[] x) {
        double[] y = new double[w.rows()];
        for (int r = 0; r < w.rows(); r++) {
            double[] row = row(w, r);
            for (int i = 0; i < x.length; i++) {
                y[r] += row[i] * x[i];
            }
        }
        return y;
    }

    private static double[] row(WeightMatrix w, int r) {
        float[] row = new float[w.cols()];
        WeightRows.read(w, r, row, 0);
        double[] out = new double[row.length];
        for (int i = 0; i < row.length; i++) {
            out[i] = row[i];
        }
        return out;
    }

    private static void add(double[] to, double[] what) {
        for (int i = 0; i < to.length; i++) {
            to[i] += what[i];
        }
    }
}
