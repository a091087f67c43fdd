package dev.headlight.analysis.causal;

import dev.headlight.analysis.evidence.CausalEvidence;
import dev.headlight.analysis.evidence.SetEffect;
import dev.headlight.analysis.results.Ablation;
import dev.headlight.analysis.results.Causes;
import dev.headlight.analysis.results.CleanLoss;
import dev.headlight.analysis.results.TokenEffects;
import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.Transformer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * A plan carried out, stage by stage. Where it is ended before its end, the units that were run in a stage under way
 * count as far as there are two of them; what a stage has not begun is not there.
 *
 * @param causes for the results
 * @param evidence for those who judge
 */
public record CausalRun(Causes causes, CausalEvidence evidence) {

    /** Trials of a stage whose effect on single tokens is kept. */
    private static final int SHOWN = 3;

    /** Units with which a stage that was ended counts. */
    private static final int FEWEST_UNITS = 2;

    /**
     * Runs a plan.
     *
     * @param ranking what the important heads were chosen by, in words
     * @param seed of bootstrap and permutations
     * @param replicates B of the bootstrap
     * @param piece the text of a token id
     */
    public static CausalRun of(
            Transformer transformer,
            CausalPlan plan,
            String ranking,
            long seed,
            int replicates,
            IntFunction<String> piece,
            Workers workers,
            AblationListener listener) {
        TrialEngine here =
                (on, trials, done) ->
                        new Ablations(transformer, on.means(), workers, listener::stopped)
                                .run(on.ground(), trials, on.keep(), done);
        return of(transformer, plan, here, ranking, seed, replicates, piece, workers, listener);
    }

    /**
     * Runs a plan on an engine.
     *
     * @param engine that runs the trials; means of the text are taken here
     */
    public static CausalRun of(
            Transformer transformer,
            CausalPlan plan,
            TrialEngine engine,
            String ranking,
            long seed,
            int replicates,
            IntFunction<String> piece,
            Workers workers,
            AblationListener listener) {
        long begun = System.nanoTime();
        MeanOutputs means = means(transformer, plan, workers, listener);
        Map<String, CleanLoss> clean = new LinkedHashMap<>();
        Map<String, SetEffect> judged = new HashMap<>();
        List<Ablation> all = new ArrayList<>();
        List<TokenEffects> tokens = new ArrayList<>();
        boolean cut = false;
        for (Stage stage : plan.stages()) {
            if (listener.stopped()) {
                cut = true;
                break;
            }
            Effects effects = run(stage, engine, means, listener);
            cut |= effects.units() < stage.ground().units().size();
            if (effects.units() < Math.min(FEWEST_UNITS, stage.ground().units().size())) {
                break;
            }
            EffectEstimates estimates = new EffectEstimates(effects, seed, replicates);
            clean.putIfAbsent(stage.ground().where(), estimates.clean());
            for (Contrast contrast : stage.contrasts()) {
                SetEffect effect = estimates.effect(contrast);
                judged.put(contrast.trial().set().why(), effect);
                all.add(estimates.ablation(contrast, effect));
            }
            List<Trial> contrasted = stage.contrasts().stream().map(Contrast::trial).toList();
            stage.alone().stream()
                    .filter(t -> !contrasted.contains(t))
                    .forEach(t -> all.add(estimates.ablation(t)));
            tokens.addAll(tokens(effects, piece));
        }
        Causes causes =
                new Causes(
                        plan.words(),
                        ranking,
                        (System.nanoTime() - begun) / 1e9,
                        cut,
                        List.copyOf(clean.values()),
                        all,
                        tokens);
        return new CausalRun(
                causes,
                new CausalEvidence(
                        judged.get("found"), judged.get("previous token"), judged.get("sink")));
    }

    /** Bytes of the buffers while a plan is run, an upper estimate. */
    public static long bytes(ModelConfig config, LossGround text, LossGround repeats, int threads) {
        return Math.max(
                Ablations.bytes(config, text.longest(), text.units().size(), threads),
                Ablations.bytes(config, repeats.longest(), repeats.units().size(), threads));
    }

    private static MeanOutputs means(
            Transformer transformer, CausalPlan plan, Workers workers, AblationListener listener) {
        boolean needed =
                plan.stages().stream()
                        .flatMap(s -> s.trials().stream())
                        .anyMatch(t -> t.kind() == AblationKind.MEAN);
        if (!needed) {
            return MeanOutputs.none();
        }
        listener.stage("mean outputs of heads", 0);
        return MeanOutputs.of(transformer, plan.text(), workers);
    }

    private static Effects run(
            Stage stage, TrialEngine engine, MeanOutputs means, AblationListener listener) {
        List<Trial> trials = stage.trials();
        listener.stage(stage.name(), stage.ground().tokens() * trials.size());
        int keep = trials.stream().anyMatch(CausalRun::shown) ? 0 : -1;
        long[] done = new long[1];
        return engine.run(
                new TrialGround(stage.ground(), means, keep),
                trials,
                more -> {
                    synchronized (done) {
                        done[0] += more;
                        listener.done(done[0]);
                    }
                });
    }

    /** Whether the report shows what a trial does to each token. */
    private static boolean shown(Trial trial) {
        return trial.set().why().equals("asked")
                || trial.set().why().equals("found") && trial.kind() == AblationKind.ZERO;
    }

    /** Of the first unit's first window. */
    private static List<TokenEffects> tokens(Effects effects, IntFunction<String> piece) {
        List<TokenEffects> shown = new ArrayList<>();
        if (effects.tokensOf() < 0) {
            return shown;
        }
        LossGround.Unit unit = effects.ground().units().get(effects.tokensOf());
        int[] window = unit.windows().getFirst();
        int[] at = unit.at().getFirst();
        List<String> pieces = Arrays.stream(window).mapToObj(piece).toList();
        for (int t = 0; t < effects.trials().size(); t++) {
            Trial trial = effects.trials().get(t);
            if (!shown(trial) || shown.size() == SHOWN) {
                continue;
            }
            double[] loss = new double[window.length];
            double[] delta = new double[window.length];
            Arrays.fill(loss, Double.NaN);
            Arrays.fill(delta, Double.NaN);
            for (int n = 0; n < at.length; n++) {
                loss[at[n] + 1] = effects.tokens()[0][0][n];
                delta[at[n] + 1] = effects.tokens()[1 + t][0][n] - loss[at[n] + 1];
            }
            shown.add(
                    new TokenEffects(
                            trial.set().name(),
                            trial.kind().text(),
                            effects.ground().where(),
                            unit.id(),
                            0,
                            pieces,
                            loss,
                            delta));
        }
        return shown;
    }
}
