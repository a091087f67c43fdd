package dev.headlight.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headlight.text.InputException;
import dev.headlight.training.TinyRun.Heard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run that was stopped goes on as if nothing had happened: weights, optimizer and metrics, bit for bit. */
class ResumedRunTest {

    @TempDir Path folder;

    private Path unbroken;
    private Path broken;

    @BeforeEach
    void place() {
        unbroken = folder.resolve("unbroken");
        broken = folder.resolve("broken");
    }

    /** Stops before the first step, between checkpoints and reports, at either, at both, and at the last step. */
    @ParameterizedTest
    @CsvSource({
        "llama, adamw, 0",
        "llama, adamw, 3",
        "llama, muon, 8",
        "gpt2, adamw, 10",
        "gpt2, muon, 13",
        "llama, muon, 16",
        "gpt2, adamw, 24"
    })
    void itEndsInTheSameFiles(String architecture, String optimizer, long stop) throws IOException {
        TrainingPlan plan =
                TinyRun.plan(
                        "architecture",
                        architecture,
                        "optimizer",
                        optimizer,
                        "dropout",
                        0.1,
                        "accumulate",
                        2);
        TinyRun.begin(unbroken, plan, List.of(), new Heard());
        Heard first = new Heard(stop);
        TinyRun.begin(broken, plan, List.of(), first);
        assertThat(first.finished).isEqualTo(stop == 24);
        assertThat(first.steps).hasSize((int) stop);
        assertThat(first.saved).doesNotHaveDuplicates().contains(stop);
        assertThat(broken.resolve("model.safetensors")).exists();
        Heard second = new Heard();
        TinyRun.resume(broken, second);
        assertThat(second.finished).isTrue();
        assertThat(second.steps).hasSize(24 - (int) stop);
        assertThat(TinyRun.steps(broken)).containsExactly(0L, 5L, 10L, 15L, 20L, 24L);
        assertSameRun();
    }

    @Test
    void itMayBeStoppedAgainAndAgain() throws IOException {
        Path text = TinyRun.text(folder.resolve("text.txt"), 1);
        TrainingPlan plan = TinyRun.textPlan("optimizer", "muon", "dropout", 0.2, "layers", 2);
        TinyRun.begin(unbroken, plan, List.of(text), new Heard());
        TinyRun.begin(broken, plan, List.of(text), new Heard(1));
        for (int stop : new int[] {2, 5, 8, 11, 23, 24}) {
            Heard heard = new Heard(stop);
            TinyRun.resume(broken, heard);
            assertThat(heard.warnings).isEmpty();
            assertThat(heard.finished).isEqualTo(stop == 24);
        }
        assertSameRun();
    }

    /** The stops leave checkpoints at other steps behind, of which the last before the end may still be there. */
    private void assertSameRun() throws IOException {
        var is = TinyRun.files(broken);
        var should = TinyRun.files(unbroken);
        for (var files : List.of(is, should)) {
            files.keySet()
                    .removeIf(
                            name ->
                                    name.startsWith("checkpoints/")
                                            && !name.contains("step-00000024."));
        }
        assertThat(is.keySet()).isEqualTo(should.keySet());
        should.forEach(
                (name, content) -> assertThat(content.equals(is.get(name))).as(name).isTrue());
    }

    @Test
    void aFinishedRunIsLeftAsItIs() throws IOException {
        TinyRun.begin(broken, TinyRun.plan(), List.of(), new Heard());
        var before = TinyRun.files(broken);
        Heard heard = new Heard();
        TinyRun.resume(broken, heard);
        assertThat(heard.finished).isTrue();
        assertThat(heard.steps).isEmpty();
        assertThat(heard.saved).isEmpty();
        assertThat(heard.run().resumedAt()).isEqualTo(24);
        assertThat(TinyRun.files(broken)).isEqualTo(before);
    }

    /** As a process that is killed before its first checkpoint leaves it. */
    @Test
    void withoutACheckpointItBeginsAgain() throws IOException {
        TinyRun.begin(unbroken, TinyRun.plan(), List.of(), new Heard());
        TinyRun.begin(broken, TinyRun.plan(), List.of(), new Heard(3));
        Files.delete(broken.resolve("checkpoints/step-00000003.safetensors"));
        Heard heard = new Heard();
        TinyRun.resume(broken, heard);
        assertThat(heard.run().resumedAt()).isEqualTo(-1);
        assertThat(heard.steps).hasSize(24);
        assertSameRun();
    }

    @Test
    void aDamagedCheckpointIsPassedOver() throws IOException {
        TinyRun.begin(unbroken, TinyRun.plan(), List.of(), new Heard());
        TinyRun.begin(broken, TinyRun.plan(), List.of(), new Heard(13));
        Path newest = broken.resolve("checkpoints/step-00000013.safetensors");
        byte[] bytes = Files.readAllBytes(newest);
        bytes[bytes.length / 2] ^= 1;
        Files.write(newest, bytes);
        Heard heard = new Heard();
        TinyRun.resume(broken, heard);
        assertThat(heard.warnings)
                .singleElement()
                .asString()
                .startsWith("The checkpoint " + newest + " is damaged: ")
                .endsWith("the one before it is used.");
        assertThat(heard.run().resumedAt()).isEqualTo(8);
        assertThat(newest.resolveSibling(newest.getFileName() + ".damaged")).exists();
        assertSameRun();
    }

    @Test
    void whereAllCheckpointsAreDamagedNothingIsTouched() throws IOException {
        TinyRun.begin(broken, TinyRun.plan(), List.of(), new Heard(9));
        for (int step : new int[] {8, 9}) {
            Files.writeString(
                    broken.resolve("checkpoints/step-0000000" + step + ".safetensors"), "broken");
        }
        var before = TinyRun.files(broken);
        for (int attempt = 0; attempt < 2; attempt++) {
            Heard heard = new Heard();
            assertThatThrownBy(() -> TinyRun.resume(broken, heard))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("is sound (2 damaged); begin the run again");
            assertThat(heard.warnings).isEmpty();
            assertThat(TinyRun.files(broken)).isEqualTo(before);
        }
    }

    @Test
    void anotherTextIsRefusedAndNothingIsTouched() throws IOException {
        Path text = TinyRun.text(folder.resolve("text.txt"), 1);
        TinyRun.begin(broken, TinyRun.textPlan(), List.of(text), new Heard(9));
        var before = TinyRun.files(broken);
        Files.writeString(text, Files.readString(text).replaceFirst("a", "b"));
        assertThatThrownBy(() -> TinyRun.resume(broken, new Heard()))
                .isInstanceOf(InputException.class)
                .hasMessage(
                        "the text of %s has changed since the run was begun, so it cannot go on as it would have; put the text back, or begin a new run"
                                .formatted(broken));
        assertThat(TinyRun.files(broken)).isEqualTo(before);
        Files.delete(text);
        assertThatThrownBy(() -> TinyRun.resume(broken, new Heard()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("text.txt")
                .hasMessageNotContaining("\n");
    }

    @Test
    void aFolderWithoutARunIsTold() {
        for (Path none : List.of(folder, folder.resolve("absent"))) {
            assertThatThrownBy(() -> TinyRun.resume(none, new Heard()))
                    .isInstanceOf(InputException.class)
                    .hasMessage(
                            none
                                    + " holds no training.json: name the folder of a run that was begun.");
        }
        assertThat(folder.resolve("absent")).doesNotExist();
    }
}
