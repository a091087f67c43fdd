package dev.headlight.tutorial.digits;

import dev.headlight.engine.Workers;
import dev.headlight.training.TrainingPlan;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The models of two digits that the lessons look into, trained in seconds when one is first asked for and kept: every
 * lesson sees the same.
 */
final class TwoDigits {

    static final long SEED = 1;

    /** Sums that experiments ask. */
    static final int SUMS = 1000;

    /** Steps from one report to the next. */
    private static final int EVERY = 50;

    /** Steps from one report that a table shows to the next. */
    private static final int SHOWN = 100;

    private static final Map<DigitOrder, TwoDigits> MADE = new EnumMap<>(DigitOrder.class);

    private final DigitTraining training;
    private final List<SumTraining.Report> reports = new ArrayList<>();
    private final List<Moment> moments = new ArrayList<>();
    private final Exam exam;
    private @Nullable Gaze early;

    private TwoDigits(DigitOrder order) {
        SumFormat format = new SumFormat(2, order);
        PairSplit split = split(order);
        try (Workers workers = workers()) {
            TrainingPlan plan =
                    DigitPlans.of(format, SEED, workers.threads())
                            .with("eval-every", Integer.toString(EVERY));
            training = new DigitTraining(format, plan, split, workers);
            List<Sum> unseen = sums(split);
            moments.add(Moment.of(training, training.asked(), unseen, workers));
            training.train(
                    report -> {
                        reports.add(report);
                        moments.add(Moment.of(training, report, unseen, workers));
                        double right = report.sample().accuracy();
                        if (early == null && right > 0.2 && right < 0.9) {
                            early = Gaze.of(DigitModel.of(training), unseen, workers);
                        }
                    });
            exam = training.examine(n -> {});
        }
    }

    /** Which pairs the model of an order learns. */
    static PairSplit split(DigitOrder order) {
        SumFormat format = new SumFormat(2, order);
        return PairSplit.random(format.numbers(), DigitPlans.pairs(format), SEED);
    }

    /** As many threads as help a small model. */
    static Workers workers() {
        return new Workers(Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4));
    }

    /** The model of an order. */
    static TwoDigits of(DigitOrder order) {
        synchronized (MADE) {
            return MADE.computeIfAbsent(order, TwoDigits::new);
        }
    }

    static TwoDigits leastFirst() {
        return of(DigitOrder.LEAST_FIRST);
    }

    DigitTraining training() {
        return training;
    }

    DigitModel model() {
        return DigitModel.of(training);
    }

    SumFormat format() {
        return training.format();
    }

    /** What the training reported. */
    List<SumTraining.Report> reports() {
        return reports;
    }

    /** Those of them that a table has room for. */
    List<SumTraining.Report> someReports() {
        return reports.stream().filter(r -> r.step() % SHOWN == 0).toList();
    }

    /** The training from before its first step to its end. */
    List<Moment> moments() {
        return moments;
    }

    /** Every unseen pair. */
    Exam exam() {
        return exam;
    }

    /** Some unseen sums, the same each time. */
    List<Sum> sums() {
        return sums(training.split());
    }

    private static List<Sum> sums(PairSplit split) {
        return split.drawUnseen(SUMS, SEED + 1);
    }

    /** What the heads looked at when the model had some sums right and some wrong; null where that was never seen. */
    @Nullable Gaze early() {
        return early;
    }
}
