package dev.headlight.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headlight.model.ModelConfig;
import dev.headlight.model.ModelConfig.LearnedPositions;
import dev.headlight.model.ModelConfig.RotaryPositions;
import dev.headlight.text.InputException;
import dev.headlight.text.UsageException;
import dev.headlight.training.TrainingPlan.Architecture;
import dev.headlight.training.TrainingPlan.OptimizerKind;
import dev.headlight.training.TrainingPlan.TokenizerKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TrainingPlanTest {

    @TempDir Path folder;

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("plan.json"), text);
    }

    static List<Preset> presets() {
        return Presets.all();
    }

    @ParameterizedTest
    @MethodSource("presets")
    void aPresetHoldsAndComesBackFromItsSettings(Preset preset) throws IOException {
        TrainingPlan plan = preset.plan().checked();
        assertThat(plan.checked()).isEqualTo(plan);
        assertThat(TrainingPlan.of(plan.settings())).isEqualTo(plan);
        TrainingJson.write(folder, plan.settings());
        assertThat(TrainingPlan.of(TrainingJson.read(folder))).isEqualTo(plan);
        assertThat(Presets.named(preset.name())).isEqualTo(preset);
        assertThat(preset.description()).isNotEmpty().doesNotContain("\n");
    }

    @Test
    void presetsHaveTheSizesTheyAreKnownBy() {
        TrainingPlan demo = Presets.DEMO.plan().checked();
        assertThat(demo.layers()).isEqualTo(2);
        assertThat(demo.dim()).isEqualTo(128);
        assertThat(demo.tokenizer()).isEqualTo(TokenizerKind.WORDS);
        TrainingPlan character = Presets.CHAR.plan().checked();
        assertThat(character.architecture()).isEqualTo(Architecture.GPT2);
        assertThat(character.layers()).isEqualTo(4);
        assertThat(character.heads()).isEqualTo(4);
        assertThat(character.dim()).isEqualTo(128);
        assertThat(character.ff()).isEqualTo(512);
        assertThat(character.context()).isEqualTo(64);
        assertThat(character.batch()).isEqualTo(12);
        assertThat(character.steps()).isEqualTo(2000);
        assertThat(character.lr()).isEqualTo(2e-3);
        assertThat(character.lrFloor()).isEqualTo(0.1);
        assertThat(character.evalWindows()).as("all of them").isZero();
        assertThat(character.beta2()).isEqualTo(0.99);
        assertThat(character.dropout()).isZero();
        TrainingPlan small = Presets.SMALL.plan().checked();
        assertThat(small.layers()).isEqualTo(6);
        assertThat(small.heads()).isEqualTo(8);
        assertThat(small.kvHeads()).isEqualTo(8);
        assertThat(small.dim()).isEqualTo(384);
        assertThat(small.ff()).isEqualTo(1024);
        assertThat(small.vocab()).isEqualTo(8192);
        assertThat(small.context()).isEqualTo(256);
        TrainingPlan classic = Presets.CLASSIC.plan().checked();
        assertThat(classic.ff()).isEqualTo(1536);
        assertThat(classic.context()).isEqualTo(512);
        assertThat(classic.optimizer()).isEqualTo(OptimizerKind.MUON);
        assertThat(classic.muonLr()).isEqualTo(0.01);
        assertThat(classic.dim()).isEqualTo(384);
    }

    @Test
    void theModelIsTheOneAskedFor() {
        ModelConfig llama = Presets.SMALL.plan().with("kv-heads", "2").checked().modelConfig(8100);
        assertThat(llama.family()).isEqualTo("llama");
        assertThat(llama.nKvHeads()).isEqualTo(2);
        assertThat(llama.dHead()).isEqualTo(48);
        assertThat(llama.vocab()).isEqualTo(8100);
        assertThat(llama.normEpsilon()).isEqualTo(1e-5f);
        assertThat(llama.initializerRange()).isEqualTo(0.02f);
        assertThat(llama.activation()).isEqualTo(ModelConfig.Activation.SILU);
        assertThat(llama.gatedFeedForward()).isTrue();
        RotaryPositions rotary = (RotaryPositions) llama.positions();
        assertThat(rotary.interleaved()).isFalse();
        assertThat(rotary.dims()).isEqualTo(48);
        assertThat(rotary.inverseFrequencies()).hasSize(24).startsWith(1f);
        assertThat(rotary.inverseFrequencies()[12]).isEqualTo(0.01f);
        ModelConfig gpt2 = Presets.CHAR.plan().checked().modelConfig(66);
        assertThat(gpt2.family()).isEqualTo("gpt2");
        assertThat(gpt2.positions()).isInstanceOf(LearnedPositions.class);
        assertThat(gpt2.activation()).isEqualTo(ModelConfig.Activation.GELU_TANH);
        assertThat(gpt2.normalization()).isEqualTo(ModelConfig.Normalization.LAYER_NORM);
        assertThat(gpt2.gatedFeedForward()).isFalse();
        assertThat(gpt2.tiedEmbeddings()).isTrue();
    }

    /** What is left open follows what is overridden. */
    @Test
    void openSettingsFollowTheOthers() {
        TrainingPlan plan = Presets.SMALL.plan().with("dim", "512").with("heads", "4").checked();
        assertThat(plan.ff()).isEqualTo(1376);
        assertThat(plan.kvHeads()).isEqualTo(4);
        assertThat(plan.threads()).isPositive();
        TrainingPlan gpt2 = Presets.SMALL.plan().with("architecture", "gpt2").checked();
        assertThat(gpt2.ff()).isEqualTo(4 * 384);
    }

    @Test
    void everySettingHasANameAndAMeaning() {
        assertThat(PlanSettings.names())
                .contains(
                        "layers",
                        "heads",
                        "kv-heads",
                        "dim",
                        "ff",
                        "context",
                        "vocab",
                        "batch",
                        "accumulate",
                        "steps",
                        "optimizer",
                        "lr",
                        "warmup",
                        "weight-decay",
                        "dropout",
                        "clip",
                        "seed",
                        "threads",
                        "eval-every",
                        "checkpoint-every",
                        "analyze-every",
                        "architecture")
                .allSatisfy(name -> assertThat(PlanSettings.description(name)).isNotEmpty());
        assertThat(Presets.SMALL.plan().settings().keySet())
                .containsExactlyElementsOf(PlanSettings.names());
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            value = {
                "layers => x => --layers is x, which is no whole number.",
                "layers => 1.5 => --layers is 1.5, which is no whole number.",
                "lr => fast => --lr is fast, which is no number.",
                "tied => yes => --tied is yes, which is neither true nor false.",
                "optimizer => sgd => --optimizer is sgd, which is not one of muon, adamw.",
                "layer => 3 => there is no setting layer, did you mean layers; see headlight train --help."
            })
    void aValueThatIsNoneIsRefused(String name, String value, String sentence) {
        assertThatThrownBy(() -> Presets.SMALL.plan().with(name, value))
                .isInstanceOf(UsageException.class)
                .hasMessage(sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            value = {
                "layers => 0 => --layers is 0; give at least 1.",
                "keep => 0 => --keep is 0; give at least 1.",
                "lr => 0 => --lr is 0.0; give a number above 0.",
                "lr => NaN => --lr is NaN; give a number above 0.",
                "clip => -1 => --clip is -1.0; give a number from 0.",
                "dropout => 1 => --dropout is 1.0; give a number from 0, below 1.",
                "held-out => 1 => --held-out is 1.0; give a number from 0, below 1.",
                "songs => 1.5 => --songs is 1.5; give a number from 0 to 1.",
                "heads => 7 => --dim 384 cannot be divided among --heads 7; make one a multiple of the other.",
                "kv-heads => 3 => --kv-heads 3 does not divide --heads 8; each key/value head serves as many.",
                "heads => 128 => a head of --dim 384 / --heads 128 has the odd width 3, but rotary positions turn pairs; choose an even one."
            })
    void whatCannotBeCarriedOutIsRefused(String name, String value, String sentence) {
        TrainingPlan plan = Presets.SMALL.plan().with(name, value);
        assertThatThrownBy(plan::checked).isInstanceOf(UsageException.class).hasMessage(sentence);
    }

    @Test
    void groupedHeadsAreLlamasAlone() {
        TrainingPlan plan = Presets.CHAR.plan().with("kv-heads", "2");
        assertThatThrownBy(plan::checked)
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--architecture gpt2 has as many key/value heads as heads");
    }

    @Test
    void aFileChangesWhatItNames() throws IOException {
        Path file =
                write("{ \"layers\": 3, \"lr\": 5e-4,\n \"optimizer\": \"muon\", \"tied\": true }");
        assertThat(PlanFile.read(file, Presets.SMALL.plan()))
                .isEqualTo(
                        Presets.SMALL
                                .plan()
                                .with("layers", 3, "lr", 5e-4, "optimizer", "muon", "tied", true));
        assertThat(PlanFile.read(write("{}"), Presets.DEMO.plan())).isEqualTo(Presets.DEMO.plan());
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            value = {
                "{/n/n\"laers\": 3} => , line 3: there is no setting laers, did you mean layers; see headlight train --help.",
                "{\"layers\": 3,/n\"dim\": 1.5} => , line 2: \"dim\" is 1.5, which is no whole number.",
                "{\"layers\": [3]} => , line 1: \"layers\" is neither a number, a word, true nor false.",
                "{\"layers\": null} => , line 1: \"layers\" is neither a number, a word, true nor false.",
                "[] => ` holds no JSON object; write { \"layers\": 4 }.`",
                "{} {} => , line 1: something follows the JSON object; take it away."
            })
    void aFileThatSaysSomethingElseIsRefused(String text, String end) throws IOException {
        Path file = write(text.replace("/n", "\n"));
        assertThatThrownBy(() -> PlanFile.read(file, Presets.SMALL.plan()))
                .isInstanceOf(InputException.class)
                .hasMessage(file + end);
    }

    @Test
    void aFileThatIsNoJsonIsRefused() throws IOException {
        for (String text :
                new String[] {"", "{", "{\"layers\"", "{\"layers\":3,\"layers\":4}", "layers: 3"}) {
            Path file = write(text);
            assertThatThrownBy(() -> PlanFile.read(file, Presets.SMALL.plan()))
                    .as(text)
                    .isInstanceOf(InputException.class)
                    .hasMessageStartingWith(file.toString())
                    .hasMessageNotContaining("\n");
        }
        Path absent = folder.resolve("absent.json");
        assertThatThrownBy(() -> PlanFile.read(absent, Presets.SMALL.plan()))
                .isInstanceOf(InputException.class)
                .hasMessage(absent + " does not exist; name a JSON file.");
    }

    @Test
    void settingsOfAnotherVersionAreRefused() {
        Map<String, Object> settings = new LinkedHashMap<>(Presets.SMALL.plan().settings());
        settings.remove("clip");
        assertThatThrownBy(() -> TrainingPlan.of(settings))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("clip is missing");
        settings.put("clip", 1);
        settings.put("other", 1);
        assertThatThrownBy(() -> TrainingPlan.of(settings))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no setting other");
        settings.remove("other");
        settings.put("steps", "many");
        assertThatThrownBy(() -> TrainingPlan.of(settings))
                .isInstanceOf(InputException.class)
                .hasMessage(
                        "the plan of the run was changed: steps is many, which is no whole number.");
    }

    @Test
    void thereAreFourPresets() {
        assertThat(Presets.names()).containsExactly("demo", "char", "small", "classic");
        assertThatThrownBy(() -> Presets.named("smal"))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "there is no preset smal, did you mean small; see headlight train --help.");
    }
}
