package dev.headlight.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headlight.analysis.results.ModelScore;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertsTest {

    private static List<String> ofLoss(double value, double low, double high, double control) {
        Alerts alerts = new Alerts(AnalysisListener.silent());
        alerts.ofLoss(new ModelScore("loss", value, low, high, control, 30, ""), 1000);
        return alerts.sentences();
    }

    @Test
    void aModelThatPredictsNoBetterThanUntrainedIsAskedAfter() {
        // ln 1000 = 6.91
        assertThat(ofLoss(6.8, 6.7, 6.9, 6.85))
                .containsExactly(
                        "The loss, 6.80 nats, does not lie below the 6.85 of random initialisation: the"
                                + " model predicts no better than untrained; was it loaded as meant?");
        assertThat(ofLoss(6.9, 6.85, 6.95, 6.85)).hasSize(1);
        // No interval, no control: the figure itself, or nothing to hold it against.
        assertThat(ofLoss(6.8, Double.NaN, Double.NaN, 6.75)).hasSize(1);
        assertThat(ofLoss(6.8, Double.NaN, Double.NaN, 6.85)).isEmpty();
        assertThat(ofLoss(6.8, 6.7, 6.9, Double.NaN)).isEmpty();
        assertThat(ofLoss(3.2, 3.1, 3.3, 6.95)).isEmpty();
    }

    @Test
    void aLossOfGuessingIsSaidOnce() {
        assertThat(ofLoss(7.5, 7.4, 7.6, 6.95))
                .singleElement()
                .asString()
                .startsWith(
                        "The loss, 7.50 nats, is no better than guessing among 1,000 tokens (6.91)");
    }
}
