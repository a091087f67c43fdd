package dev.headlight.tutorial.digits;

import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.Transformer;
import dev.headlight.model.training.Parameters;
import dev.headlight.training.StepReport;
import dev.headlight.training.Trainer;
import dev.headlight.training.TrainingPlan;
import dev.headlight.training.data.TokenData;
import java.util.List;
import java.util.function.Consumer;

/**
 * Trains a model on sums, wherever they come from, with {@link Trainer}. What comes out is a function of the arguments
 * alone, not of the number of threads.
 */
public final class SumTraining {

    private final SumFormat format;
    private final TrainingPlan plan;
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
     * @param config with the format's tokens and a context that holds a whole sum
     * @param data windows of the format
     * @param sample sums that are not learned, asked from time to time
     * @param workers the caller's, who closes them
     */
    public SumTraining(
            SumFormat format,
            TrainingPlan plan,
            ModelConfig config,
            TokenData data,
            List<Sum> sample,
            Workers workers) {
        this.format = format;
        this.plan = plan.checked();
        this.sample = List.copyOf(sample);
        this.workers = workers;
        trainer = new Trainer(this.plan, data, Parameters.random(config, plan.seed()), workers);
    }

    public SumFormat format() {
        return format;
    }

    public TrainingPlan plan() {
        return plan;
    }

    /** The parameters as they are now. */
    public Parameters parameters() {
        return trainer.parameters();
    }

    /** The model as it is now; it changes as the parameters do. */
    public DigitModel model() {
        return new DigitModel(
                format, new Transformer(parameters().config(), parameters().weights()));
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

    /** Asks some sums. */
    public Exam examine(List<Sum> sums) {
        return Exam.of(model(), sums, workers);
    }
}
