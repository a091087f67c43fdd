package dev.headlight.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.analysis.results.Outcome;
import dev.headlight.report.json.ResultsJson;
import dev.headlight.text.SharedData;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job on a real trained model and a real text, through the command line. */
class StoriesEndToEndTest {

    @TempDir Path folder;

    @Test
    void greedyTextIsTheReferenceByteForByte() throws Exception {
        Path model = SharedData.file("models/stories260K.bin");
        SharedData.file("models/tok512.bin");
        String reference = Files.readString(SharedData.file("models/stories260K-greedy-200.txt"));
        CommandLineRun run = CommandLineRun.of("generate", model, "--tokens", "200");
        assertThat(run.err()).isEmpty();
        assertThat(run.out().strip()).isEqualTo(reference.strip());
    }

    @Test
    void analysisOfStoriesOverMobyDick() throws Exception {
        Path model = SharedData.file("models/stories260K.bin");
        SharedData.file("models/tok512.bin");
        Path out = folder.resolve("out");
        CommandLineRun run =
                CommandLineRun.of(
                        "analyze",
                        model,
                        "--text",
                        SharedData.file("text/moby-dick.txt"),
                        "--split",
                        "paragraph",
                        "--max-documents",
                        "24",
                        "--quiet",
                        "--context",
                        "128",
                        "--replicates",
                        "200",
                        "--out",
                        out);
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        AnalysisResults results = ResultsJson.read(out.resolve("results.json"));
        assertThat(results.model().layers()).isEqualTo(5);
        assertThat(results.text().documents()).isBetween(20, 24);
        assertThat(results.verdicts()).hasSize(6);
        assertThat(results.roles()).hasSize(40);
        // Attention of this model falls with distance, by the goldens too.
        assertThat(results.verdicts().getFirst().outcome()).isEqualTo(Outcome.SUPPORTED);
        assertThat(results.verdicts().getFirst().controlPasses()).isFalse();
        assertThat(results.provenance().command()).contains("--split paragraph");
        assertThat(results.provenance().texts()).hasSize(1);
        assertThat(run.out()).contains("1 Positional decay").contains("supported");
    }
}
