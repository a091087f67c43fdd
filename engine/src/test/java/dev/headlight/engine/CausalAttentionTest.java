package dev.headlight.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Output and statistics against the definition in double precision, one row at a time. */
class CausalAttentionTest {

    private static final int LAYER = 3;

    @ParameterizedTest
    @CsvSource({
        "1, 0, 1, 1, 8",
        "2, 0, 2, 1, 5",
        "7, 0, 4, 2, 16",
        "12, 0, 3, 3, 1",
        "13, 0, 4, 1, 24",
        "64, 0, 9, 3, 64",
        "200, 0, 2, 1, 33",
        "1, 1, 2, 2, 16",
        "1, 40, 4, 2, 20",
        "6, 29, 4, 4, 8",
        "70, 130, 6, 2, 17",
        "600, 0, 1, 1, 4"
    })
    void isTheDefinition(int T, int past, int nHeads, int nKvHeads, int dHead) {
        isTheDefinition(new AttentionShape(T, past, nHeads, nKvHeads, dHead));
        isTheDefinition(new AttentionShape(T, past, nHeads, nKvHeads, dHead, false));
    }

    private void isTheDefinition(AttentionShape shape) {
        int T = shape.T();
        int past = shape.past();
        int nHeads = shape.nHeads();
        int nKvHeads = shape.nKvHeads();
        int dHead = shape.dHead();
        int keys = past + T;
        float[] q = RandomFloats.of(T * nHeads * dHead, 1, 3);
        float[] k = RandomFloats.of(keys * nKvHeads * dHead, 2, 3);
        float[] v = RandomFloats.of(keys * nKvHeads * dHead, 3, 1);
        float[] out = new float[q.length];
        float[] plain = new float[q.length];
        var check = new Check(q, k, shape);
        try (var workers = new Workers(2)) {
            CausalAttention.forward(workers, q, k, v, out, shape, LAYER, check);
            CausalAttention.forward(workers, q, k, v, plain, shape, LAYER, null);
        }
        assertThat(check.failures).isEmpty();
        assertThat(check.seen).hasSize(T * nHeads).doesNotHaveDuplicates();
        assertThat(plain).isEqualTo(out);
        for (int h = 0; h < nHeads; h++) {
            for (int i = past; i < keys; i++) {
                double[] a = row(q, k, shape, h, i);
                for (int e = 0; e < dHead; e++) {
                    double sum = 0;
                    for (int j = 0; j < shape.keysOf(i); j++) {
                        sum += a[j] * v[(j * nKvHeads + shape.kvHead(h)) * dHead + e];
                    }
                    assertThat((double) out[((i - past) * nHeads + h) * dHead + e])
                            .isCloseTo(sum, within(2e-6));
                }
            }
        }
    }

    /** A row of attention in double precision; the element after its keys is its log-sum-exp. */
    static double[] row(float[] q, float[] k, AttentionShape shape, int h, int i) {
        int n = shape.causal() ? i + 1 : shape.past() + shape.T();
        double[] s = new double[n + 1];
        double max = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < n; j++) {
            for (int e = 0; e < shape.dHead(); e++) {
                s[j] +=
                        (double) q[((i - shape.past()) * shape.nHeads() + h) * shape.dHead() + e]
                                * k[(j * shape.nKvHeads() + shape.kvHead(h)) * shape.dHead() + e];
            }
            s[j] /= Math.sqrt(shape.dHead());
            max = Math.max(max, s[j]);
        }
        double sum = 0;
        for (int j = 0; j < n; j++) {
            sum += Math.exp(s[j] - max);
        }
        s[n] = max + Math.log(sum);
        for (int j = 0; j < n; j++) {
            s[j] = Math.exp(s[j] - max) / sum;
        }
        return s;
    }

    /** Compares every tile with the definition, and the calls with the contract. */
    private static final class Check implements AttentionHook {
        private final float[] q;
        private final float[] k;
        private final AttentionShape shape;
        final List<String> failures = new ArrayList<>();
        final List<Integer> seen = new ArrayList<>();

        Check(float[] q, float[] k, AttentionShape shape) {
            this.q = q;
            this.k = k;
            this.shape = shape;
        }

        @Override
        public Rows open(int layer, int head, int range, int firstRow, int endRow) {
            expect(layer == LAYER && firstRow < endRow, "open " + layer + " " + firstRow);
            return new Rows() {
                private int next = firstRow;

                @Override
                public void accept(AttentionTile tile) {
                    synchronized (Check.this) {
                        expect(tile.firstRow() == next, "tile at " + tile.firstRow());
                        next += tile.rows();
                        for (int r = 0; r < tile.rows(); r++) {
                            check(head, tile, r);
                        }
                    }
                }

                @Override
                public void close() {
                    synchronized (Check.this) {
                        expect(next == endRow, "closed at " + next);
                    }
                }
            };
        }

        private void check(int head, AttentionTile tile, int r) {
            int i = tile.firstRow() + r;
            int n = shape.causal() ? i + 1 : shape.keys();
            seen.add(head * shape.keys() + i);
            String at = "head " + head + " row " + i + ": ";
            double[] a = row(q, k, shape, head, i);
            float[] w = tile.weights();
            int o = tile.offset(r);
            double rest = 0;
            double entropy = 0;
            double restEntropy = 0;
            for (int j = 0; j < n; j++) {
                near(a[j], w[o + j] * tile.scale(r), 1e-6, at + "A " + j);
                rest += j > 0 ? a[j] : 0;
                entropy -= a[j] > 0 ? a[j] * Math.log(a[j]) : 0;
            }
            for (int j = 1; j < n && n > 2; j++) {
                restEntropy -= a[j] > 0 ? a[j] / rest * Math.log(a[j] / rest) : 0;
            }
            expect(tile.width() >= n, at + "width");
            for (int j = n; j < tile.width(); j++) {
                expect(w[o + j] == 0, at + "not zero after the row at " + j);
            }
            for (int j = 1; j <= AttentionTile.PADDING; j++) {
                expect(w[o - j] == 0, at + "not zero before the row at -" + j);
            }
            expect(o + tile.width() + AttentionTile.PADDING <= w.length, at + "padding");
            near(rest, tile.restSum(r) * tile.scale(r), 1e-6, at + "rest");
            near(entropy, tile.entropy(r), 4e-6, at + "entropy");
            near(restEntropy, tile.restEntropy(r), 4e-6, at + "rest entropy");
            near(a[n], tile.logSumExp(r), 4e-6, at + "log-sum-exp");
        }

        private void near(double expected, double actual, double tolerance, String what) {
            expect(
                    Math.abs(expected - actual) <= tolerance * Math.max(1, Math.abs(expected)),
                    what + " is " + actual + ", not " + expected);
        }

        private void expect(boolean holds, String what) {
            if (!holds && failures.size() < 10) {
                failures.add(what);
            }
        }
    }
}
