package dev.headlight.analysis.circuit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.analysis.circuit.HeadReaders.Kind;
import dev.headlight.analysis.results.Composition;
import dev.headlight.analysis.results.CompositionPair;
import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.ModelWeights;
import dev.headlight.model.OpenModel;
import dev.headlight.model.RandomInitialization;
import dev.headlight.model.wired.WiredModel;
import java.util.Arrays;
import org.ejml.data.Complex_F64;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Composition and copying against full matrices in doubles, and on heads whose wiring is known. */
class WeightCircuitsTest {

    private static final Workers WORKERS = new Workers(2);

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    private static ModelConfig config(String family) {
        return family.equals("llama") ? SmallModels.llama() : SmallModels.gpt2();
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama", "gpt2"})
    void compositionIsThatOfTheFullMatrices(String family) {
        ModelConfig config = config(family);
        ModelWeights weights = SmallModels.weights(config, 3);
        NaiveCircuits naive = new NaiveCircuits(config, weights);
        CompositionScores scores = CompositionScores.of(WORKERS, config, weights);
        int pairs = 0;
        for (int to = 1; to < SmallModels.LAYERS; to++) {
            for (int b = 0; b < SmallModels.HEADS; b++) {
                for (int from = 0; from < to; from++) {
                    for (int a = 0; a < SmallModels.HEADS; a++) {
                        double[][] qk = naive.queryKey(to, b);
                        double[][] later = naive.outputValue(to, b);
                        double[][] earlier = naive.outputValue(from, a);
                        assertThat(scores.score(Kind.KEY, from, a, to, b))
                                .isCloseTo(composition(qk, earlier), within(2e-6));
                        assertThat(scores.score(Kind.QUERY, from, a, to, b))
                                .isCloseTo(
                                        composition(NaiveCircuits.transposed(qk), earlier),
                                        within(2e-6));
                        assertThat(scores.score(Kind.VALUE, from, a, to, b))
                                .isCloseTo(composition(later, earlier), within(2e-6));
                        pairs++;
                    }
                }
            }
        }
        assertThat(scores.all(Kind.KEY)).hasSize(pairs);
    }

    private static double composition(double[][] reader, double[][] writer) {
        return NaiveCircuits.norm(NaiveCircuits.times(reader, writer))
                / (NaiveCircuits.norm(reader) * NaiveCircuits.norm(writer));
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama", "gpt2"})
    void copyingIsThatOfTheFullMatrix(String family) {
        ModelConfig config = config(family);
        ModelWeights weights = SmallModels.weights(config, 4);
        NaiveCircuits naive = new NaiveCircuits(config, weights);
        double[][] copying = Copying.of(WORKERS, config, weights);
        for (int l = 0; l < SmallModels.LAYERS; l++) {
            for (int h = 0; h < SmallModels.HEADS; h++) {
                var full = new DMatrixRMaj(naive.tokensToLogits(l, h));
                var eigen = DecompositionFactory_DDRM.eig(full.getNumRows(), false, false);
                assertThat(eigen.decompose(full)).isTrue();
                double real = 0;
                double size = 0;
                for (int n = 0; n < eigen.getNumberOfEigenvalues(); n++) {
                    Complex_F64 lambda = eigen.getEigenvalue(n);
                    real += lambda.real;
                    size += lambda.getMagnitude();
                }
                // The full matrix has 35 zeros more, which its eigenvalues hold to about 1e-7.
                assertThat(copying[l][h])
                        .as("layer %d head %d", l, h)
                        .isCloseTo(real / size, within(1e-4));
            }
        }
    }

    @Test
    void theWiredInductionHeadCopiesAndItsKeysReadThePreviousTokenHead() {
        try (OpenModel model = WiredModel.open()) {
            ModelConfig config = model.config();
            double[][] copying = Copying.of(WORKERS, config, model.weights());
            assertThat(copying[1][0]).isGreaterThan(0.99);
            assertThat(copying[0][1]).isNaN(); // it writes nothing
            ComposedHeads composed =
                    ComposedHeads.of(
                            WORKERS,
                            config,
                            model.weights(),
                            RandomInitialization.of(config, 1, WORKERS));
            Composition results = composed.results();
            CompositionPair key = results.strongest().getFirst();
            assertThat(key.kind()).isEqualTo("key");
            assertThat(new int[] {key.fromLayer(), key.fromHead(), key.toLayer(), key.toHead()})
                    .containsExactly(0, 0, 1, 0);
            assertThat(key.score()).isGreaterThan(1.5 * results.controls().getFirst().highest());
            assertThat(composed.into(Kind.KEY, 1, 0)[0][0]).isEqualTo(key.above());
            assertThat(results.pairs()).isEqualTo(3 * 16);
        }
    }

    @Test
    void aRandomModelLooksLikeItsControl() {
        ModelConfig config = SmallModels.llama();
        ComposedHeads composed =
                ComposedHeads.of(
                        WORKERS,
                        config,
                        RandomInitialization.of(config, 1, WORKERS),
                        RandomInitialization.of(config, 2, WORKERS));
        double largest =
                composed.results().strongest().stream()
                        .mapToDouble(CompositionPair::above)
                        .max()
                        .orElseThrow();
        double spread = composed.results().controls().getFirst().standardDeviation();
        assertThat(largest).isBetween(0.0, 6 * spread);
        for (double[] layer :
                Copying.of(WORKERS, config, RandomInitialization.of(config, 1, WORKERS))) {
            assertThat(layer).hasSize(SmallModels.HEADS);
            assertThat(Arrays.stream(layer)).allMatch(x -> Math.abs(x) < 1);
        }
    }

    @Test
    void withoutControlTheScoresStandAsTheyAre() {
        ModelConfig config = SmallModels.llama();
        ModelWeights weights = SmallModels.weights(config, 3);
        ComposedHeads composed = ComposedHeads.of(WORKERS, config, weights, null);
        CompositionPair first = composed.results().strongest().getFirst();
        assertThat(first.above()).isNaN();
        assertThat(
                        composed.into(Kind.KEY, first.toLayer(), first.toHead())[first.fromLayer()][
                                first.fromHead()])
                .isEqualTo(first.score());
        assertThat(composed.results().controls()).isEmpty();
        assertThat(ComposedHeads.none(config).results().strongest()).isEmpty();
    }
}
