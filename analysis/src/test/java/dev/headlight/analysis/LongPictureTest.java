package dev.headlight.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.analysis.results.HeadAddress;
import dev.headlight.analysis.results.HeadRole;
import dev.headlight.analysis.results.PatternFactors;
import dev.headlight.analysis.results.PatternWindow;
import dev.headlight.analysis.score.Window;
import dev.headlight.engine.WeightMatrix;
import dev.headlight.engine.WeightRows;
import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.OpenModel;
import dev.headlight.model.RunState;
import dev.headlight.model.Transformer;
import dev.headlight.model.intervention.RecordedPatterns;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a long text's rows are made of, against the rows that the model hands to its hook. */
class LongPictureTest {

    private static final int T = 301;

    private final OpenModel model = RandomModels.small(3, 4, 2, 8);
    private final ModelConfig config = model.config();
    private final int[] ids = new Random(6).ints(T, 0, 40).toArray();

    private static HeadRole role(int layer, int head, String role) {
        return new HeadRole(layer, head, 0, role, "", 0, 0, 0, 0, "", 0);
    }

    @Test
    void rowsAreMadeOfTheFactorsAndTheirErrorIsSaid() {
        List<HeadAddress> heads =
                List.of(new HeadAddress(0, 3), new HeadAddress(2, 0), new HeadAddress(2, 1));
        RecordedPatterns whole = new RecordedPatterns(config, T);
        PatternWindow window;
        float[] values = new float[T * config.nKvHeads() * config.dHead()];
        Transformer transformer = new Transformer(config, model.weights());
        try (Workers workers = new Workers(2)) {
            Corpus.Unit unit = new Corpus.Unit("d", List.of(new Window("d", 0, ids, false)));
            window = LongPicture.of(model, unit, heads, List.of(), workers);
            RunState state = new RunState(config, T);
            transformer.forward(ids, state, workers, whole);
            System.arraycopy(state.value(2), 0, values, 0, values.length); // of the last layer
        }
        assertThat(window.tokens()).hasSize(T);
        assertThat(window.heads())
                .extracting(h -> new HeadAddress(h.layer(), h.head()))
                .containsExactlyElementsOf(heads);
        for (PatternWindow.Head head : window.heads()) {
            PatternFactors f = Objects.requireNonNull(head.factors());
            assertThat(head.rows()).isEmpty();
            double largest = 0;
            for (int i = 0; i < T; i++) {
                double sum = 0;
                for (int j = 0; j <= i; j++) {
                    double weight = weight(f, i, j);
                    sum += weight;
                    largest =
                            Math.max(
                                    largest,
                                    Math.abs(
                                            weight
                                                    - whole.weight(
                                                            head.layer(), head.head(), i, j)));
                }
                assertThat(sum).as("row %d", i).isCloseTo(1, within(1e-3));
            }
            assertThat(largest).isBetween(0.0, 3e-4);
            assertThat(f.largestError()).isCloseTo(largest, within(1e-6));
        }
        float[] output = floats(transformer.weights().layers().get(2).output().weight());
        for (int j = 0; j < T; j++) {
            // Heads 0 and 1 of the last layer share their values.
            for (int n = 1; n < 3; n++) {
                double norm = norm(output, values, j, window.heads().get(n).head());
                assertThat((double) window.heads().get(n).valueNorms()[j])
                        .isCloseTo(norm, within(1e-4 * (1 + norm)));
            }
        }
    }

    private static double weight(PatternFactors f, int i, int j) {
        double s = 0;
        for (int e = 0; e < f.dHead(); e++) {
            s += (double) f.query()[i * f.dHead() + e] * f.key()[j * f.dHead() + e];
        }
        return Math.exp(s * f.queryScale()[i] * f.keyScale()[j] - f.logSumExp()[i]);
    }

    private double norm(float[] output, float[] values, int position, int head) {
        int d = config.dHead();
        double sum = 0;
        for (int row = 0; row < config.dModel(); row++) {
            double step = 0;
            for (int e = 0; e < d; e++) {
                step +=
                        (double) output[row * config.nHeads() * d + head * d + e]
                                * values[(position * config.nKvHeads() + head / 2) * d + e];
            }
            sum += step * step;
        }
        return Math.sqrt(sum);
    }

    private static float[] floats(WeightMatrix w) {
        float[] wide = new float[w.rows() * w.cols()];
        for (int r = 0; r < w.rows(); r++) {
            WeightRows.read(w, r, wide, r * w.cols());
        }
        return wide;
    }

    /** Of a text so long that few heads fit, those that tell most are kept. */
    @Test
    void inductionComesFirstWhereFewFit() {
        int[] many = new Random(1).ints(LongPicture.TOKENS + 9, 0, 40).toArray();
        List<HeadAddress> heads = new ArrayList<>();
        List<HeadRole> roles = new ArrayList<>();
        for (int l = 0; l < 3; l++) {
            for (int h = 0; h < 4; h++) {
                heads.add(new HeadAddress(l, h));
                roles.add(role(l, h, l == 1 && h == 2 ? "induction" : "sink"));
            }
        }
        try (Workers workers = new Workers(2)) {
            Corpus.Unit unit = new Corpus.Unit("d", List.of(new Window("d", 0, many, false)));
            PatternWindow window = LongPicture.of(model, unit, heads, roles, workers);
            assertThat(window.tokens()).hasSize(LongPicture.TOKENS);
            assertThat(window.heads())
                    .hasSize(9)
                    .extracting(h -> new HeadAddress(h.layer(), h.head()))
                    .contains(new HeadAddress(1, 2));
        }
    }
}
