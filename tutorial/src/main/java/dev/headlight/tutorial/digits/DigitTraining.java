package dev.headlight.tutorial.digits;

import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.training.Parameters;
import dev.headlight.training.TrainingPlan;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** Trains a digit model on some of all pairs of numbers; all others are for the test. */
public final class DigitTraining {

    /** Unseen sums that are asked from time to time, at most. */
    private static final int SAMPLE = 1024;

    private final SumTraining training;
    private final PairSplit split;
    private final Workers workers;

    /**
     * @param plan as {@link DigitPlans} makes them
     * @param split pairs of numbers that the format has room for
     * @param workers the caller's, who closes them
     */
    public DigitTraining(SumFormat format, TrainingPlan plan, PairSplit split, Workers workers) {
        this.split = split;
        this.workers = workers;
        ModelConfig config = DigitPlans.config(format, plan.checked());
        training =
                new SumTraining(
                        format,
                        plan,
                        config,
                        SumData.of(format, split, plan.seed()),
                        split.drawUnseen(Math.min(SAMPLE, split.unseenCount()), plan.seed()),
                        workers);
    }

    public SumFormat format() {
        return training.format();
    }

    public TrainingPlan plan() {
        return training.plan();
    }

    public PairSplit split() {
        return split;
    }

    /** The parameters as they are now. */
    public Parameters parameters() {
        return training.parameters();
    }

    /**
     * Trains to the end of the plan.
     *
     * @param listener told every {@link TrainingPlan#evalEvery} steps, and at the end
     */
    public void train(Consumer<SumTraining.Report> listener) {
        training.train(listener);
    }

    /** What the model knows now, before the first step too; a loss is of steps, and NaN here. */
    public SumTraining.Report asked() {
        return training.asked();
    }

    /**
     * Asks every pair that was not learned.
     *
     * @param progress told how many first numbers have been asked with all second ones
     */
    public Exam examine(IntConsumer progress) {
        return Exam.everyUnseen(training.model(), split, workers, progress);
    }

    /** Asks some sums. */
    public Exam examine(List<Sum> sums) {
        return training.examine(sums);
    }
}
