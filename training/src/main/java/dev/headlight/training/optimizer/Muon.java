package dev.headlight.training.optimizer;

import dev.headlight.engine.Workers;
import dev.headlight.model.training.Parameter;
import dev.headlight.model.training.Parameter.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Momentum whose step is made nearly orthogonal, for the matrices inside the layers, with {@link AdamW} beside it
 * for all other parameters. For a matrix {@code W [rows, cols]} with gradient {@code G}:
 *
 * <pre>
 * M = momentum M + (1 - momentum) G
 * U = (1 - momentum) G + momentum M                          (Nesterov's)
 * W = (1 - lr decay) W - lr sqrt(max(1, rows / cols)) NS(U)  ({@link NewtonSchulz})
 * </pre>
 *
 * <p>Source: Jordan et al. 2024, "Muon: An optimizer for hidden layers in neural networks"; the scale is that of
 * {@code torch.optim.Muon} with {@code adjust_lr_fn="original"}. There the iteration runs in bfloat16, here in
 * float32.
 */
public final class Muon implements Optimizer {

    /**
     * Settings.
     *
     * @param learningRate at the peak of the schedule
     * @param momentum share of the mean gradient that a step keeps, 0.95 as published
     * @param weightDecay by which, times the learning rate, matrices shrink at each step
     */
    public record Settings(double learningRate, double momentum, double weightDecay) {}

    private final Settings settings;
    private final List<Parameter> matrices = new ArrayList<>();
    private final List<float[]> momenta = new ArrayList<>();
    private final AdamW others;
    private final List<NewtonSchulz> orthogonal = new ArrayList<>(); // of each matrix; one a shape
    private final float[] update;

    public Muon(List<Parameter> parameters, Settings settings, AdamW.Settings others) {
        this.settings = settings;
        List<Parameter> rest = new ArrayList<>();
        int most = 0;
        int mostShort = 0;
        for (Parameter p : parameters) {
            if (p.kind() == Kind.MATRIX) {
                matrices.add(p);
                momenta.add(new float[p.size()]);
                most = Math.max(most, p.size());
                mostShort = Math.max(mostShort, Math.min(p.rows(), p.cols()));
            } else {
                rest.add(p);
            }
        }
        this.others = new AdamW(rest, others);
        var memory = new NewtonSchulz.Memory(most, mostShort);
        Map<List<Integer>, NewtonSchulz> byShape = new HashMap<>();
        for (Parameter p : matrices) {
            orthogonal.add(
                    byShape.computeIfAbsent(
                            List.of(p.rows(), p.cols()),
                            shape -> new NewtonSchulz(memory, p.rows(), p.cols())));
        }
        update = new float[most];
    }

    @Override
    public void step(double factor, Workers workers) {
        others.step(factor, workers);
        for (int i = 0; i < matrices.size(); i++) {
            step(i, factor * settings.learningRate(), workers);
        }
    }

    private void step(int matrix, double rate, Workers workers) {
        Parameter p = matrices.get(matrix);
        float[] momentum = momenta.get(matrix);
        float[] gradient = p.gradient();
        float keep = (float) settings.momentum();
        float share = (float) (1 - settings.momentum());
        Chunks.forEach(
                workers,
                p.size(),
                (from, to) -> {
                    for (int i = from; i < to; i++) {
                        momentum[i] += share * (gradient[i] - momentum[i]);
                        update[i] = share * gradient[i] + keep * momentum[i];
                    }
                });
        float[] direction = orthogonal.get(matrix).apply(update, workers);
        float[] values = p.values();
        float shrink = (float) (1 - rate * settings.weightDecay());
        float scale = (float) (rate * Math.sqrt(Math.max(1, (double) p.rows() / p.cols())));
        Chunks.forEach(
                workers,
                p.size(),
                (from, to) -> {
                    for (int i = from; i < to; i++) {
                        values[i] = shrink * values[i] - scale * direction[i];
                    }
                });
    }

    @Override
    public long steps() {
        return others.steps();
    }

    @Override
    public List<State> state() {
        List<State> state = new ArrayList<>(others.state());
        for (int i = 0; i < matrices.size(); i++) {
            state.add(new State("muon.momentum." + matrices.get(i).name(), momenta.get(i)));
        }
        return state;
    }

    @Override
    public void continueAfter(long steps) {
        others.continueAfter(steps);
    }
}
