package dev.headlight.analysis;

import dev.headlight.analysis.causal.AblationListener;
import dev.headlight.analysis.causal.AblationSpeed;
import dev.headlight.analysis.causal.Candidates;
import dev.headlight.analysis.causal.CausalPlan;
import dev.headlight.analysis.causal.CausalRun;
import dev.headlight.analysis.causal.HeadRanking;
import dev.headlight.analysis.causal.LossGround;
import dev.headlight.analysis.evidence.Evidence;
import dev.headlight.analysis.evidence.HeadEstimates;
import dev.headlight.analysis.results.HeadAddress;
import dev.headlight.analysis.results.HeadRole;
import dev.headlight.analysis.results.HeadScore;
import dev.headlight.analysis.results.ScoreMatrix;
import dev.headlight.analysis.role.Role;
import dev.headlight.analysis.score.DocumentScores;
import dev.headlight.analysis.score.Figure;
import dev.headlight.analysis.score.LossPositions;
import dev.headlight.analysis.score.RepeatPlan;
import dev.headlight.analysis.score.Window;
import dev.headlight.engine.Workers;
import dev.headlight.model.MemoryPlan;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.OpenModel;
import dev.headlight.model.Tokenizer;
import dev.headlight.model.Transformer;
import dev.headlight.text.ResourceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The ablations of an analysis: whose heads, on which part of the text, and whether there is time for them. */
final class CausalPart {

    /** Score that ranks heads by expected importance, where it was taken. */
    private static final String GRADIENT = "importance_gradient";

    /** Operations of one ablation of a whole model up to which further units of the text are taken. */
    private static final double TEXT_COST = 7e11;

    /** Units of the text that are taken whatever they cost. */
    private static final int UNITS = 10;

    private final OpenModel model;
    private final AnalysisOptions options;
    private final CausalOptions causal;
    private final AnalysisListener listener;
    private final Workers workers;

    CausalPart(
            OpenModel model,
            AnalysisOptions options,
            CausalOptions causal,
            AnalysisListener listener,
            Workers workers) {
        this.model = model;
        this.options = options;
        this.causal = causal;
        this.listener = listener;
        this.workers = workers;
    }

    /**
     * Ablates, where that is asked for or short.
     *
     * @param units of the text; empty where this process does not hold them: then it is left out
     * @param induction the found induction heads
     * @param matrices scores of all heads
     * @return null where no head was ablated
     */
    @Nullable CausalRun run(
            List<Corpus.Unit> units,
            RepeatPlan repeats,
            Evidence evidence,
            List<HeadScore> induction,
            List<HeadRole> roles,
            List<ScoreMatrix> matrices,
            Alerts alerts) {
        if (causal.when() == CausalOptions.When.NEVER) {
            return null;
        }
        Transformer transformer = new Transformer(model.config(), model.weights());
        LossGround onRepeats = LossGround.ofRepeats(repeats, repeats.sequences().size());
        Candidates candidates = candidates(evidence, induction, roles, matrices);
        CausalPlan plan =
                CausalPlan.of(
                        model.config(),
                        text(units, model.config()),
                        onRepeats,
                        candidates,
                        options.seed());
        if (listener.stopped()) {
            alerts.ofAblationsCutShort(0, plan.trials());
            return null;
        }
        requireMemory(model, plan.text(), onRepeats, options.threads());
        listener.phase("measuring the speed", 0);
        double seconds = plan.cost() / AblationSpeed.measure(transformer, onRepeats, workers);
        if (causal.when() == CausalOptions.When.WHERE_SHORT && seconds > CausalOptions.SHORT) {
            alerts.ofAblationsLeftOut(plan.trials(), seconds);
            return null;
        }
        listener.ablations(plan.trials(), seconds, causal.when() == CausalOptions.When.ALWAYS);
        listener.mayStop(true);
        CausalRun run =
                CausalRun.of(
                        transformer,
                        plan,
                        candidates.ranking().words(),
                        options.seed(),
                        options.replicates(),
                        piece(model.tokenizer()),
                        workers,
                        heard(listener));
        listener.mayStop(false);
        if (run.causes().cutShort()) {
            alerts.ofAblationsCutShort(run.causes().ablations().size(), plan.trials());
        }
        return run;
    }

    /**
     * Refuses ablations whose buffers do not fit.
     *
     * @throws dev.headlight.text.ResourceException saying what is needed and what there is
     */
    static void requireMemory(OpenModel model, LossGround text, LossGround repeats, int threads) {
        MemoryPlan one = MemoryPlan.of(model.config(), model.weights(), 2, threads);
        long bytes = one.bytes() + CausalRun.bytes(model.config(), text, repeats, threads);
        long heap = Runtime.getRuntime().maxMemory();
        if (bytes > heap) {
            throw new ResourceException(
                    String.format(
                            Locale.ROOT,
                            "the ablations need about %.1f GB, the JVM may use %.1f GB; use a smaller --context,"
                                    + " fewer --threads, --no-causal or a larger -Xmx",
                            bytes / 1e9,
                            heap / 1e9));
        }
    }

    static AblationListener heard(AnalysisListener listener) {
        return new AblationListener() {
            @Override
            public void stage(String name, long tokens) {
                listener.phase(name, tokens);
            }

            @Override
            public void done(long tokens) {
                listener.tokens(tokens);
            }

            @Override
            public boolean stopped() {
                return listener.stopped();
            }
        };
    }

    static IntFunction<String> piece(@Nullable Tokenizer tokenizer) {
        return tokenizer == null ? Integer::toString : tokenizer::piece;
    }

    /** The first units of the text, as many as an ablation can be asked to run. */
    static LossGround text(List<Corpus.Unit> units, ModelConfig config) {
        int every = Math.max(1, Math.ceilDiv(LossPositions.every(config), 4));
        List<String> ids = new ArrayList<>();
        List<List<int[]>> windows = new ArrayList<>();
        double perToken = 2.0 * LossPositions.perToken(config);
        long tokens = 0;
        for (Corpus.Unit unit : units) {
            tokens += unit.tokens();
            if (ids.size() >= UNITS && tokens * perToken > TEXT_COST) {
                break;
            }
            ids.add(unit.id());
            windows.add(unit.windows().stream().map(Window::ids).toList());
        }
        return LossGround.ofText(ids, windows, every);
    }

    private Candidates candidates(
            Evidence evidence,
            List<HeadScore> induction,
            List<HeadRole> roles,
            List<ScoreMatrix> matrices) {
        List<HeadAddress> sinks = new ArrayList<>();
        HeadEstimates alpha = evidence.figure(Figure.ALPHA_0);
        for (int l = 0; l < evidence.layers(); l++) {
            for (int h = 0; h < evidence.heads(); h++) {
                if (alpha.head(l, h).interval().above(DocumentScores.SINK_THRESHOLD)) {
                    sinks.add(new HeadAddress(l, h));
                }
            }
        }
        return new Candidates(
                induction.stream().map(h -> new HeadAddress(h.layer(), h.head())).toList(),
                roles.stream()
                        .filter(r -> r.role().equals(Role.PREVIOUS_TOKEN.text()))
                        .map(r -> new HeadAddress(r.layer(), r.head()))
                        .toList(),
                sinks,
                ranking(roles, matrices),
                causal.every());
    }

    private HeadRanking ranking(List<HeadRole> roles, List<ScoreMatrix> matrices) {
        for (ScoreMatrix matrix : matrices) {
            if (matrix.score().equals(GRADIENT)) {
                return HeadRanking.by(matrix.value(), GRADIENT);
            }
        }
        ModelConfig c = model.config();
        double[][] margins = new double[c.nLayers()][c.nHeads()];
        for (HeadRole role : roles) {
            margins[role.layer()][role.head()] = role.margin();
        }
        return HeadRanking.by(margins, "how far a head's score lies above the rule of its role");
    }

    /** A time as it is said before something begins. */
    static String about(double seconds) {
        return seconds < 90
                ? String.format(Locale.ROOT, "about %.0f s", Math.max(1, seconds))
                : String.format(Locale.ROOT, "about %.0f min", seconds / 60);
    }
}
