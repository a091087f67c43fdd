package dev.headlight.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headlight.text.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFilesTest {

    @TempDir Path run;

    private Path file;

    @BeforeEach
    void place() {
        file = run.resolve("metrics.jsonl");
    }

    private void append(long resumed, long... steps) {
        try (Metrics metrics = Metrics.open(file, resumed)) {
            for (long step : steps) {
                metrics.append(step, Map.of("loss", step / 100.0));
            }
        }
    }

    @Test
    void aLineEachAsJson() throws IOException {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("loss", 1.25f);
        figures.put("validation_loss", Double.NaN);
        figures.put("words", "\"two\nlines\"");
        figures.put("tokens", 1L << 40);
        try (Metrics metrics = Metrics.open(file, -1)) {
            metrics.append(3, figures);
        }
        assertThat(Files.readString(file))
                .isEqualTo(
                        "{\"step\":3,\"loss\":1.25,\"validation_loss\":null,"
                                + "\"words\":\"\\\"two\\nlines\\\"\",\"tokens\":1099511627776}\n");
    }

    @Test
    void aResumedRunHasNoStepTwice() throws IOException {
        append(-1, 0, 10, 20, 30);
        append(20, 30, 40);
        assertThat(steps()).containsExactly("0", "10", "20", "30", "40");
        append(40, 50);
        assertThat(steps()).containsExactly("0", "10", "20", "30", "40", "50");
        append(-1, 7);
        assertThat(steps()).containsExactly("7");
    }

    @Test
    void aLineThatWasCutShortIsMadeAgain() throws IOException {
        append(-1, 10, 20);
        Files.writeString(file, "{\"step\":20,\"lo", StandardOpenOption.APPEND);
        append(20, 30);
        assertThat(steps()).containsExactly("10", "20", "30");
    }

    @Test
    void aLineWithoutAStepIsTold() throws IOException {
        append(-1, 10);
        for (String line : List.of("{\"loss\":1}\n", "rubbish\n")) {
            Files.writeString(file, "{\"step\":1}\n" + line);
            assertThatThrownBy(() -> Metrics.open(file, 10))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("metrics.jsonl, line 2: no JSON object with a step");
        }
    }

    private List<String> steps() throws IOException {
        return Files.readAllLines(file).stream()
                .map(l -> l.substring(l.indexOf(':') + 1, l.indexOf(',')))
                .toList();
    }

    @Test
    void whatWasAskedComesBack() {
        Map<String, Object> asked = new LinkedHashMap<>();
        asked.put("seed", 1L << 40);
        asked.put("layers", 6);
        asked.put("rate", 3e-4);
        asked.put("text", List.of("a.txt", "b.txt"));
        asked.put("model", Map.of("heads", 8));
        assertThat(TrainingJson.write(run, asked)).hasFileName("training.json");
        assertThat(TrainingJson.read(run)).isEqualTo(asked);
        assertThat(TrainingJson.read(run).keySet()).containsExactlyElementsOf(asked.keySet());
    }

    @Test
    void aFolderWithoutARunIsTold() throws IOException {
        assertThatThrownBy(() -> TrainingJson.read(run))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(run + " holds no training.json");
        Files.writeString(run.resolve("training.json"), "{\"seed\": 1,\n \"la");
        assertThatThrownBy(() -> TrainingJson.read(run))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("training.json, line 2, column ");
    }
}
