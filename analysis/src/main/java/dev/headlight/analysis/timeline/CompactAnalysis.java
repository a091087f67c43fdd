package dev.headlight.analysis.timeline;

import dev.headlight.analysis.results.TimelinePoint;
import dev.headlight.analysis.score.DocumentScorer;
import dev.headlight.analysis.score.DocumentScores;
import dev.headlight.analysis.score.Figure;
import dev.headlight.analysis.score.LossPositions;
import dev.headlight.analysis.score.MatchedTokenSets;
import dev.headlight.analysis.score.RepeatPlan;
import dev.headlight.analysis.score.RepeatScorer;
import dev.headlight.analysis.score.RepeatScores;
import dev.headlight.analysis.score.ScoringOptions;
import dev.headlight.analysis.score.TokenClasses;
import dev.headlight.analysis.score.TransformerPass;
import dev.headlight.analysis.score.Window;
import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.ModelWeights;
import dev.headlight.model.Tokenizer;
import dev.headlight.model.Transformer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The analysis that a training run can afford every so many steps: the definitions' figures on a few held-out
 * windows and random repeats, the same ones at every step, without control and bootstrap. Made once for a run.
 * Its figures do not depend on the number of threads.
 */
public final class CompactAnalysis {

    /** Sequences of random repeats: as few as the definition allows. */
    public static final int SEQUENCES = 10;

    /** Width of the residual stream up to which threads take windows of their own. */
    private static final int SMALL = 512;

    private final ModelConfig config;
    private final List<Window> windows;
    private final List<RepeatPlan> repeats; // one sequence each
    private final ScoringOptions options;
    private final Workers workers;
    private final int longest;
    private final String basis;

    /**
     * Draws the random repeats.
     *
     * @param heldOut ids of windows that the model is not trained on, each of 2 tokens or more and no longer
     *     than the context
     * @param tokenizer whose special ids are not drawn; null where there is none
     * @param seed of the repeats
     * @param workers not closed here
     */
    public static CompactAnalysis of(
            ModelConfig config,
            int[][] heldOut,
            @Nullable Tokenizer tokenizer,
            long seed,
            Workers workers) {
        return new CompactAnalysis(config, heldOut, repeats(config, tokenizer, seed), workers);
    }

    /** The random repeats of a run, the same whenever they are drawn. */
    public static RepeatPlan repeats(ModelConfig config, @Nullable Tokenizer tokenizer, long seed) {
        return RepeatPlan.draw(
                config.vocab(),
                tokenizer,
                config.context(),
                RepeatPlan.K,
                RepeatPlan.R,
                SEQUENCES,
                seed);
    }

    /** As {@link #of}, on random repeats that were drawn before. */
    public CompactAnalysis(ModelConfig config, int[][] heldOut, RepeatPlan plan, Workers workers) {
        if (heldOut.length == 0) {
            throw new IllegalArgumentException("no held-out window");
        }
        this.config = config;
        this.workers = workers;
        List<Window> made = new ArrayList<>();
        for (int n = 0; n < heldOut.length; n++) {
            made.add(new Window("held-out-" + n, 0, heldOut[n].clone(), false));
        }
        windows = List.copyOf(made);
        repeats =
                plan.sequences().stream()
                        .map(
                                ids ->
                                        new RepeatPlan(
                                                plan.k(),
                                                plan.r(),
                                                plan.beginToken(),
                                                List.of(ids),
                                                plan.note()))
                        .toList();
        int longestWindow = Arrays.stream(heldOut).mapToInt(ids -> ids.length).max().orElseThrow();
        longest = Math.max(longestWindow, plan.sequences().getFirst().length);
        options =
                ScoringOptions.of(
                        TokenClasses.none(),
                        MatchedTokenSets.none(),
                        longestWindow,
                        LossPositions.every(config),
                        0);
        basis = basis(longestWindow, plan);
    }

    private String basis(int longestWindow, RepeatPlan plan) {
        LossPositions losses = options.losses();
        String icl =
                losses.hasIcl()
                        ? String.format(
                                Locale.ROOT,
                                "; in-context learning is the loss at token %d minus the loss at token %d",
                                losses.late(),
                                losses.early())
                        : "";
        return String.format(
                Locale.ROOT,
                "Each point: %d held-out windows of up to %d tokens and %d random repeats (%d tokens, %d times), the"
                        + " same at every step%s; induction and previous token with key 0 left out.",
                windows.size(),
                longestWindow,
                repeats.size(),
                plan.k(),
                plan.r(),
                icl);
    }

    /** What each point rests on, in words. */
    public String basis() {
        return basis;
    }

    /**
     * Analyses a model.
     *
     * @param step optimizer steps done
     * @param weights of the run's architecture; not kept
     */
    public TimelinePoint at(long step, ModelWeights weights) {
        Transformer transformer = new Transformer(config, weights);
        DocumentScores[] text = new DocumentScores[windows.size()];
        RepeatScores[] random = new RepeatScores[repeats.size()];
        int units = text.length + random.length;
        if (config.dModel() <= SMALL) {
            // The operations of a small model are too short to share: called from a task, the
            // workers run
            // each on its own thread.
            ConcurrentLinkedQueue<TransformerPass> idle = new ConcurrentLinkedQueue<>();
            workers.forEach(
                    units,
                    n -> {
                        TransformerPass pass = idle.poll();
                        if (pass == null) {
                            pass = new TransformerPass(transformer, workers, longest);
                        }
                        score(n, pass, text, random);
                        idle.add(pass);
                    });
        } else {
            TransformerPass pass = new TransformerPass(transformer, workers, longest);
            for (int n = 0; n < units; n++) {
                score(n, pass, text, random);
            }
        }
        return point(step, Arrays.asList(text), Arrays.asList(random));
    }

    private void score(
            int unit, TransformerPass pass, DocumentScores[] text, RepeatScores[] random) {
        if (unit < text.length) {
            Window window = windows.get(unit);
            text[unit] =
                    new DocumentScorer(pass, options).score(window.document(), List.of(window));
        } else {
            int n = unit - text.length;
            random[n] = new RepeatScorer(pass).score(repeats.get(n), done -> {});
        }
    }

    private TimelinePoint point(long step, List<DocumentScores> text, List<RepeatScores> random) {
        List<DocumentScores> sequences =
                random.stream().map(r -> r.sequences().getFirst()).toList();
        return new TimelinePoint(
                step,
                mean(text, DocumentScores::loss),
                mean(text, DocumentScores::icl),
                mean(random, r -> r.lossFirst()[0]),
                mean(random, r -> r.lossLater()[0]),
                mean(text, DocumentScores::sinkRate),
                byHead(sequences, Figure.INDUCTION_ENTRY_WITHOUT),
                byHead(text, Figure.PREVIOUS_TOKEN_WITHOUT),
                byHead(text, Figure.ALPHA_0));
    }

    private double[][] byHead(List<DocumentScores> units, Figure figure) {
        double[][] means = new double[config.nLayers()][config.nHeads()];
        for (int l = 0; l < config.nLayers(); l++) {
            for (int h = 0; h < config.nHeads(); h++) {
                int layer = l;
                int head = h;
                means[l][h] = mean(units, u -> u.value(figure, layer, head));
            }
        }
        return means;
    }

    /** Over the units that have the figure; NaN where none has. */
    private static <T> double mean(List<T> units, ToDoubleFunction<T> figure) {
        return units.stream()
                .mapToDouble(figure)
                .filter(v -> !Double.isNaN(v))
                .average()
                .orElse(Double.NaN);
    }
}
