package dev.headlight.training;

import dev.headlight.engine.Workers;
import dev.headlight.model.training.Parameter;
import dev.headlight.model.training.Parameters;
import dev.headlight.model.training.TrainingPass;
import dev.headlight.text.UsageException;
import dev.headlight.training.TrainingPlan.OptimizerKind;
import dev.headlight.training.data.TokenData;
import dev.headlight.training.optimizer.AdamW;
import dev.headlight.training.optimizer.GradientClip;
import dev.headlight.training.optimizer.Muon;
import dev.headlight.training.optimizer.NotFinite;
import dev.headlight.training.optimizer.Optimizer;
import dev.headlight.training.optimizer.Schedule;
import java.util.List;
import java.util.Optional;

/**
 * Takes optimizer steps: batches in, gradients, clipping, the optimizer. What step {@code s} does is a function of the
 * plan, the data, the parameters and the optimizer's state; files are another's business ({@link TrainingRun}).
 */
public final class Trainer {

    private static final long ODD = 0x9E3779B97F4A7C15L; // spreads neighbouring numbers

    private final TrainingPlan plan;
    private final TokenData data;
    private final Parameters parameters;
    private final Workers workers;
    private final TrainingPass pass;
    private final Optimizer optimizer;
    private final GradientClip clip;
    private final Schedule schedule;
    private final int[] ids; // [batch][context + 1]

    /**
     * @param plan a {@linkplain TrainingPlan#checked checked} one
     */
    public Trainer(TrainingPlan plan, TokenData data, Parameters parameters, Workers workers) {
        data.require(plan.context());
        this.plan = plan;
        this.data = data;
        this.parameters = parameters;
        this.workers = workers;
        pass =
                new TrainingPass(
                        parameters,
                        plan.batch(),
                        plan.context(),
                        data.counted(plan.context()),
                        plan.dropout(),
                        workers);
        optimizer = optimizer(plan, parameters);
        clip = new GradientClip(parameters.all());
        schedule = new Schedule(plan.warmup(), plan.steps(), plan.lrFloor());
        ids = new int[Math.multiplyExact(plan.batch(), plan.context() + 1)];
    }

    private static Optimizer optimizer(TrainingPlan plan, Parameters parameters) {
        AdamW.Settings adamW =
                new AdamW.Settings(
                        plan.lr(), plan.beta1(), plan.beta2(), plan.epsilon(), plan.weightDecay());
        return plan.optimizer() == OptimizerKind.ADAMW
                ? new AdamW(parameters.all(), adamW)
                : new Muon(
                        parameters.all(),
                        new Muon.Settings(plan.muonLr(), plan.muonMomentum(), plan.weightDecay()),
                        adamW);
    }

    public Parameters parameters() {
        return parameters;
    }

    Optimizer optimizer() {
        return optimizer;
    }

    /** Optimizer steps taken so far. */
    public long steps() {
        return optimizer.steps();
    }

    /**
     * Takes a step.
     *
     * @throws UsageException where the loss or a gradient is not finite; parameters and optimizer are then as they
     *     were
     */
    public StepReport step() {
        long step = optimizer.steps();
        parameters.clearGradients(workers);
        double loss = 0;
        for (int micro = 0; micro < plan.accumulate(); micro++) {
            data.batch(step, micro, plan.batch(), plan.context(), ids);
            long seed = (plan.seed() * ODD + step) * ODD + micro;
            loss += pass.step(ids, 1.0 / plan.accumulate(), seed) / plan.accumulate();
        }
        double norm = plan.clip() > 0 ? clip.clip(plan.clip(), workers) : clip.norm(workers);
        if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
            throw notFinite(step + 1, loss);
        }
        double factor = schedule.factor(step);
        optimizer.step(factor, workers);
        return new StepReport(step + 1, loss, norm, factor);
    }

    private UsageException notFinite(long step, double loss) {
        String what = Double.isFinite(loss) ? "a gradient" : "the loss";
        return notFinite(what + " is not finite at step " + step + " (loss " + loss + ")");
    }

    /** Parameters are named first, then the block where the forward pass spoiled it, then gradients. */
    private UsageException notFinite(String what) {
        Optional<NotFinite> array = NotFinite.find(parameters.all());
        Optional<String> words = array.filter(n -> !n.gradient()).map(NotFinite::words);
        String where =
                words.or(pass::firstNotFinite)
                        .or(() -> array.map(NotFinite::words))
                        .map(w -> "; first in " + w)
                        .orElse("");
        return new UsageException(
                what + where + "; try a lower --lr, a longer --warmup or a smaller --clip");
    }

    /**
     * The parameters, which a checkpoint may hold.
     *
     * @throws UsageException where the last step made one that is not finite
     */
    List<Parameter> finiteParameters() {
        List<Parameter> all = parameters.all();
        if (NotFinite.find(all).isPresent()) {
            throw notFinite("step " + steps() + " led to numbers that are not finite");
        }
        return all;
    }

    /**
     * The mean loss over held-out windows, the same ones each time, in nats.
     *
     * @throws UsageException where it is not finite
     */
    public double validationLoss() {
        int context = plan.context();
        int all = data.validationWindows(context);
        int windows = plan.evalWindows() > 0 ? Math.min(plan.evalWindows(), all) : all;
        double sum = 0;
        for (int from = 0; from < windows; from += plan.batch()) {
            int count = Math.min(plan.batch(), windows - from);
            for (int b = 0; b < plan.batch(); b++) {
                // The last batch is filled up with windows that do not count.
                data.validationWindow(from + b % count, context, ids, b * (context + 1));
            }
            sum += pass.loss(ids, count) * count;
        }
        if (!Double.isFinite(sum)) {
            throw notFinite("the validation loss is not finite after step " + steps());
        }
        return sum / windows;
    }
}
