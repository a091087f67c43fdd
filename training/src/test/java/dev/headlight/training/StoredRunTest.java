package dev.headlight.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headlight.text.InputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredRunTest {

    @TempDir Path folder;

    private Path trained(String name, List<Path> texts, Object... settings) {
        Path run = folder.resolve(name);
        TrainingPlan plan = texts.isEmpty() ? TinyRun.plan() : TinyRun.textPlan();
        TinyRun.begin(
                run,
                plan.with("steps", 4, "warmup", 1, "checkpoint-every", 2).with(settings),
                texts,
                new TinyRun.Heard());
        return run;
    }

    @Test
    void aRunIsLookedAtWithItsTextAndWithout() throws IOException {
        Path text = TinyRun.text(folder.resolve("text.txt"), 3);
        StoredRun run = StoredRun.open(trained("run", List.of(text)));
        assertThat(run.checkpoints()).extracting(c -> c.step()).containsExactly(2L, 4L);
        try (RunData data = run.data(tokens -> {})) {
            assertThat(data.files()).containsExactly(text.toAbsolutePath());
            assertThat(data.tokenizer().tokenizer().vocab()).isEqualTo(run.config().vocab());
        }
        TinyRun.text(text, 4);
        assertThatThrownBy(() -> run.data(tokens -> {}))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("has changed since the run was begun");
        assertThat(run.weights(run.checkpoints().getLast()).layers()).hasSize(1);
    }

    @Test
    void aCheckpointOfAnotherModelIsRefused() {
        StoredRun one = StoredRun.open(trained("one", List.of()));
        StoredRun two = StoredRun.open(trained("two", List.of(), "layers", 2));
        assertThatThrownBy(() -> two.weights(one.checkpoints().getLast()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is of another model than its run: ")
                .hasMessageEndingWith(" is missing or of another shape.");
        assertThatThrownBy(() -> one.weights(two.checkpoints().getLast()))
                .isInstanceOf(InputException.class)
                .hasMessageEndingWith(", which the run does not have.");
    }
}
