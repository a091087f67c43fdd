package dev.headlight.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TimelineTest {

    @TempDir Path folder;

    /** Points that training made and points made of its checkpoints are the same figures. */
    @Test
    void checkpointsGiveWhatTrainingSaw() throws IOException {
        Path run = SmallRun.train(folder, 2);
        Path recorded = run.resolve("timeline.csv");
        List<String> before = Files.readAllLines(recorded);

        JsonNode kept = json("timeline", run, "--json");
        assertThat(kept.get("points")).hasSize(4); // steps 0, 2, 4, 6
        assertThat(kept.get("notes").toString())
                .contains("1 of 3 checkpoints are no longer there", "the last 2");
        assertThat(run.resolve("training_timeline.png")).isNotEmptyFile();
        assertThat(Files.readAllLines(recorded)).isEqualTo(before);

        json("timeline", run, "--again", "--json", "--out", folder.resolve("again"));
        assertThat(Files.readAllLines(folder.resolve("again/timeline.csv"))).isEqualTo(before);

        Files.delete(recorded);
        JsonNode left = json("timeline", run, "--json");
        assertThat(left.get("points")).hasSize(2);
        CommandLineRun printed = CommandLineRun.of("timeline", run);
        assertThat(printed.err()).isEmpty();
        assertThat(printed.out()).contains("step   loss", "formed:", "timeline.csv");
        assertThat(printed.out().lines().filter(l -> !l.contains(folder.toString())))
                .allSatisfy(l -> assertThat(l.length()).isLessThan(81));
    }

    @Test
    void aFolderWithoutARunIsRefused() {
        CommandLineRun run = CommandLineRun.of("timeline", folder);
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.sentence()).contains("holds no training.json");
    }

    private static JsonNode json(Object... args) {
        CommandLineRun run = CommandLineRun.of(args);
        assertThat(run.err()).isEmpty();
        return JsonMapper.shared().readTree(run.out());
    }
}
