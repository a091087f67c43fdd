package dev.headlight.explorer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headlight.engine.Workers;
import dev.headlight.explorer.subject.Entry;
import dev.headlight.explorer.subject.Subject;
import dev.headlight.explorer.subject.Subjects;
import dev.headlight.model.OpenModel;
import dev.headlight.model.RunState;
import dev.headlight.model.Transformer;
import dev.headlight.model.io.ModelReader;
import dev.headlight.text.InputException;
import dev.headlight.text.UsageException;
import dev.headlight.training.StoredRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingDeskTest {

    private static final LocalDateTime NOW = LocalDateTime.of(2026, 1, 2, 3, 4, 5);
    private static final Map<String, String> SMALL =
            Map.of("steps", "8", "dim", "32", "heads", "2", "batch", "4");

    @TempDir Path folder;

    private final Workers workers = new Workers(1);
    private final Subjects subjects = new Subjects(List.of(), workers);

    @AfterEach
    void close() {
        subjects.close();
        workers.close();
    }

    /** All that has happened by the time that a run has ended. */
    private static List<Map<String, Object>> ended(TrainingDesk desk) throws InterruptedException {
        List<Map<String, Object>> all = new ArrayList<>();
        while (all.isEmpty()
                || !List.of("ended", "failed")
                        .contains(String.valueOf(all.getLast().get("kind")))) {
            all.addAll(desk.diary().after(all.size(), 1000));
        }
        return all;
    }

    @Test
    void aRunIsWatchedAndItsCheckpointsAreModels() throws Exception {
        try (TrainingDesk desk = new TrainingDesk(folder, subjects, 1)) {
            desk.begin(SMALL, "", NOW);
            assertThatThrownBy(() -> desk.begin(SMALL, "", NOW.plusSeconds(1)))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("already");
            List<Map<String, Object>> diary = ended(desk);
            assertThat(diary.getFirst().get("kind")).isEqualTo("begun");
            assertThat(diary.getLast()).containsEntry("step", 8L).containsEntry("finished", true);
            assertThat(diary.stream().filter(e -> "heads".equals(e.get("kind")))).hasSize(9);
            assertThat(diary.stream().filter(e -> "saved".equals(e.get("kind")))).hasSize(8);
        }
        Path run = folder.resolve("explored-20260102-030405");
        assertThat(subjects.first()).as("what is shown first stays").isEqualTo(Subjects.WIRED);
        assertThat(subjects.entries().stream().map(Entry::id))
                .contains("run0@1", "run0@8", "wired", "control");
        StoredRun stored = StoredRun.open(run);
        assertThat(TrainingDesk.heads(stored)).hasSize(9);
        assertThat(stored.metrics()).isNotEmpty();

        // The last checkpoint is the model that the run wrote.
        Subject last = subjects.subject("run0@8");
        int[] tokens = {0, 5, 9, 5, 9, 7};
        try (OpenModel written = ModelReader.open(run)) {
            assertThat(logits(last.transformer(), tokens))
                    .containsExactly(
                            logits(new Transformer(written.config(), written.weights()), tokens));
        }
        assertThat(logits(subjects.subject("run0@1").transformer(), tokens))
                .isNotEqualTo(logits(last.transformer(), tokens));

        // A run that was given: its model is shown first, and a damaged checkpoint is said to be
        // one.
        try (Subjects given = new Subjects(List.of(run), workers)) {
            assertThat(given.first()).isEqualTo("model0");
            Path damaged = stored.checkpoints().get(3).file();
            byte[] bytes = Files.readAllBytes(damaged);
            bytes[bytes.length / 2] ^= 1;
            Files.write(damaged, bytes);
            assertThatThrownBy(() -> given.subject("run0@4"))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("damaged");
            assertThat(given.subject("control").config())
                    .isEqualTo(given.subject("model0").config());
        }
    }

    private float[] logits(Transformer transformer, int[] tokens) {
        RunState state = new RunState(transformer.config(), tokens.length);
        transformer.forward(tokens, state, workers, null);
        float[] logits = new float[transformer.config().vocab()];
        transformer.logits(state, tokens.length - 1, logits, workers);
        return logits;
    }

    @Test
    void aRunThatIsStoppedGoesOn() throws Exception {
        try (TrainingDesk desk = new TrainingDesk(folder, subjects, 1)) {
            Map<String, String> endless =
                    Map.of("steps", "20000", "dim", "32", "heads", "2", "batch", "4");
            desk.begin(endless, "", NOW);
            while (desk.diary().after(0, 1000).stream()
                    .noneMatch(e -> "step".equals(e.get("kind")))) {
                assertThat(desk.busy()).isTrue();
            }
            assertThat(desk.end())
                    .startsWith("Training stopped and saved; go on with: headlight train --resume");
            Object stopped = Objects.requireNonNull(ended(desk).getLast().get("step"));
            assertThat((long) stopped).isBetween(1L, 19_999L);
            assertThat(desk.end()).as("nothing is trained").isEmpty();
            desk.resume(subjects.runs().getFirst());
            Map<String, Object> begun = desk.diary().after(0, 60_000).getFirst();
            assertThat(begun).containsEntry("kind", "begun").containsEntry("step", stopped);
            desk.end();
        }
    }

    @Test
    void aVisitorsTextIsLearntAndStaysBesideTheRun() throws Exception {
        String text = "the cat saw the dog and the dog saw the cat, “naïvely”.\n".repeat(120);
        try (TrainingDesk desk = new TrainingDesk(folder.resolve("new"), subjects, 1)) {
            desk.begin(SMALL, text, NOW);
            assertThat(ended(desk).getLast()).containsEntry("finished", true);
            Path file = folder.resolve("new/explored-20260102-030405.txt");
            assertThat(Files.readString(file)).isEqualTo(text);
            Subject last = subjects.subject("run0@8");
            assertThat(Objects.requireNonNull(last.tokenizer()).encode("naïve")).hasSize(5);

            // One that is too short is told so, and leaves nothing.
            desk.begin(SMALL, "short", NOW.plusSeconds(1));
            Map<String, Object> end = ended(desk).getLast();
            assertThat(end).containsEntry("kind", "failed");
            assertThat(String.valueOf(end.get("sentence"))).contains("too few");
            assertThat(folder.resolve("new/explored-20260102-030406.txt")).doesNotExist();
            assertThat(folder.resolve("new/explored-20260102-030406")).doesNotExist();
        }
    }
}
