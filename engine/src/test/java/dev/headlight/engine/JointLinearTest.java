package dev.headlight.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Linear maps of one input together, held bit for bit to each by itself. */
class JointLinearTest {

    private static final int[] ROWS = {128, 40, 37, 1};

    @ParameterizedTest
    @CsvSource({
        "768, 128, 2, true",
        "101, 48, 1, true",
        "101, 600, 2, false",
        "13, 1100, 3, false",
        "4, 32, 2, true"
    })
    void forward(int T, int cols, int threads, boolean biased) {
        float[] x = RandomFloats.of(T * cols, 1, 2);
        var w = new WeightMatrix[ROWS.length];
        float[][] bias = biased ? new float[ROWS.length][] : null;
        var y = new float[ROWS.length][];
        for (int i = 0; i < ROWS.length; i++) {
            w[i] = weights(i, cols);
            y[i] = RandomFloats.of(T * ROWS[i], 90 + i, 2);
            if (bias != null) {
                bias[i] = RandomFloats.of(ROWS[i], 50 + i, 2);
            }
        }
        try (Workers workers = new Workers(threads)) {
            JointLinear.forward(workers, x, T, w, bias, y);
        }
        try (Workers one = new Workers(1)) {
            for (int i = 0; i < ROWS.length; i++) {
                float[] alone = new float[T * ROWS[i]];
                Linear.forward(one, x, T, w[i], bias == null ? null : bias[i], alone, false);
                assertThat(y[i]).as("output %d", i).containsExactly(alone);
            }
        }
    }

    /** Wide enough that the right operands are packed in several chunks, whose bounds fall inside one. */
    @ParameterizedTest
    @CsvSource({"1", "2"})
    void forwardInChunks(int threads) {
        int cols = 1100;
        int T = 7;
        float[] x = RandomFloats.of(T * cols, 1, 2);
        WeightMatrix[] w = {
            WeightMatrix.ofFloats(RandomFloats.of(1000 * cols, 2, 2), 1000, cols),
            WeightMatrix.ofFloats(RandomFloats.of(1500 * cols, 3, 2), 1500, cols)
        };
        float[][] y = {new float[T * 1000], new float[T * 1500]};
        try (Workers workers = new Workers(threads)) {
            JointLinear.forward(workers, x, T, w, null, y);
            for (int i = 0; i < y.length; i++) {
                float[] alone = new float[y[i].length];
                Linear.forward(workers, x, T, w[i], null, alone, false);
                assertThat(y[i]).containsExactly(alone);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"768, 128, 2", "101, 48, 1", "1300, 40, 2", "3, 17, 3"})
    void backwardWeight(int T, int cols, int threads) {
        float[] x = RandomFloats.of(T * cols, 1, 2);
        var dy = new float[ROWS.length][];
        var dw = new float[ROWS.length][];
        for (int i = 0; i < ROWS.length; i++) {
            dy[i] = RandomFloats.of(T * ROWS[i], 10 + i, 2);
            dw[i] = RandomFloats.of(ROWS[i] * cols, 20 + i, 2);
        }
        try (Workers workers = new Workers(threads)) {
            JointLinear.backwardWeight(workers, dy, x, T, dw, cols);
        }
        try (Workers one = new Workers(1)) {
            for (int i = 0; i < ROWS.length; i++) {
                float[] alone = RandomFloats.of(ROWS[i] * cols, 20 + i, 2);
                Linear.backwardWeight(one, dy[i], x, T, alone, ROWS[i], cols, true);
                assertThat(dw[i]).as("gradient %d", i).containsExactly(alone);
            }
        }
    }

    private static WeightMatrix weights(int i, int cols) {
        return WeightMatrix.ofFloats(RandomFloats.of(ROWS[i] * cols, 30 + i, 2), ROWS[i], cols);
    }
}
