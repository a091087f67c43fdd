package dev.headlight.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The gradients of attention against finite differences of the definition in double precision. */
class CausalAttentionBackwardTest {

    private final float[] q;
    private final float[] k;
    private final float[] v;
    private final float[] dOut;

    CausalAttentionBackwardTest() {
        q = RandomFloats.of(60_000, 1, 3);
        k = RandomFloats.of(60_000, 2, 3);
        v = RandomFloats.of(60_000, 3, 2);
        dOut = RandomFloats.of(60_000, 4, 2);
    }

    /** What a batch gives: out, log-sum-exp, dq, dk, dv. */
    private float[][] run(AttentionShape shape, int batch, int threads) {
        int n = batch * shape.T() * shape.nHeads() * shape.dHead();
        int kv = batch * shape.T() * shape.nKvHeads() * shape.dHead();
        float[][] r = {
            new float[n],
            new float[batch * shape.T() * shape.nHeads()],
            new float[n],
            new float[kv],
            new float[kv]
        };
        for (float[] array : r) {
            Arrays.fill(array, Float.NaN); // all of it is to be overwritten
        }
        try (var workers = new Workers(threads)) {
            CausalAttention.forward(workers, q, k, v, r[0], r[1], shape, batch);
            CausalAttention.backward(
                    workers, q, k, v, r[0], dOut, r[1], shape, batch, r[2], r[3], r[4]);
        }
        return r;
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1, 8",
        "2, 2, 1, 5",
        "7, 4, 2, 16",
        "12, 3, 3, 1",
        "13, 4, 1, 24",
        "64, 4, 4, 32",
        "70, 6, 2, 17",
        "96, 1, 1, 48",
        "97, 2, 1, 33",
        "200, 2, 1, 33",
        "290, 1, 1, 4"
    })
    void isTheDerivative(int T, int nHeads, int nKvHeads, int dHead) {
        isTheDerivative(new AttentionShape(T, 0, nHeads, nKvHeads, dHead));
        isTheDerivative(AttentionShape.full(T, nHeads, nKvHeads, dHead));
    }

    private void isTheDerivative(AttentionShape shape) {
        float[][] r = run(shape, 1, 2);
        double[] q1 = FiniteDifferences.doubles(Arrays.copyOf(q, r[2].length));
        double[] k1 = FiniteDifferences.doubles(Arrays.copyOf(k, r[3].length));
        double[] v1 = FiniteDifferences.doubles(Arrays.copyOf(v, r[4].length));
        FiniteDifferences.check("dq", x -> loss(x, k1, v1, shape), q1, r[2], 4e-6);
        FiniteDifferences.check("dk", x -> loss(q1, x, v1, shape), k1, r[3], 4e-6);
        FiniteDifferences.check("dv", x -> loss(q1, k1, x, shape), v1, r[4], 4e-6);
    }

    private double loss(double[] q, double[] k, double[] v, AttentionShape shape) {
        int d = shape.dHead();
        double loss = 0;
        double[] s = new double[shape.T()];
        for (int h = 0; h < shape.nHeads(); h++) {
            for (int i = 0; i < shape.T(); i++) {
                int at = (i * shape.nHeads() + h) * d;
                double sum = 0;
                for (int j = 0; j < (shape.causal() ? i + 1 : shape.T()); j++) {
                    int o = (j * shape.nKvHeads() + shape.kvHead(h)) * d;
                    double score = 0;
                    for (int e = 0; e < d; e++) {
                        score += q[at + e] * k[o + e];
                    }
                    s[j] = Math.exp(score / Math.sqrt(d));
                    sum += s[j];
                }
                for (int j = 0; j < (shape.causal() ? i + 1 : shape.T()); j++) {
                    int o = (j * shape.nKvHeads() + shape.kvHead(h)) * d;
                    for (int e = 0; e < d; e++) {
                        loss += s[j] / sum * v[o + e] * dOut[at + e];
                    }
                }
            }
        }
        return loss;
    }

    @ParameterizedTest
    @CsvSource({"7, 4, 2, 16", "97, 2, 1, 33", "200, 2, 2, 16"})
    void theForwardPassIsTheOtherOne(int T, int nHeads, int nKvHeads, int dHead) {
        theForwardPassIsTheOtherOne(new AttentionShape(T, 0, nHeads, nKvHeads, dHead));
        theForwardPassIsTheOtherOne(AttentionShape.full(T, nHeads, nKvHeads, dHead));
    }

    private void theForwardPassIsTheOtherOne(AttentionShape shape) {
        int T = shape.T();
        float[][] r = run(shape, 1, 2);
        float[] out = new float[r[0].length];
        try (var workers = new Workers(2)) {
            CausalAttention.forward(workers, q, k, v, out, shape, 0, null);
        }
        assertThat(r[0]).isEqualTo(out);
        for (int h = 0; h < shape.nHeads(); h++) {
            for (int i = 0; i < T; i++) {
                double[] row = CausalAttentionTest.row(q, k, shape, h, i);
                assertThat((double) r[1][h * T + i]).isCloseTo(row[row.length - 1], within(4e-6));
            }
        }
    }

    /** Sequences of a batch are strangers, and the threads change nothing. */
    @ParameterizedTest
    @CsvSource({"5, 7, 4, 2, 16", "3, 97, 2, 1, 33", "2, 64, 4, 4, 32"})
    void aBatchIsItsSequences(int batch, int T, int nHeads, int nKvHeads, int dHead) {
        aBatchIsItsSequences(batch, new AttentionShape(T, 0, nHeads, nKvHeads, dHead));
        aBatchIsItsSequences(batch, AttentionShape.full(T, nHeads, nKvHeads, dHead));
    }

    private void aBatchIsItsSequences(int batch, AttentionShape shape) {
        float[][] all = run(shape, batch, 2);
        float[][] single = run(shape, batch, 1);
        assertThat(single).isDeepEqualTo(all);
        var each = new CausalAttentionBackwardTest();
        for (int b = 0; b < batch; b++) {
            int n = shape.T() * shape.nHeads() * shape.dHead();
            int kv = shape.T() * shape.nKvHeads() * shape.dHead();
            System.arraycopy(q, b * n, each.q, 0, n);
            System.arraycopy(k, b * kv, each.k, 0, kv);
            System.arraycopy(v, b * kv, each.v, 0, kv);
            System.arraycopy(dOut, b * n, each.dOut, 0, n);
            float[][] own = each.run(shape, 1, 2);
            for (int i = 0; i < own.length; i++) {
                int length = own[i].length;
                assertThat(own[i])
                        .isEqualTo(Arrays.copyOfRange(all[i], b * length, (b + 1) * length));
            }
        }
    }

    /** Weights made again from the log-sum-exp do not overflow where a score is far beyond the others. */
    @Test
    void scoresFarApart() {
        for (int i = 0; i < 50 * 8; i++) {
            q[i] *= 30;
            k[i] *= 30;
        }
        for (boolean causal : new boolean[] {true, false}) {
            for (float[] array : run(new AttentionShape(50, 0, 1, 1, 8, causal), 1, 2)) {
                for (float x : array) {
                    assertThat(x).isFinite();
                }
            }
        }
    }

    @Test
    void positionsBeforeAreNotTrained() {
        var shape = new AttentionShape(2, 1, 1, 1, 1);
        assertThatThrownBy(() -> run(shape, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("training after 1 positions");
    }
}
