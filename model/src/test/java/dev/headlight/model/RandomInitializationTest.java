package dev.headlight.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.engine.StorageType;
import dev.headlight.engine.WeightMatrix;
import dev.headlight.engine.Workers;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomInitializationTest {

    private static final ValueLayout.OfShort HALF =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    @Test
    void quantisedWeightsHaveTheMomentsOfTheNormalDistribution() {
        ModelWeights weights = RandomInitialization.of(Configs.llama(256, 1024, 2), 1);
        WeightMatrix up = weights.layers().get(1).up().weight();
        assertThat(up.type()).isEqualTo(StorageType.Q8_0);
        double[] w = read(up); // 262,144 weights: the moments' standard errors are given below
        double sd = Math.sqrt(moment(w, 2));
        assertThat(moment(w, 1) / 0.02).isEqualTo(0, within(4 * 0.00195));
        assertThat(sd / 0.02).isEqualTo(1, within(4 * 0.0014));
        assertThat(moment(w, 3) / Math.pow(sd, 3)).isEqualTo(0, within(4 * 0.0048));
        assertThat(moment(w, 4) / Math.pow(sd, 4)).isEqualTo(3, within(4 * 0.0096));
        // Between two steps, so that rounding counts on neither side: 2 (1 - Phi(56.5 / 28)) =
        // 0.0436.
        double beyondTwo = 0;
        for (double x : w) {
            beyondTwo += Math.abs(x) > 56.5 / 28 * 0.02 ? 1.0 / w.length : 0;
        }
        assertThat(beyondTwo).isEqualTo(0.0436, within(4 * 0.0004));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void theWeightsDependOnTheSeedAndNotOnTheThreads(int threads) {
        ModelConfig config = Configs.llama(256, 1024, 2);
        ModelWeights expected = RandomInitialization.of(config, 7);
        try (Workers workers = new Workers(threads)) {
            ModelWeights actual = RandomInitialization.of(config, 7, workers);
            ModelWeights other = RandomInitialization.of(config, 8, workers);
            assertThat(read(actual.tokenEmbedding())).isEqualTo(read(expected.tokenEmbedding()));
            for (int l = 0; l < 2; l++) {
                WeightMatrix a = actual.layers().get(l).down().weight();
                assertThat(read(a)).isEqualTo(read(expected.layers().get(l).down().weight()));
                assertThat(correlation(a, other.layers().get(l).down().weight()))
                        .isEqualTo(0, within(4 / Math.sqrt(256 * 1024)));
            }
        }
    }

    @Test
    void noTwoMatricesAreTheSame() {
        ModelWeights weights = RandomInitialization.of(Configs.llama(64, 256, 2), 3);
        ModelWeights.Layer first = weights.layers().get(0);
        ModelWeights.Layer second = weights.layers().get(1);
        double bound = 4 / Math.sqrt(64 * 256);
        assertThat(correlation(first.up().weight(), second.up().weight()))
                .isEqualTo(0, within(bound));
        assertThat(correlation(first.up().weight(), Objects.requireNonNull(first.gate()).weight()))
                .isEqualTo(0, within(bound));
    }

    @Test
    void gpt2ScalesTheProjectionsBackOntoTheResidualStream() {
        ModelWeights weights = RandomInitialization.of(Configs.gpt2(256, 8), 1);
        ModelWeights.Layer layer = weights.layers().get(5);
        double sd = Math.sqrt(moment(read(layer.query().weight()), 2));
        double residualSd = Math.sqrt(moment(read(layer.output().weight()), 2));
        double downSd = Math.sqrt(moment(read(layer.down().weight()), 2));
        assertThat(residualSd / sd).isEqualTo(0.25, within(0.004));
        assertThat(downSd / sd).isEqualTo(0.25, within(0.004));
        assertThat(layer.attentionNorm().gain()).containsOnly(1);
        assertThat(layer.attentionNorm().bias()).containsOnly(0);
        assertThat(Objects.requireNonNull(weights.positionEmbedding()).rows()).isEqualTo(64);
    }

    @Test
    void rowsThatAreNoWholeBlocksAreFloats() {
        ModelWeights weights = RandomInitialization.of(Configs.llama(48, 172, 1), 1);
        WeightMatrix down = weights.layers().get(0).down().weight();
        assertThat(down.type()).isEqualTo(StorageType.F32);
        assertThat(Math.sqrt(moment(read(down), 2))).isEqualTo(0.02, within(0.0007));
    }

    @Test
    void tiedEmbeddingsAreOneMatrix() {
        ModelWeights weights = RandomInitialization.of(Configs.llama(64, 128, 1), 1);
        assertThat(weights.output()).isSameAs(weights.tokenEmbedding());
    }

    private static double correlation(WeightMatrix a, WeightMatrix b) {
        double[] x = read(a);
        double[] y = read(b);
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum / x.length / Math.sqrt(moment(x, 2) * moment(y, 2));
    }

    private static double moment(double[] x, int order) {
        double sum = 0;
        for (double v : x) {
            sum += Math.pow(v, order);
        }
        return sum / x.length;
    }

    /** The weights, widened by the definition of the format. */
    private static double[] read(WeightMatrix matrix) {
        double[] out = new double[matrix.rows() * matrix.cols()];
        if (matrix.heap() != null) {
            for (int i = 0; i < out.length; i++) {
                out[i] = matrix.heap()[i];
            }
            return out;
        }
        MemorySegment blocks = Objects.requireNonNull(matrix.segment());
        for (int i = 0; i < out.length; i++) {
            long block = i / 32 * 34L;
            float scale = Float.float16ToFloat(blocks.get(HALF, block));
            out[i] = scale * blocks.get(ValueLayout.JAVA_BYTE, block + 2 + i % 32);
        }
        return out;
    }
}
