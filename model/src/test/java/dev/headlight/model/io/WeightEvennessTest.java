package dev.headlight.model.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.engine.WeightMatrix;
import dev.headlight.model.ModelWeights;
import dev.headlight.model.OpenModel;
import dev.headlight.model.RandomInitialization;
import dev.headlight.model.wired.WiredModel;
import dev.headlight.text.SharedData;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WeightEvennessTest {

    @Test
    void theSpreadIsItsFormula() {
        // Rows of mean square 1, 4, 9, ... with alternating signs and sizes 0.6 and 1.28062485
        // (0.36 + 1.64 = 2).
        int rows = 20;
        int cols = 4;
        float[] data = new float[rows * cols];
        for (int i = 0; i < data.length; i++) {
            int r = i / cols + 1;
            data[i] = (float) (r * Math.sqrt(i % 2 == 0 ? 0.36 : 1.64) * (i % 3 == 0 ? -1 : 1));
        }
        double mean = 0;
        double fourth = 0;
        for (int r = 1; r <= rows; r++) {
            mean += r * r / 20.0;
            fourth += Math.pow(r, 4) * (0.36 * 0.36 + 1.64 * 1.64) / 2 / rows;
        }
        double variance = 0;
        for (int r = 1; r <= rows; r++) {
            variance += (r * r - mean) * (r * r - mean) / (rows - 1);
        }
        assertThat(WeightEvenness.spread(WeightMatrix.ofFloats(data, rows, cols)))
                .isEqualTo(variance / ((fourth - mean * mean) / cols), within(1e-4));
        assertThat(WeightEvenness.spread(WeightMatrix.ofFloats(new float[80], 20, 4))).isNaN();
        assertThat(WeightEvenness.spread(WeightMatrix.ofFloats(new float[60], 15, 4))).isNaN();
    }

    @Test
    void randomNumbersAreEvenOnAverage() {
        Random random = new Random(5);
        double sum = 0;
        double squares = 0;
        int trials = 400;
        for (int t = 0; t < trials; t++) {
            float[] data = new float[64 * 48];
            for (int i = 0; i < data.length; i++) {
                // Some large, most small: as in trained matrices.
                data[i] = (float) (random.nextGaussian() * Math.exp(0.5 * random.nextGaussian()));
            }
            double r = WeightEvenness.spread(WeightMatrix.ofFloats(data, 64, 48));
            sum += r;
            squares += (r - 1) * (r - 1);
        }
        assertThat(sum / trials).isEqualTo(1, within(0.04));
        assertThat(Math.sqrt(squares / trials)).isEqualTo(Math.sqrt(2.0 / 63), within(0.04));
    }

    @Test
    void trainedWeightsAreUneven() throws IOException {
        try (OpenModel model = ModelReader.open(SharedData.file("models/stories260K.bin"))) {
            WeightEvenness found = WeightEvenness.of(model.weights());
            assertThat(found.random()).isFalse();
            assertThat(found.matrices()).isEqualTo(36);
            assertThat(found.uneven()).isGreaterThan(24);
            assertThat(found.even()).hasSize(36 - found.uneven());
            assertThat(found.zeros()).isEmpty();
        }
    }

    @Test
    void initialisedWeightsAreRandom() throws IOException {
        try (OpenModel model = ModelReader.open(SharedData.file("models/stories260K.bin"))) {
            for (int seed = 0; seed < 10; seed++) {
                ModelWeights random = RandomInitialization.of(model.config(), seed);
                assertThat(WeightEvenness.of(random).random()).isTrue();
            }
        }
    }

    @Test
    void weightsInRandomOrderAreRandom() throws IOException {
        try (OpenModel model = ModelReader.open(SharedData.file("models/stories260K.bin"))) {
            WeightMatrix embedding = model.weights().tokenEmbedding();
            float[] data = new float[embedding.rows() * embedding.cols()];
            for (int r = 0; r < embedding.rows(); r++) {
                dev.headlight.engine.WeightRows.read(embedding, r, data, r * embedding.cols());
            }
            assertThat(WeightEvenness.spread(embedding)).isGreaterThan(1.5);
            Random random = new Random(1);
            for (int i = data.length - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                float x = data[i];
                data[i] = data[j];
                data[j] = x;
            }
            double shuffled =
                    WeightEvenness.spread(
                            WeightMatrix.ofFloats(data, embedding.rows(), embedding.cols()));
            assertThat(Math.abs(shuffled - 1))
                    .isLessThan(WeightEvenness.LIMIT * Math.sqrt(2.0 / (embedding.rows() - 1)));
        }
    }

    @Test
    void weightsMadeByHandAreNoRandomOnesAndZerosAreNamed() {
        try (OpenModel model = WiredModel.open()) {
            WeightEvenness found = WeightEvenness.of(model.weights());
            assertThat(found.random()).isFalse();
            assertThat(found.zeros()).isNotEmpty().allMatch(z -> z.startsWith("layer "));
        }
    }

    @Test
    void nothingToLookAt() {
        float[] constant = new float[16 * 3];
        Arrays.fill(constant, 2);
        assertThat(WeightEvenness.spread(WeightMatrix.ofFloats(constant, 16, 3))).isNaN();
        assertThat(new WeightEvenness(0, 0, java.util.List.of(), java.util.List.of()).random())
                .isFalse();
    }
}
