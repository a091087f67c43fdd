package dev.headlight.training.optimizer;

import dev.headlight.engine.AdamStep;
import dev.headlight.engine.Workers;
import dev.headlight.model.training.Parameter;
import dev.headlight.model.training.Parameter.Kind;
import java.util.ArrayList;
import java.util.List;

/** Adam with decoupled weight decay, which gains and biases do not have. The formula: {@link AdamStep}. */
public final class AdamW implements Optimizer {

    /**
     * Settings.
     *
     * @param learningRate at the peak of the schedule
     * @param beta1 share of the mean gradient that a step keeps
     * @param beta2 share of the mean square that a step keeps
     * @param epsilon added to the root of the mean square
     * @param weightDecay by which, times the learning rate, matrices and embeddings shrink at each step
     */
    public record Settings(
            double learningRate, double beta1, double beta2, double epsilon, double weightDecay) {}

    /** A parameter with its running means. */
    private record Tracked(Parameter parameter, float[] mean, float[] square, boolean decays) {}

    private final Settings settings;
    private final List<Tracked> tracked = new ArrayList<>();
    private long steps;

    public AdamW(List<Parameter> parameters, Settings settings) {
        this.settings = settings;
        for (Parameter p : parameters) {
            boolean decays = p.kind() != Kind.GAIN && p.kind() != Kind.BIAS;
            tracked.add(new Tracked(p, new float[p.size()], new float[p.size()], decays));
        }
    }

    @Override
    public void step(double factor, Workers workers) {
        steps++;
        AdamStep.Factors decaying = factors(factor, settings.weightDecay());
        AdamStep.Factors other = factors(factor, 0);
        for (int i = 0; i < tracked.size(); i++) {
            Tracked t = tracked.get(i);
            AdamStep.apply(
                    workers,
                    t.parameter.values(),
                    t.parameter.gradient(),
                    t.mean,
                    t.square,
                    t.decays ? decaying : other);
        }
    }

    private AdamStep.Factors factors(double factor, double weightDecay) {
        double rate = factor * settings.learningRate();
        return new AdamStep.Factors(
                (float) (1 - settings.beta1()),
                (float) settings.beta2(),
                (float) (1 - settings.beta2()),
                (float) (rate / (1 - Math.pow(settings.beta1(), (double) steps))),
                (float) (1 / Math.sqrt(1 - Math.pow(settings.beta2(), (double) steps))),
                (float) settings.epsilon(),
                (float) (1 - rate * weightDecay));
    }

    @Override
    public long steps() {
        return steps;
    }

    @Override
    public List<State> state() {
        List<State> state = new ArrayList<>();
        for (Tracked t : tracked) {
            state.add(new State("adamw.mean." + t.parameter.name(), t.mean));
            state.add(new State("adamw.square." + t.parameter.name(), t.square));
        }
        return state;
    }

    @Override
    public void continueAfter(long steps) {
        this.steps = steps;
    }
}
