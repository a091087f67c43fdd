package dev.headlight.analysis.causal;

import dev.headlight.analysis.evidence.SetEffect;
import dev.headlight.analysis.results.Ablation;
import dev.headlight.analysis.results.CleanLoss;
import dev.headlight.analysis.results.RandomSets;
import dev.headlight.analysis.statistics.Estimate;
import dev.headlight.analysis.statistics.Interval;
import dev.headlight.analysis.statistics.PoissonBootstrap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Effects of a stage as figures with intervals, resampled over the units of its ground. */
final class EffectEstimates {

    private final Effects effects;
    private final PoissonBootstrap bootstrap;
    private final long seed;

    EffectEstimates(Effects effects, long seed, int replicates) {
        this.effects = effects;
        this.seed = seed;
        bootstrap =
                new PoissonBootstrap(
                        seed,
                        replicates,
                        effects.ground().units().stream().map(LossGround.Unit::id).toList());
    }

    /** The loss of the model as it is. */
    CleanLoss clean() {
        Estimate loss = bootstrap.estimate(effects.clean());
        Interval interval = loss.interval();
        return new CleanLoss(
                effects.ground().where(),
                loss.value(),
                interval.low(),
                interval.high(),
                effects.units(),
                tokens(),
                effects.ground().positions());
    }

    /** Positions behind the losses. */
    private long tokens() {
        return IntStream.range(0, effects.clean().length)
                .filter(u -> !Double.isNaN(effects.clean()[u]))
                .mapToLong(u -> effects.ground().units().get(u).losses())
                .sum();
    }

    private double[] delta(Trial trial) {
        return effects.delta()[effects.trials().indexOf(trial)];
    }

    /** A trial by itself. */
    Ablation ablation(Trial trial) {
        return ablation(trial, bootstrap.estimate(delta(trial)), null);
    }

    /** A trial beside its random sets. */
    Ablation ablation(Contrast contrast, SetEffect effect) {
        double[] means = contrast.random().stream().mapToDouble(t -> mean(delta(t))).toArray();
        Interval excess = effect.excess().interval();
        return ablation(
                contrast.trial(),
                effect.delta(),
                contrast.random().isEmpty()
                        ? null
                        : new RandomSets(
                                means,
                                effect.random().value(),
                                effect.excess().value(),
                                excess.low(),
                                excess.high(),
                                effect.p(),
                                contrast.note()));
    }

    private Ablation ablation(Trial trial, Estimate delta, @Nullable RandomSets random) {
        Interval interval = delta.interval();
        return new Ablation(
                trial.set().name(),
                trial.set().why(),
                trial.kind().text(),
                effects.ground().where(),
                trial.set().heads(),
                delta.value(),
                interval.low(),
                interval.high(),
                delta.p(0),
                effects.units(),
                random);
    }

    /** What a set did beyond random sets. */
    SetEffect effect(Contrast contrast) {
        double[] own = delta(contrast.trial());
        List<double[]> others = new ArrayList<>();
        contrast.random().forEach(t -> others.add(delta(t)));
        double[] mean = new double[own.length];
        double[] excess = new double[own.length];
        for (int u = 0; u < own.length; u++) {
            int unit = u;
            mean[u] = others.stream().mapToDouble(o -> o[unit]).average().orElse(Double.NaN);
            excess[u] = own[u] - mean[u];
        }
        SetTest test =
                SetTest.of(
                        done(own),
                        others.stream().map(EffectEstimates::done).toArray(double[][]::new),
                        seed);
        return new SetEffect(
                contrast.trial().set().name(),
                contrast.trial().set().heads().size(),
                bootstrap.estimate(own),
                bootstrap.estimate(mean),
                bootstrap.estimate(excess),
                others.size(),
                test.p(),
                test.pNull(),
                contrast.note(),
                effects.units(),
                tokens());
    }

    private static double[] done(double[] byUnit) {
        return Arrays.stream(byUnit).filter(v -> !Double.isNaN(v)).toArray();
    }

    private static double mean(double[] byUnit) {
        return Arrays.stream(done(byUnit)).average().orElse(Double.NaN);
    }
}
