package dev.headlight.analysis.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.analysis.results.Sink;
import dev.headlight.engine.Workers;
import dev.headlight.model.OpenModel;
import dev.headlight.model.Transformer;
import dev.headlight.model.io.ModelReader;
import dev.headlight.text.SharedData;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Every score of stories260K against the goldens: a float32 PyTorch model, double-precision scores. */
class GoldenScoresTest {

    private static final double SCORE = 1e-5;
    private static final double DISTANCE = 1e-4;

    /** Names of the goldens where they differ from the figures'. */
    private static final Map<String, String> NAMES =
            Map.of(
                    "entropy", "entropy_nats",
                    "entropy_norm", "entropy_normalized",
                    "entropy_norm_by_keys", "entropy_normalized");

    private static JsonNode golden() throws IOException {
        return new ObjectMapper().readTree(SharedData.file("golden/stories260K.json").toFile());
    }

    private static int[] ids(JsonNode list) {
        int[] ids = new int[list.size()];
        for (int n = 0; n < ids.length; n++) {
            ids[n] = list.get(n).asInt();
        }
        return ids;
    }

    @ParameterizedTest
    @CsvSource({"greedy-200, 1", "greedy-200, 3", "tinyshakespeare, 1", "tinyshakespeare, 2"})
    void textScores(String text, int threads) throws IOException {
        JsonNode golden = golden().get("texts").get(text);
        int[] ids = ids(golden.get("ids"));
        try (OpenModel model = ModelReader.open(SharedData.file("models/stories260K.bin"));
                Workers workers = new Workers(threads)) {
            ScoringOptions usual =
                    ScoringOptions.of(
                            TokenClasses.none(), MatchedTokenSets.none(), ids.length, 1, 1);
            ScoringOptions options =
                    new ScoringOptions(
                            usual.classes(),
                            usual.matched(),
                            usual.losses(),
                            usual.seed(),
                            usual.sinkLength(),
                            usual.maxSinks(),
                            true);
            TransformerPass pass =
                    new TransformerPass(
                            new Transformer(model.config(), model.weights()), workers, ids.length);
            DocumentScores scores =
                    new DocumentScorer(pass, options)
                            .score(text, List.of(new Window(text, 0, ids, true)));
            assertThat(scores.loss()).isCloseTo(golden.get("loss").asDouble(), within(1e-5));
            JsonNode with = golden.get("scores");
            JsonNode without = with.get("no_sink");
            int checked = check(scores, with, Sink.WITH) + check(scores, without, Sink.WITHOUT);
            assertThat(checked).as("goldens that were compared").isEqualTo(21 + 20);
        }
    }

    /** Compares every golden of a sink variant; returns how many there were. */
    private static int check(DocumentScores scores, JsonNode golden, Sink sink) {
        int checked = 0;
        for (Map.Entry<String, JsonNode> entry : golden.properties()) {
            String name = entry.getKey();
            if (name.equals("no_sink") || name.equals("entropy_norm_by_ln_i_plus_1")) {
                continue; // the definitions divide by the logarithm of the keys that are left
            }
            checked++;
            for (int l = 0; l < scores.layers(); l++) {
                for (int h = 0; h < scores.heads(); h++) {
                    double value = value(scores, name, sink, l, h);
                    assertThat(value)
                            .as("%s sink=%s of %d.%d", name, sink.text(), l, h)
                            .isCloseTo(
                                    entry.getValue().get(l).get(h).asDouble(),
                                    within(name.equals("mean_distance") ? DISTANCE : SCORE));
                }
            }
        }
        return checked;
    }

    private static double value(DocumentScores scores, String name, Sink sink, int l, int h) {
        if (name.startsWith("P_")) {
            float[][][] p = Objects.requireNonNull(scores.decay(sink).byDistance());
            return p[l][h][Integer.parseInt(name.substring(2))];
        }
        if (name.equals("skipped_rows")) {
            return scores.skippedRows()[l][h];
        }
        return scores.value(Figure.of(NAMES.getOrDefault(name, name), sink).orElseThrow(), l, h);
    }

    @Test
    void inductionOnRandomRepeats() throws IOException {
        JsonNode golden = golden().get("induction");
        List<int[]> sequences =
                golden.get("sequences").valueStream().map(GoldenScoresTest::ids).toList();
        RepeatPlan plan = new RepeatPlan(50, 2, OptionalInt.of(1), sequences, "");
        try (OpenModel model = ModelReader.open(SharedData.file("models/stories260K.bin"));
                Workers workers = new Workers(2)) {
            TransformerPass pass =
                    new TransformerPass(
                            new Transformer(model.config(), model.weights()), workers, 101);
            RepeatScores scores = new RepeatScorer(pass).score(plan, n -> {});
            assertThat(scores.sequences()).hasSize(10);
            same(scores, Figure.INDUCTION_ENTRY, golden.get("per_entry"));
            same(scores, Figure.INDUCTION_MASS, golden.get("mass_per_query"));
            same(scores, Figure.INDUCTION_MASS_WITHOUT, golden.get("mass_per_query_no_sink"));
            for (DocumentScores unit : scores.sequences()) {
                assertThat(unit.nullUniform(Figure.INDUCTION_ENTRY))
                        .isCloseTo(golden.get("uniform_null").asDouble(), within(5e-9));
            }
        }
    }

    private static void same(RepeatScores scores, Figure figure, JsonNode golden) {
        DocumentScores first = scores.sequences().getFirst();
        for (int l = 0; l < first.layers(); l++) {
            for (int h = 0; h < first.heads(); h++) {
                int layer = l;
                int head = h;
                double mean =
                        scores.sequences().stream()
                                .mapToDouble(s -> s.value(figure, layer, head))
                                .average()
                                .orElseThrow();
                assertThat(mean)
                        .as("%s of %d.%d", figure, l, h)
                        .isCloseTo(golden.get(l).get(h).asDouble(), within(SCORE));
            }
        }
    }
}
