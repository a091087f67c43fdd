package dev.headlight.tutorial.smallest;

import dev.headlight.model.training.Parameter;
import dev.headlight.model.training.Parameters;

/**
 * The smallest adder's forward pass written from its definition, in float64, a token at a time: what the engine is held
 * against.
 */
final class NaiveAdder {

    private static final int D = 4; // width, and that of a head
    private static final int HEADS = 2;
    private static final int INSIDE = 6;

    private final Parameters parameters;

    NaiveAdder(Parameters parameters) {
        this.parameters = parameters;
    }

    /**
     * @param logits {@code [T][vocab]}
     * @param attention {@code [heads][T][T]}
     */
    record Pass(double[][] logits, double[][][] attention) {}

    Pass pass(int[] ids) {
        int T = ids.length;
        double[] frequencies = {1, Math.pow(3.065, -0.5)};
        double[][] embedding = matrix("embedding.weight");
        double[][] key = new double[T][];
        double[][] value = new double[T][];
        double[][] logits = new double[T][embedding.length];
        double[][][] attention = new double[HEADS][T][T];
        for (int t = 0; t < T; t++) {
            double[] x = embedding[ids[t]].clone();
            double[] normed = norm(x, "layers.0.attention_norm.gain");
            key[t] = turn(times("layers.0.attention.key.weight", normed), 0, t, frequencies);
            value[t] = times("layers.0.attention.value.weight", normed);
            double[] query = times("layers.0.attention.query.weight", normed);
            double[] attended = new double[HEADS * D];
            for (int h = 0; h < HEADS; h++) {
                double[] q = turn(query, h * D, t, frequencies);
                double sum = 0;
                for (int j = 0; j <= t; j++) {
                    double score = 0;
                    for (int e = 0; e < D; e++) {
                        score += q[e] * key[j][e] / Math.sqrt(D);
                    }
                    attention[h][t][j] = Math.exp(score);
                    sum += attention[h][t][j];
                }
                for (int j = 0; j <= t; j++) {
                    attention[h][t][j] /= sum;
                    for (int e = 0; e < D; e++) {
                        attended[h * D + e] += attention[h][t][j] * value[j][e];
                    }
                }
            }
            add(x, times("layers.0.attention.output.weight", attended));
            double[] inside = norm(x, "layers.0.feed_forward_norm.gain");
            double[] gate = times("layers.0.feed_forward.gate.weight", inside);
            double[] up = times("layers.0.feed_forward.up.weight", inside);
            for (int f = 0; f < INSIDE; f++) {
                up[f] *= gate[f] / (1 + Math.exp(-gate[f]));
            }
            add(x, times("layers.0.feed_forward.down.weight", up));
            double[] last = norm(x, "final_norm.gain");
            for (int id = 0; id < embedding.length; id++) {
                for (int e = 0; e < D; e++) {
                    logits[t][id] += embedding[id][e] * last[e];
                }
            }
        }
        return new Pass(logits, attention);
    }

    /** How much what a head hands on grows with a digit, in one number of the token: the least squares slope over 0 to 9. */
    double slope(int head, int number) {
        double[][] out = matrix("layers.0.attention.output.weight");
        double sumY = 0;
        double sumDY = 0;
        for (int d = 0; d < 10; d++) {
            double[] normed = norm(matrix("embedding.weight")[d], "layers.0.attention_norm.gain");
            double[] value = times("layers.0.attention.value.weight", normed);
            double y = 0;
            for (int e = 0; e < D; e++) {
                y += out[number][head * D + e] * value[e];
            }
            sumY += y;
            sumDY += d * y;
        }
        return (10 * sumDY - 45 * sumY) / (10 * 285 - 45 * 45); // sums of d and of d squared
    }

    static double probability(double[] logits, int of) {
        double sum = 0;
        for (double z : logits) {
            sum += Math.exp(z - logits[of]);
        }
        return 1 / sum;
    }

    private static void add(double[] x, double[] y) {
        for (int i = 0; i < x.length; i++) {
            x[i] += y[i];
        }
    }

    private double[] norm(double[] x, String gain) {
        double square = 0;
        for (double e : x) {
            square += e * e / x.length;
        }
        double[] normed = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            normed[i] = x[i] / Math.sqrt(square + 1e-5f) * matrix(gain)[0][i];
        }
        return normed;
    }

    /** The head that begins at {@code from}: pairs (0, 2) and (1, 3), turned. */
    private static double[] turn(double[] x, int from, int position, double[] frequencies) {
        double[] y = new double[D];
        for (int p = 0; p < D / 2; p++) {
            double angle = position * frequencies[p];
            double a = x[from + p];
            double b = x[from + p + D / 2];
            y[p] = a * Math.cos(angle) - b * Math.sin(angle);
            y[p + D / 2] = a * Math.sin(angle) + b * Math.cos(angle);
        }
        return y;
    }

    private double[] times(String name, double[] x) {
        double[][] w = matrix(name);
        double[] y = new double[w.length];
        for (int r = 0; r < w.length; r++) {
            for (int c = 0; c < x.length; c++) {
                y[r] += w[r][c] * x[c];
            }
        }
        return y;
    }

    private double[][] matrix(String name) {
        for (Parameter p : parameters.all()) {
            if (p.name().equals(name)) {
                double[][] rows = new double[p.rows()][p.cols()];
                for (int i = 0; i < p.size(); i++) {
                    rows[i / p.cols()][i % p.cols()] = p.values()[i];
                }
                return rows;
            }
        }
        throw new IllegalArgumentException(name);
    }
}
