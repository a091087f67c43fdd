package dev.headlight.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headlight.training.Evaluation;
import dev.headlight.training.StepReport;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainingProgressTest {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void aReportIsALineWithAllThatWasMeasured() {
        TrainingProgress progress = progress(Map.of(), false);
        progress.begin(2_000, 768, 2e-3);
        progress.evaluated(
                new Evaluation(0, Double.NaN, 4.236, 0, Double.NaN, 0, Double.NaN, Double.NaN));
        for (int step = 1; step <= 3; step++) {
            progress.step(new StepReport(step, 3, 0.5, 1));
        }
        progress.evaluated(new Evaluation(1_200, 2.413, 2.502, 8.1e-4, 0.5, 921_600, 2_210, 0.81));
        progress.evaluated(new Evaluation(2_000, 2.413, 2.502, 8.1e-4, 0.5, 921_600, 2_210, 0.81));
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .satisfiesExactly(
                        first -> assertThat(first).isEqualTo("step      0  validation 4.236"),
                        second ->
                                assertThat(second)
                                        .matches(
                                                "step  1,200  loss 2\\.413  validation 2\\.502  lr 8\\.1e-04"
                                                        + "  2,210 tok/s, 81% of matrix-product speed  \\d+:\\d\\d left"),
                        third -> assertThat(third).endsWith("81% of matrix-product speed"));
    }

    @Test
    void onATerminalALineIsPaintedWithTheSame() throws InterruptedException {
        TrainingProgress progress = progress(Map.of("HEADLIGHT_ERR_COLUMNS", "100"), false);
        progress.begin(2_000, 768, 2e-3);
        progress.evaluated(new Evaluation(0, 2.5, 4.236, 0, 0.5, 768, 2_210, 0.81));
        err.reset();
        for (int step = 1; step <= 4; step++) {
            Thread.sleep(step == 4 ? 260 : 1); // it is painted four times a second at most
            progress.step(new StepReport(step, 3, 0.5, 0.5));
        }
        assertThat(err.toString(StandardCharsets.UTF_8))
                .matches(
                        "\rstep 4/2,000  \\d+:\\d\\d left  loss 3\\.000 \\(val 4\\.236\\)  lr 1\\.0e-03"
                                + "  [\\d,]+ tok/s 81%");
        progress.clear();
        assertThat(err.toString(StandardCharsets.UTF_8)).endsWith(" \r");
    }

    @Test
    void quietMeansNothingIsWritten() {
        TrainingProgress progress = progress(Map.of("HEADLIGHT_ERR_COLUMNS", "100"), true);
        progress.begin(2_000, 768, 2e-3);
        progress.reading(1_000_000);
        progress.say("never");
        progress.evaluated(new Evaluation(0, 2.5, 4.236, 0, 0.5, 768, 2_210, 0.81));
        assertThat(err.size()).isZero();
    }

    private TrainingProgress progress(Map<String, String> environment, boolean quiet) {
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        return new TrainingProgress(Terminal.of(stream, stream, environment), quiet);
    }
}
