package dev.headlight.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headlight.model.training.Parameter;
import dev.headlight.text.InputException;
import dev.headlight.text.UsageException;
import dev.headlight.training.checkpoint.Checkpoints.Entry;
import dev.headlight.training.checkpoint.Checkpoints.Restored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {

    private static final Map<String, String> WORDS =
            Map.of("random", "[1,-9223372036854775808]", "data", "{\"shard\": \"a\\\"b\"}");

    @TempDir Path folder;

    private final List<String> warnings = new ArrayList<>();

    @Test
    void whatIsSavedComesBackBitForBit() {
        SmallRun saved = SmallRun.atStep(7);
        saved.parameters().get(0).values()[1] = -0f;
        saved.parameters().get(0).values()[2] = Float.intBitsToFloat(1); // the smallest of all
        Path file = checkpoints(2).save(7, saved.parameters(), saved.optimizer(), WORDS);
        SmallRun read = SmallRun.fresh();
        Restored restored = restore(read).orElseThrow();
        assertThat(restored).isEqualTo(new Restored(7, file, restored.state()));
        assertThat(restored.state()).isEqualTo(WORDS);
        assertThat(read.optimizer().steps()).isEqualTo(7);
        assertThat(read.bits()).isEqualTo(saved.bits());
        assertThat(warnings).isEmpty();
    }

    @Test
    void anEmptyOrAbsentFolderHasNone() {
        assertThat(restore(SmallRun.fresh())).isEmpty();
        assertThat(new Checkpoints(folder.resolve("absent"), 2).list()).isEmpty();
    }

    @Test
    void theLastOnesStayAndOnlyAfterTheNewIsThere() {
        Checkpoints checkpoints = checkpoints(3);
        SmallRun run = SmallRun.fresh();
        for (long step : new long[] {9, 10, 200, 1_000, 123_456_789}) {
            checkpoints.save(step, run.parameters(), run.optimizer(), Map.of());
        }
        assertThat(checkpoints.list().stream().map(Entry::step))
                .containsExactly(200L, 1_000L, 123_456_789L);
    }

    /** A newer one, set aside or of another run, must not push out what was just saved. */
    @Test
    void whatWasJustSavedIsNeverDeleted() {
        Checkpoints checkpoints = checkpoints(1);
        SmallRun run = SmallRun.fresh();
        checkpoints.save(300, run.parameters(), run.optimizer(), Map.of());
        checkpoints.save(200, run.parameters(), run.optimizer(), Map.of());
        assertThat(checkpoints.list().stream().map(Entry::step)).containsExactly(200L, 300L);
    }

    @Test
    void cutShortAtAnyPlaceTheOneBeforeIsUsed() throws IOException {
        byte[] whole = saveTwo();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 120; i++) {
            int length = i < 50 ? i : random.nextInt(whole.length);
            theOneBeforeIsUsed(Arrays.copyOf(whole, length), "cut to " + length);
        }
        theOneBeforeIsUsed(Arrays.copyOf(whole, whole.length - 1), "the last byte missing");
        theOneBeforeIsUsed(Arrays.copyOf(whole, whole.length + 1), "a byte too many");
    }

    @Test
    void aFlippedBitAnywhereIsSeen() throws IOException {
        byte[] whole = saveTwo();
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 300; i++) {
            int at = i < 100 ? i : random.nextInt(whole.length);
            byte[] changed = whole.clone();
            changed[at] ^= (byte) (1 << random.nextInt(8));
            theOneBeforeIsUsed(changed, "a bit of byte " + at);
        }
    }

    private byte[] saveTwo() throws IOException {
        SmallRun first = SmallRun.atStep(10);
        SmallRun second = SmallRun.atStep(20);
        checkpoints(5).save(10, first.parameters(), first.optimizer(), WORDS);
        return Files.readAllBytes(
                checkpoints(5).save(20, second.parameters(), second.optimizer(), WORDS));
    }

    private void theOneBeforeIsUsed(byte[] damaged, String how) throws IOException {
        Path newest = folder.resolve("step-00000020.safetensors");
        Files.write(newest, damaged);
        warnings.clear();
        SmallRun read = SmallRun.fresh();
        assertThat(restore(read).orElseThrow().step()).as(how).isEqualTo(10);
        assertThat(read.bits()).as(how).isEqualTo(SmallRun.atStep(10).bits());
        assertThat(warnings).as(how).hasSize(1);
        assertThat(warnings.get(0))
                .startsWith("The checkpoint " + newest + " is damaged: ")
                .contains("step-00000020.safetensors.damaged, and the one before it is used");
        assertThat(newest).doesNotExist();
    }

    /** In one sentence, also when it is tried again: what is there stays as it is. */
    @Test
    void whereNoneIsSoundThatIsSaid() throws IOException {
        byte[] whole = saveTwo();
        Files.write(folder.resolve("step-00000020.safetensors"), Arrays.copyOf(whole, 100));
        Files.writeString(folder.resolve("step-00000010.safetensors"), "no checkpoint at all");
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> restore(SmallRun.fresh()))
                    .isInstanceOf(InputException.class)
                    .hasMessage(
                            "no checkpoint in "
                                    + folder
                                    + " is sound (2 damaged); begin the run again, in another folder.");
            assertThat(warnings).isEmpty();
            assertThat(checkpoints(2).list()).hasSize(2);
        }
    }

    @Test
    void leftoversOfAKilledProcessAreCleared() throws IOException {
        SmallRun run = SmallRun.atStep(3);
        checkpoints(2).save(3, run.parameters(), run.optimizer(), Map.of());
        Path leftover = folder.resolve(".step-00000004.safetensors.part");
        Files.writeString(leftover, "half of it");
        assertThat(restore(SmallRun.fresh()).orElseThrow().step()).isEqualTo(3);
        assertThat(leftover).doesNotExist();
    }

    @Test
    void anotherModelIsOneSentenceAndNothingIsTouched() {
        SmallRun saved = SmallRun.atStep(5);
        checkpoints(2).save(5, saved.parameters(), saved.optimizer(), Map.of());
        SmallRun wider = SmallRun.ofWidth(12);
        int[] before = wider.bits();
        assertThatThrownBy(() -> restore(wider))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("embedding.weight is 11 x 8 and the run's 11 x 12 (and ")
                .hasMessageContaining("resume with the settings it was made with");
        assertThat(wider.bits()).isEqualTo(before);
        SmallRun plain = SmallRun.withAdamW();
        assertThatThrownBy(() -> restore(plain))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("it lacks optimizer.adamw.mean.layers.0.up.weight (and ");
        List<Parameter> fewer = saved.parameters().subList(0, 2);
        assertThatThrownBy(() -> checkpoints(2).restore(fewer, saved.optimizer(), warnings::add))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("it has layers.0.up.weight, which the run does not have");
        assertThat(checkpoints(2).list()).hasSize(1);
    }

    private Checkpoints checkpoints(int keep) {
        return new Checkpoints(folder, keep);
    }

    private Optional<Restored> restore(SmallRun run) {
        return checkpoints(2).restore(run.parameters(), run.optimizer(), warnings::add);
    }
}
