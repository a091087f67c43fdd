package dev.headlight.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.analysis.results.Timeline;
import dev.headlight.analysis.timeline.FormingHeads;
import dev.headlight.report.json.ResultsJson;
import dev.headlight.text.UsageException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFilesTest {

    @TempDir Path folder;

    @Test
    void aRunLeavesItsFilesAndNothingElse() throws IOException {
        List<Path> files =
                ReportFiles.write(
                        SampleResults.small(),
                        folder,
                        List.of(new HeadChoice(0, 0), new HeadChoice(4, 7)));
        assertThat(files.stream().map(f -> f.getFileName().toString()))
                .startsWith(
                        "results.json",
                        "scores.csv",
                        "groups.csv",
                        "attention_analysis_results.pkl")
                .contains(
                        "attention_matrix_l0_h0.png",
                        "attention_matrix_l4_h7.png",
                        "entropy_analysis.png",
                        "positional_decay.png",
                        "training_timeline.png");
        try (var there = Files.list(folder)) {
            assertThat(there).containsExactlyInAnyOrderElementsOf(files);
        }
    }

    @Test
    void savedResultsGiveTheSameFilesAgain() throws IOException {
        List<Path> first = ReportFiles.write(SampleResults.small(), folder.resolve("a"));
        AnalysisResults saved = ResultsJson.read(first.getFirst());
        List<Path> second = ReportFiles.write(saved, folder.resolve("b"));
        assertThat(second).hasSameSizeAs(first);
        for (int i = 0; i < first.size(); i++) {
            assertThat(second.get(i)).hasSameBinaryContentAs(first.get(i));
        }
    }

    @Test
    void picturesAreReadableInSizeAndDrawn() throws IOException {
        for (Path file : ReportFiles.write(SampleResults.small(), folder)) {
            if (file.toString().endsWith(".png")) {
                BufferedImage picture = ImageIO.read(file.toFile());
                assertThat(picture.getWidth()).isEqualTo(1200);
                assertThat(picture.getHeight()).isBetween(700, 1300);
                assertThat(picture.getRGB(2, 2)).as("paper is white").isEqualTo(0xffffffff);
                assertThat(colours(picture)).as(file.toString()).isGreaterThan(40);
            }
        }
    }

    @Test
    void resultsWithoutCurvesOrPatternsStillGiveFiles() {
        assertThat(ReportFiles.write(SampleResults.empty(List.of()), folder)).hasSizeGreaterThan(2);
    }

    @Test
    void aTimelineOfOnePointOrWithoutPhaseChangeIsDrawnAndNoneIsLeftOut() throws IOException {
        Timeline flat = SampleTimeline.withoutPhaseChange(5, 8);
        Timeline one = FormingHeads.timeline(flat.basis(), flat.points().subList(0, 1));
        for (Timeline timeline : List.of(flat, one)) {
            ReportFiles.write(SampleResults.small().withTimeline(timeline), folder.resolve("a"));
            assertThat(folder.resolve("a/training_timeline.png")).isNotEmptyFile();
        }
        Timeline none = FormingHeads.timeline("", List.of());
        ReportFiles.write(SampleResults.small().withTimeline(none), folder.resolve("b"));
        ReportFiles.write(SampleResults.small().withTimeline(null), folder.resolve("b"));
        assertThat(folder.resolve("b/training_timeline.png")).doesNotExist();
    }

    @Test
    void aHeadThatWasNotKeptIsAUsageError() {
        assertThatThrownBy(
                        () ->
                                ReportFiles.write(
                                        SampleResults.small(),
                                        folder,
                                        List.of(new HeadChoice(5, 0))))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("layer 5, head 0");
        assertThat(folder).isEmptyDirectory();
    }

    private static long colours(BufferedImage picture) {
        return java.util.Arrays.stream(
                        picture.getRGB(
                                0,
                                0,
                                picture.getWidth(),
                                picture.getHeight(),
                                null,
                                0,
                                picture.getWidth()))
                .distinct()
                .count();
    }
}
