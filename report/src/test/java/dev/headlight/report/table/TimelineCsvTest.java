package dev.headlight.report.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headlight.analysis.results.TimelinePoint;
import dev.headlight.report.SameTree;
import dev.headlight.report.SampleTimeline;
import dev.headlight.text.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimelineCsvTest {

    private static final List<TimelinePoint> POINTS =
            SampleTimeline.withPhaseChange(2, 3).points().subList(0, 4);

    @TempDir Path folder;

    private Path written() {
        Path file = folder.resolve("timeline.csv");
        try (TimelineCsv csv = TimelineCsv.open(file, -1)) {
            POINTS.forEach(csv::append);
        }
        return file;
    }

    @Test
    void aRowIsAFigure() throws IOException {
        List<String> lines = Files.readAllLines(written());
        assertThat(lines).hasSize(1 + 4 * (5 + 3 * 6));
        assertThat(lines.getFirst()).isEqualTo("step,score,layer,head,value");
        assertThat(lines)
                .contains("0,loss,,," + POINTS.getFirst().loss())
                .contains("0,icl,,,") // NaN
                .contains("60,induction_entry,1,2," + POINTS.getLast().inductionEntry()[1][2])
                .contains("20,alpha_0,0,1," + POINTS.get(1).alpha0()[0][1]);
    }

    @Test
    void whatIsReadEqualsWhatWasWritten() {
        assertThat(SameTree.difference("points", POINTS, TimelineCsv.read(written()))).isEmpty();
    }

    @Test
    void aResumedRunWritesEachStepOnce() throws IOException {
        Path file = written();
        String unbroken = Files.readString(file);
        // The run was killed while it wrote step 60, and goes on from a checkpoint of step 30.
        for (int cut : new int[] {3, 40, 200}) {
            Files.writeString(file, unbroken.substring(0, unbroken.length() - cut));
            try (TimelineCsv csv = TimelineCsv.open(file, 30)) {
                POINTS.subList(2, 4).forEach(csv::append);
            }
            assertThat(Files.readString(file)).isEqualTo(unbroken);
        }
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aNewRunKeepsNothing() throws IOException {
        Path file = written();
        TimelineCsv.open(file, -1).close();
        assertThat(Files.readString(file)).isEqualTo(TimelineCsv.HEADER + "\n");
        assertThat(TimelineCsv.read(file)).isEmpty();
    }

    @Test
    void anyCutAtTheEndLosesAtMostTheLastStep() throws IOException {
        Path file = written();
        String whole = Files.readString(file);
        int third = whole.lastIndexOf("\n40,") + 1;
        for (int length = third; length < whole.length(); length += 37) {
            Files.writeString(file, whole.substring(0, length));
            assertThat(TimelineCsv.read(file)).hasSizeBetween(2, 3);
        }
        Files.writeString(file, "");
        assertThat(TimelineCsv.read(file)).isEmpty();
    }

    @Test
    void whatIsNoTimelineIsRefusedWithItsLine() throws IOException {
        String whole = Files.readString(written());
        for (String damaged :
                List.of(
                        whole.replaceFirst("step,score", "steps,score"),
                        whole.replaceFirst("0,loss,,", "0,loss,"),
                        whole.replaceFirst("0,icl,,,", "0,icl,,,x"),
                        whole.replaceFirst("0,icl,,,", "0,loss,,,1"),
                        whole.replaceFirst("20,icl,,,", "0,icl,,,"),
                        whole.replaceFirst("0,sink_rate,,,", "0,sunk_rate,,,"))) {
            Path file = Files.writeString(folder.resolve("damaged.csv"), damaged);
            assertThatThrownBy(() -> TimelineCsv.read(file))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining(file + ", line ");
        }
        assertThatThrownBy(() -> TimelineCsv.read(folder.resolve("absent.csv")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("does not exist");
    }
}
