package dev.headlight.analysis.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headlight.analysis.results.PhaseChange;
import dev.headlight.analysis.results.Timeline;
import dev.headlight.analysis.results.TimelinePoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class FormingHeadsTest {

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /** Every tenth step to 1,000; head L1H2 follows the curve, its rivals stay low. */
    private static List<TimelinePoint> points(
            DoubleUnaryOperator induction, DoubleUnaryOperator previous) {
        List<TimelinePoint> points = new ArrayList<>();
        for (int step = 0; step <= 1000; step += 10) {
            double s = induction.applyAsDouble(step);
            points.add(
                    new TimelinePoint(
                            step,
                            5 - s,
                            -s,
                            5.5,
                            5 - 4.6 * s,
                            0.25,
                            new double[][] {{0.02, 0.01, Double.NaN}, {0.02, 0.03, s}},
                            new double[][] {
                                {0.1, previous.applyAsDouble(step), 0.1}, {0.1, 0.1, 0.99}
                            },
                            new double[2][3]));
        }
        return points;
    }

    private static PhaseChange change(Timeline timeline) {
        return Objects.requireNonNull(timeline.phaseChange(), "no phase change");
    }

    private static Timeline timeline(DoubleUnaryOperator induction) {
        return FormingHeads.timeline(
                "basis", points(induction, t -> 0.9 * sigmoid((t - 200) / 10)));
    }

    @Test
    void aSuddenRiseIsFoundWhereItIsSteepest() {
        Timeline timeline = timeline(t -> 0.04 + 0.8 * sigmoid((t - 300) / 20));
        PhaseChange change = change(timeline);
        // Half of a sigmoid's rise lies within its middle +- ln 3 widths: 278 to 322, on tens.
        assertThat(change.from()).isIn(270L, 280L);
        assertThat(change.to()).isIn(320L, 330L);
        assertThat(change.inductionTo() - change.inductionFrom()).isBetween(0.4, 0.55);
        assertThat(List.of(change.layer(), change.head())).containsExactly(1, 2);
    }

    @Test
    void theSentencesSayWhatTheFiguresSay() {
        Timeline timeline = timeline(t -> t < 500 ? 0.03 : 0.81);
        assertThat(timeline.sentences())
                .containsExactly(
                        "Between step 490 and step 500 the induction score of head L1H2 rose from 0.03 to 0.81, and the"
                                + " loss on the second copy of random repeats fell from 4.9 to 1.3 nats a token.",
                        // A head of the same layer cannot be what L1H2 reads, however strong.
                        "The strongest previous-token head of a layer below, L0H1, had passed 0.5 by step 210 and ended at"
                                + " 0.90.");
    }

    @Test
    void aPreviousTokenHeadThatComesLateOrNeverIsSaidSo() {
        DoubleUnaryOperator jump = t -> t < 500 ? 0.03 : 0.81;
        assertThat(
                        FormingHeads.timeline("", points(jump, t -> t < 800 ? 0.2 : 0.7))
                                .sentences()
                                .get(1))
                .endsWith("passed 0.5 only at step 800 and ended at 0.70.");
        assertThat(FormingHeads.timeline("", points(jump, t -> 0.3)).sentences().get(1))
                .endsWith("L0H1, ended at 0.30, below 0.5.");
    }

    @Test
    void anEvenRiseIsNoPhaseChange() {
        Timeline timeline = timeline(t -> t / 1000);
        assertThat(timeline.phaseChange()).isNull();
        assertThat(timeline.sentences())
                .singleElement()
                .asString()
                .contains("from 0.03 to 1.00")
                .contains("no short stretch");
    }

    @Test
    void aModelThatNeverLearnsHasNone() {
        Timeline timeline = timeline(t -> 0.05 + 0.03 * Math.sin(t));
        assertThat(timeline.phaseChange()).isNull();
        assertThat(timeline.sentences()).singleElement().asString().endsWith("; no phase change.");
        // Just below the least rise, as sudden as can be; and just above it.
        assertThat(timeline(t -> t < 500 ? 0.04 : 0.33).phaseChange()).isNull();
        assertThat(timeline(t -> t < 500 ? 0.04 : 0.35).phaseChange()).isNotNull();
    }

    @Test
    void aHeadThatGoesAgainDoesNotHideThatItCame() {
        Timeline timeline = timeline(t -> t < 300 || t > 800 ? 0.03 : 0.8);
        assertThat(change(timeline).to()).isEqualTo(300);
        assertThat(timeline(t -> t < 300 ? 0.8 : 0.03).phaseChange()).isNull();
    }

    @Test
    void noPointsAndPointsWithoutFiguresGiveNoChange() {
        assertThat(FormingHeads.timeline("", List.of()).phaseChange()).isNull();
        assertThat(FormingHeads.timeline("", List.of()).sentences()).isEmpty();
        List<TimelinePoint> one = points(t -> 0.9, t -> 0.9).subList(0, 1);
        assertThat(FormingHeads.timeline("", one).phaseChange()).isNull();
        TimelinePoint empty =
                new TimelinePoint(
                        0,
                        1,
                        1,
                        1,
                        1,
                        0,
                        new double[][] {{Double.NaN}},
                        new double[][] {{0}},
                        new double[][] {{0}});
        assertThat(FormingHeads.timeline("", List.of(empty)).sentences())
                .singleElement()
                .asString()
                .startsWith("No head has an induction score");
    }

    @Test
    void unevenStepsAreMeasuredInSteps() {
        // Two jumps of the same height: one within 10 steps, one within 100 between coarse points.
        List<TimelinePoint> points =
                points(t -> t < 400 ? 0.03 : t < 800 ? 0.43 : 0.83, t -> 0.6).stream()
                        .filter(p -> p.step() <= 500 || p.step() % 100 == 0)
                        .toList();
        PhaseChange change = change(FormingHeads.timeline("", points));
        assertThat(change.from()).isEqualTo(390);
        assertThat(change.to()).isEqualTo(400);
    }
}
