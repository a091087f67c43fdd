package dev.headlight.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.headlight.text.UsageException;
import dev.headlight.training.TinyRun.Heard;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A loss that is not finite ends a run, and no checkpoint holds what led to it. */
class DivergedRunTest {

    @TempDir Path folder;

    /** The last makes parameters that are not finite at once, the first gradients in the step that follows. */
    @ParameterizedTest
    @ValueSource(doubles = {1e25, 1e38})
    void oneSentenceSaysStepAndTensorAndNoCheckpointHoldsIt(double rate) {
        for (int every : new int[] {1, 0}) {
            Path at = folder.resolve("every-" + every);
            String sentence = sentence(at, rate, every);
            boolean saved = rate < 1e30 && every == 1;
            assertThat(sentence)
                    .matches(
                            "(a gradient is not finite at step 2|the loss is not finite at step 2|step 1 led to numbers"
                                    + " that are not finite).*; first in .+ at element 0\\); try a lower --lr, a longer"
                                    + " --warmup or a smaller --clip; .*")
                    .endsWith(
                            saved
                                    ? "; the last checkpoint is "
                                            + at.resolve("checkpoints/step-00000001.safetensors")
                                    : "; there is no checkpoint yet");
            try (TrainingRun again = TrainingRun.resume(at, new Heard(), t -> {})) {
                assertThat(again.resumedAt()).isEqualTo(saved ? 1 : -1);
                assertThat(again.folder().resolve("model.safetensors")).doesNotExist();
                assertThat(again.parameters().all())
                        .allSatisfy(
                                p -> {
                                    for (float x : p.values()) {
                                        assertThat(Float.isFinite(x)).isTrue();
                                    }
                                });
                assertThatThrownBy(again::train)
                        .isInstanceOf(UsageException.class)
                        .hasMessage(sentence);
            }
        }
    }

    private static String sentence(Path at, double rate, int every) {
        TrainingPlan plan =
                TinyRun.plan("lr", rate, "warmup", 0, "checkpoint-every", every, "clip", 0);
        return String.valueOf(
                catchThrowableOfType(
                                UsageException.class,
                                () -> TinyRun.begin(at, plan, List.of(), new Heard()))
                        .getMessage());
    }

    /** Finite numbers whose products are not: the block is named. */
    @Test
    void theBlockWhereItBeganIsNamed() {
        TrainingPlan plan = TinyRun.plan("layers", 2);
        try (TrainingRun run =
                TrainingRun.begin(folder, plan, List.of(), null, "", new Heard(), t -> {})) {
            run.parameters().all().stream()
                    .filter(p -> p.name().startsWith("layers.1.feed_forward."))
                    .filter(p -> p.name().endsWith("weight"))
                    .forEach(p -> Arrays.fill(p.values(), 1e25f));
            assertThatThrownBy(run::train)
                    .isInstanceOf(UsageException.class)
                    .hasMessageStartingWith(
                            "the validation loss is not finite after step 0; first in the feed-forward block of layer 1; ");
        }
    }
}
