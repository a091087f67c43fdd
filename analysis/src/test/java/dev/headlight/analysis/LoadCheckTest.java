package dev.headlight.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.analysis.results.Sink;
import dev.headlight.model.ModelWeights.Layer;
import dev.headlight.model.OpenModel;
import dev.headlight.model.io.ModelReader;
import dev.headlight.model.wired.WiredModel;
import dev.headlight.text.Document;
import dev.headlight.text.SharedData;
import dev.headlight.text.StoryGrammar;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model that was not loaded is told from one that was. */
class LoadCheckTest {

    private static AnalysisResults run(OpenModel model, List<Document> texts, boolean control) {
        return Analysis.run(
                model,
                texts,
                new AnalysisOptions(
                        128, 0, 0, 3, 2, control, List.of(), List.of(), 100, "file", Map.of(), ""),
                AnalysisListener.silent());
    }

    private static boolean fires(OpenModel model, List<Document> texts) {
        boolean with = run(model, texts, true).indistinguishable();
        assertThat(run(model, texts, false).indistinguishable())
                .as("the same without a control")
                .isEqualTo(with);
        return with;
    }

    /** Paragraphs of a novel: not what stories260K was trained on. */
    private static List<Document> novel() throws IOException {
        List<Document> texts = new ArrayList<>();
        for (String p : Files.readString(SharedData.file("text/moby-dick.txt")).split("\n\n", -1)) {
            if (p.length() > 300 && p.length() < 900 && texts.size() < 20) {
                texts.add(Document.ofText("p" + texts.size(), p));
            }
        }
        return texts;
    }

    private static OpenModel stories() throws IOException {
        return ModelReader.open(SharedData.file("models/stories260K.bin"));
    }

    @Test
    void theWiredModelIsNoRandomOne() {
        List<Document> texts = StoryGrammar.documents(5, 20);
        try (OpenModel model = WiredModel.open()) {
            assertThat(fires(model, texts)).isFalse();
            assertThat(fires(BrokenModels.untrained(model, 4), texts)).isTrue();
            assertThat(fires(BrokenModels.shuffled(model, 4), texts)).isTrue();
        }
    }

    @Test
    void theAlertStandsFirst() {
        try (OpenModel model = WiredModel.open()) {
            AnalysisResults r =
                    run(BrokenModels.untrained(model, 4), StoryGrammar.documents(5, 10), true);
            assertThat(r.alerts()).hasSizeGreaterThan(1); // 10 documents are few, too
            assertThat(r.alerts().getFirst())
                    .startsWith(
                            "Indistinguishable from random: were the weights loaded? The loss is 6.")
                    .contains(
                            "guessing among 407 tokens gives 6.01, random initialisation gives 6.")
                    .endsWith(
                            "and no head finds the previous token, the last 8, an earlier copy of its token or"
                                    + " what followed one.");
            // Said once.
            assertThat(r.alerts()).noneMatch(a -> a.startsWith("The loss"));
        }
    }

    @Test
    void aTrainedModelIsNoRandomOne() throws IOException {
        try (OpenModel model = stories()) {
            assertThat(fires(model, novel())).isFalse();
        }
    }

    @Test
    void norIsItOnNoiseThatItCannotPredict() throws IOException {
        List<Document> noise = new ArrayList<>();
        for (int n = 0; n < 20; n++) {
            noise.add(Document.ofIds("n" + n, new Random(n).ints(100, 3, 512).toArray()));
        }
        try (OpenModel model = stories()) {
            AnalysisResults r = run(model, noise, true);
            assertThat(r.modelScores().getFirst().value()).isGreaterThan(Math.log(512));
            assertThat(r.indistinguishable()).isFalse();
            assertThat(r.alerts()).anyMatch(a -> a.contains("is no better than guessing"));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.2, 1, 3, 8})
    void initialisationOfAnySizeIsRandom(double factor) throws IOException {
        try (OpenModel model = stories()) {
            assertThat(fires(BrokenModels.untrained(model, 11, factor), novel())).isTrue();
        }
    }

    @Test
    void weightsInTheWrongPlacesAreRandom() throws IOException {
        try (OpenModel model = stories()) {
            for (int seed = 1; seed <= 3; seed++) {
                assertThat(fires(BrokenModels.shuffled(model, seed), novel())).isTrue();
            }
        }
    }

    /** What it cannot see: the rest of the model still predicts, and its heads still find their places. */
    @Test
    void oneWrongTensorIsNotSeen() throws IOException {
        try (OpenModel model = stories()) {
            OpenModel noQuery =
                    BrokenModels.layer(
                            model,
                            0,
                            l ->
                                    new Layer(
                                            l.attentionNorm(),
                                            BrokenModels.zeros(l.query()),
                                            l.key(),
                                            l.value(),
                                            l.output(),
                                            l.feedForwardNorm(),
                                            l.gate(),
                                            l.up(),
                                            l.down()));
            AnalysisResults r = run(noQuery, novel(), true);
            assertThat(r.indistinguishable()).isFalse();
            // But heads without a query are uniform to the last bit, and no p-value takes rounding
            // for an effect.
            for (var m : r.scores()) {
                if (m.score().equals("entropy_normalized") || m.score().equals("previous_token")) {
                    assertThat(m.p()[0]).as(m.score() + " " + m.sink()).containsOnly(1);
                }
            }
            assertThat(Objects.requireNonNull(r.score("decay_slope", Sink.WITHOUT)).p()[0])
                    .containsOnly(1);
        }
    }
}
