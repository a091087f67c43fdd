package dev.headlight.tutorial.digits;

import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.training.Parameters;
import dev.headlight.training.StepReport;
import dev.headlight.training.Trainer;
import dev.headlight.training.TrainingPlan;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Trains a digit model with {@link Trainer}. What comes out is a function of the arguments alone, not of the number of
 * threads.
 */
public final class DigitTraining {

    /** Unseen sums that are asked from time to time, at most. */
    private static final int SAMPLE = 1024;

    private final SumFormat format;
    private final TrainingPlan plan;
    private final PairSplit split;
    private final List<Sum> sample;
    private final Trainer trainer;
    private final Workers workers;

    /**
     * What a training reports.
     *
     * @param step steps taken
     * @param loss mean over the steps since the last report, in nats a digit
     * @param sample some unseen sums, the same each time
     */
    public record Report(long step, double loss, Exam sample) {}

    /**
     * @param plan as {@link DigitPlans} makes them
     * @param split pairs of numbers that the format has room for
     * @param workers the caller's, who closes them
     */
    public DigitTraining(SumFormat format, TrainingPlan plan, PairSplit split, Workers workers) {
        this(format, plan, DigitPlans.config(format, plan.checked()), split, workers);
    }

    /**
     * The same with a model of another make.
     *
     * @param config with the format's tokens and a context that holds a whole sum
     */
    public DigitTraining(
            SumFormat format,
            TrainingPlan plan,
            ModelConfig config,
            PairSplit split,
            Workers workers) {
        this.format = format;
        this.plan = plan.checked();
        this.split = split;
        this.workers = workers;
        sample = List.of(SumData.unseen(split, Math.min(SAMPLE, split.unseenCount()), plan.seed()));
        trainer =
                new Trainer(
                        this.plan,
                        new SumData(format, split, plan.seed()),
                        Parameters.random(config, plan.seed()),
                        workers);
    }

    public SumFormat format() {
        return format;
    }

    public TrainingPlan plan() {
        return plan;
    }

    public PairSplit split() {
        return split;
    }

    /** The parameters as they are now. */
    public Parameters parameters() {
        return trainer.parameters();
    }

    /**
     * Trains to the end of the plan.
     *
     * @param listener told every {@link TrainingPlan#evalEvery} steps, and at the end
     */
    public void train(Consumer<Report> listener) {
        double sum = 0;
        long since = 0;
        while (trainer.steps() < plan.steps()) {
            StepReport report = trainer.step();
            sum += report.loss();
            since++;
            boolean due = plan.evalEvery() > 0 && report.step() % plan.evalEvery() == 0;
            if (due || report.step() == plan.steps()) {
                listener.accept(new Report(report.step(), sum / since, examine(sample)));
                sum = 0;
                since = 0;
            }
        }
    }

    /** What the model knows now, before the first step too; a loss is of steps, and NaN here. */
    public Report asked() {
        return new Report(trainer.steps(), Double.NaN, examine(sample));
    }

    /**
     * Asks every pair that was not learned.
     *
     * @param progress told how many first numbers have been asked with all second ones
     */
    public Exam examine(IntConsumer progress) {
        return Exam.everyUnseen(DigitModel.of(this), split, workers, progress);
    }

    /** Asks some sums. */
    public Exam examine(List<Sum> sums) {
        return Exam.of(DigitModel.of(this), sums, workers);
    }
}
