package dev.headlight.training;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.ModelWeights;
import dev.headlight.model.OpenModel;
import dev.headlight.model.RunState;
import dev.headlight.model.Tokenizer;
import dev.headlight.model.Transformer;
import dev.headlight.model.io.ModelReader;
import dev.headlight.text.InputException;
import dev.headlight.text.UsageException;
import dev.headlight.training.TinyRun.Heard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingRunTest {

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({"llama, false", "llama, true", "gpt2, true"})
    void itsFilesAreAModelWithTheSameLogits(String architecture, boolean tied) {
        Path at = folder.resolve("new/run");
        Heard heard = new Heard();
        TrainingPlan plan =
                TinyRun.plan(
                        "architecture", architecture, "tied", tied, "kv-heads", 0, "layers", 2);
        try (TrainingRun run = TrainingRun.begin(at, plan, List.of(), null, "", heard, t -> {});
                Workers one = new Workers(1)) {
            assertThat(run.folder().resolve("model.safetensors")).doesNotExist();
            assertThat(run.resumedAt()).isEqualTo(-1);
            assertThat(run.train()).isTrue();
            assertThat(run.folder().resolve("model.safetensors")).isRegularFile();
            assertThat(run.steps()).isEqualTo(24);
            int[] ids = requireNonNull(run.data().tokens().heldOut(1, 32).getFirst().ids());
            try (OpenModel model = ModelReader.open(at)) {
                assertThat(model.parameters()).isEqualTo(run.parameters().count());
                assertThat(model.tokenizer()).isNotNull();
                float[] written = logits(model.config(), model.weights(), ids, one);
                float[] trained =
                        logits(run.parameters().config(), run.parameters().weights(), ids, one);
                assertThat(written).isEqualTo(trained);
            }
        }
    }

    private static float[] logits(
            ModelConfig config, ModelWeights weights, int[] ids, Workers workers) {
        RunState state = new RunState(config, ids.length);
        Transformer transformer = new Transformer(config, weights);
        transformer.forward(ids, state, workers, null);
        float[] all = new float[ids.length * config.vocab()];
        float[] row = new float[config.vocab()];
        for (int i = 0; i < ids.length; i++) {
            transformer.logits(state, i, row, workers);
            System.arraycopy(row, 0, all, i * row.length, row.length);
        }
        return all;
    }

    @Test
    void theFolderHoldsWhatIsPromisedAndNothingHalfWritten() throws IOException {
        TinyRun.begin(folder, TinyRun.plan(), List.of(), new Heard());
        assertThat(TinyRun.files(folder).keySet())
                .containsExactlyInAnyOrder(
                        "config.json",
                        "model.safetensors",
                        "tokenizer.json",
                        "tokenizer_config.json",
                        "generation_config.json",
                        "training.json",
                        "metrics.jsonl",
                        "checkpoints/step-00000016.safetensors",
                        "checkpoints/step-00000024.safetensors");
    }

    @Test
    void whatHappensHappensAtItsSteps() throws IOException {
        Heard heard = new Heard();
        TinyRun.begin(folder, TinyRun.plan("analyze-every", 6), List.of(), heard);
        assertThat(heard.finished).isTrue();
        assertThat(heard.warnings).isEmpty();
        assertThat(heard.steps).hasSize(24).startsWith(1L).endsWith(24L);
        assertThat(heard.evaluated).containsExactly(0L, 5L, 10L, 15L, 20L, 24L);
        assertThat(heard.analyzed).containsExactly(0L, 6L, 12L, 18L, 24L);
        assertThat(heard.saved).containsExactly(8L, 16L, 24L);
        assertThat(TinyRun.steps(folder)).isEqualTo(heard.evaluated);
    }

    /** Stories have words that come often: half a nat is soon learned. */
    @Test
    void itLearns() throws IOException {
        TinyRun.begin(
                folder, TinyRun.plan("lr", 0.02, "steps", 40, "songs", 0), List.of(), new Heard());
        List<String> lines = Files.readAllLines(folder.resolve("metrics.jsonl"));
        double first = validationLoss(lines.getFirst());
        assertThat(first).isBetween(5.4, 5.7); // ln 256 = 5.55
        assertThat(validationLoss(lines.getLast())).isLessThan(first - 0.5);
    }

    private static double validationLoss(String line) {
        return Double.parseDouble(line.replaceAll(".*\"validation_loss\":([0-9.]+),.*", "$1"));
    }

    @Test
    void aRunOnTextKeepsItsTokensAndTokenizer() throws IOException {
        Path text = TinyRun.text(folder.resolve("text.txt"), 1);
        Path at = folder.resolve("run");
        TinyRun.begin(at, TinyRun.textPlan(), List.of(text), new Heard());
        assertThat(at.resolve("tokens")).isDirectoryContaining("glob:**/tokens-*.bin");
        try (OpenModel model = ModelReader.open(at)) {
            Tokenizer tokenizer = requireNonNull(model.tokenizer());
            assertThat(model.config().vocab()).isEqualTo(tokenizer.vocab());
            String some = "abc def.\n";
            assertThat(tokenizer.decode(tokenizer.encode(some))).isEqualTo(some);
        }
    }

    @Test
    void aFolderWithARunIsRefusedAndLeftAsItIs() throws IOException {
        TinyRun.begin(folder, TinyRun.plan(), List.of(), new Heard(3));
        var before = TinyRun.files(folder);
        assertThatThrownBy(() -> TinyRun.begin(folder, TinyRun.plan(), List.of(), new Heard()))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "%s holds a run already; go on with it by --resume %<s, or name another folder by --out"
                                .formatted(folder));
        assertThat(TinyRun.files(folder)).isEqualTo(before);
    }

    @Test
    void aFolderIsOneRunsAtATime() {
        TrainingPlan plan = TinyRun.plan();
        try (TrainingRun run =
                TrainingRun.begin(folder, plan, List.of(), null, "", new Heard(), t -> {})) {
            assertThatThrownBy(() -> TinyRun.resume(folder, new Heard()))
                    .isInstanceOf(UsageException.class)
                    .hasMessage(
                            folder
                                    + " is being trained already; wait until that has ended, or stop it");
            assertThat(run.train()).isTrue();
        }
        TinyRun.resume(folder, new Heard());
    }

    @Test
    void aModelThatIsNoRunIsNotWrittenOver() throws IOException {
        Files.writeString(folder.resolve("model.safetensors"), "weights of somebody");
        Files.writeString(folder.resolve("tokenizer.json"), "{}");
        var before = TinyRun.files(folder);
        assertThatThrownBy(() -> TinyRun.begin(folder, TinyRun.plan(), List.of(), new Heard()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("holds a model already");
        assertThat(TinyRun.files(folder)).isEqualTo(before);
    }

    @Test
    void aRunThatCannotBeginLeavesNothing() throws IOException {
        Path text = TinyRun.text(folder.resolve("text.txt"), 1);
        Path at = folder.resolve("run");
        assertThatThrownBy(
                        () ->
                                TinyRun.begin(
                                        at,
                                        TinyRun.textPlan("context", 1000),
                                        List.of(text),
                                        new Heard()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("tokens held out for validation, too few for one window");
        assertThat(at).doesNotExist();
        assertThatThrownBy(() -> TinyRun.begin(at, TinyRun.textPlan(), List.of(), new Heard()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("without --text");
        assertThat(at).doesNotExist();
        Files.createDirectories(at);
        Files.writeString(at.resolve("notes.txt"), "mine");
        assertThatThrownBy(
                        () ->
                                TinyRun.begin(
                                        at,
                                        TinyRun.textPlan("context", 1000),
                                        List.of(text),
                                        new Heard()))
                .isInstanceOf(InputException.class);
        assertThat(TinyRun.files(at).keySet()).containsExactly("notes.txt");
    }

    /** Its own files would be part of the text when it goes on. */
    @Test
    void aRunInsideItsTextIsRefused() throws IOException {
        Path texts = Files.createDirectories(folder.resolve("texts"));
        TinyRun.text(texts.resolve("a.txt"), 1);
        for (Path at : List.of(texts.resolve("run"), texts)) {
            assertThatThrownBy(
                            () ->
                                    TinyRun.begin(
                                            at, TinyRun.textPlan(), List.of(texts), new Heard()))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("lies in the text");
        }
        assertThat(TinyRun.files(texts).keySet()).containsExactly("a.txt");
    }
}
