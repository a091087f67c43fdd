package dev.headlight.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void aRateNeedsThreeReportsAndFollowsTheLast() {
        Rate rate = new Rate();
        rate.report(0, 0);
        rate.report(10, 1_000_000_000L);
        assertThat(rate.perSecond()).isEmpty();
        rate.report(20, 2_000_000_000L);
        assertThat(rate.perSecond()).hasValue(10);
        for (int i = 1; i <= 20; i++) {
            rate.report(20 + 100L * i, 2_000_000_000L + 1_000_000_000L * i);
        }
        assertThat(rate.perSecond()).hasValue(100);
    }

    @Test
    void theLineSaysPhaseShareAndNothingItCannotTell() {
        try (Progress progress = Progress.start(terminal(Map.of()), true)) {
            progress.phase("text", 1000);
            progress.tokens(250);
            assertThat(progress.line(System.nanoTime()))
                    .startsWith("text          [#####...............]  25%")
                    .doesNotContain("left");
            progress.phase("report", 0);
            assertThat(progress.line(System.nanoTime())).startsWith("report").doesNotContain("%");
        }
    }

    @Test
    void quietMeansNothingIsWritten() {
        try (Progress progress =
                Progress.start(terminal(Map.of("HEADLIGHT_ERR_COLUMNS", "80")), true)) {
            progress.phase("text", 10);
            progress.tokens(10);
        }
        assertThat(err.size()).isZero();
    }

    @Test
    void aTerminalIsKnownByItsWidthUnlessItIsDumb() {
        assertThat(terminal(Map.of()).errColumns()).isEmpty();
        assertThat(terminal(Map.of("HEADLIGHT_ERR_COLUMNS", "120")).errColumns()).hasValue(120);
        assertThat(terminal(Map.of("HEADLIGHT_ERR_COLUMNS", "0")).errColumns()).hasValue(80);
        assertThat(terminal(Map.of("HEADLIGHT_ERR_COLUMNS", "120", "TERM", "dumb")).errColumns())
                .isEmpty();
        assertThat(terminal(Map.of("HEADLIGHT_OUT_TERMINAL", "1")).colour()).isTrue();
        assertThat(terminal(Map.of("HEADLIGHT_OUT_TERMINAL", "1", "NO_COLOR", "1")).colour())
                .isFalse();
        assertThat(terminal(Map.of()).colour()).isFalse();
    }

    private Terminal terminal(Map<String, String> environment) {
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        return Terminal.of(stream, stream, environment);
    }
}
