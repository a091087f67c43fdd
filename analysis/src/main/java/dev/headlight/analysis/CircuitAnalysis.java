package dev.headlight.analysis;

import dev.headlight.analysis.circuit.CircuitMatrices;
import dev.headlight.analysis.circuit.CircuitSentences;
import dev.headlight.analysis.circuit.ComposedHeads;
import dev.headlight.analysis.circuit.CompositionScores;
import dev.headlight.analysis.circuit.Copying;
import dev.headlight.analysis.circuit.GateGradients;
import dev.headlight.analysis.circuit.HeadImportance;
import dev.headlight.analysis.circuit.ImportanceAgreement;
import dev.headlight.analysis.circuit.InductionPaths;
import dev.headlight.analysis.evidence.DocumentEvidence;
import dev.headlight.analysis.results.Circuits;
import dev.headlight.analysis.results.GradientImportance;
import dev.headlight.analysis.results.HeadRole;
import dev.headlight.analysis.results.HeadScore;
import dev.headlight.analysis.results.InductionPath;
import dev.headlight.analysis.results.ScoreMatrix;
import dev.headlight.analysis.score.Figure;
import dev.headlight.analysis.score.RepeatPlan;
import dev.headlight.analysis.score.Window;
import dev.headlight.analysis.statistics.Estimate;
import dev.headlight.engine.Workers;
import dev.headlight.model.MemoryPlan;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.ModelWeights;
import dev.headlight.model.OpenModel;
import dev.headlight.model.Transformer;
import dev.headlight.text.UsageException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The part of the analysis that asks which heads work together. What the weights alone tell is always taken; what needs
 * the model to run again (importances by gradient, the path of induction) where it is wanted.
 */
final class CircuitAnalysis {

    /** Multiplications and additions that are spent without being asked: under a minute of two slow cores. */
    static final double UNASKED = 3e12;

    private final OpenModel model;
    private final ModelConfig config;
    private final @Nullable ModelWeights random;
    private final AnalysisOptions options;
    private final boolean asked;
    private final AnalysisListener listener;
    private final Workers workers;
    private final List<ScoreMatrix> matrices = new ArrayList<>();
    private final List<String> notDone = new ArrayList<>();
    private ComposedHeads composed;
    private List<InductionPath> paths = List.of();
    private @Nullable GradientImportance importance;

    /**
     * @param random weights of the random-initialised control, or null where there is none
     * @param asked whether what needs the model again is run whatever time it takes
     */
    CircuitAnalysis(
            OpenModel model,
            @Nullable ModelWeights random,
            AnalysisOptions options,
            boolean asked,
            AnalysisListener listener,
            Workers workers) {
        this.model = model;
        this.config = model.config();
        this.random = random;
        this.options = options;
        this.asked = asked;
        this.listener = listener;
        this.workers = workers;
        composed = ComposedHeads.none(config);
    }

    /**
     * Takes all of it; the scores then stand in {@link #matrices}.
     *
     * @param units of the text; empty where this process does not hold them
     * @param found induction heads, by verdict 4, the strongest first
     */
    void run(
            List<Corpus.Unit> units,
            RepeatPlan plan,
            DocumentEvidence evidence,
            List<HeadScore> found,
            List<HeadRole> roles) {
        composed = ofWeights();
        List<Corpus.Unit> taken = taken(units);
        double operations =
                HeadImportance.operations(tokens(taken, plan), model.parameters())
                        + InductionPaths.plan(config, plan, found).operations();
        if (operations > UNASKED && !asked) {
            notDone.add(
                    "The importances by gradient and the path of induction were left out, since they"
                            + " take minutes; --causal runs them.");
            return;
        }
        listener.mayStop(true);
        importance(taken, plan);
        paths = paths(plan, found, composed, evidence, roles);
        listener.mayStop(false);
    }

    /** The units of the text that importances are taken on. */
    private List<Corpus.Unit> taken(List<Corpus.Unit> units) {
        List<List<Window>> windows = units.stream().map(Corpus.Unit::windows).toList();
        return units.subList(0, HeadImportance.units(windows, model.parameters()));
    }

    private static long tokens(List<Corpus.Unit> units, RepeatPlan plan) {
        return units.stream().mapToLong(Corpus.Unit::tokens).sum()
                + plan.sequences().stream().mapToLong(ids -> ids.length).sum();
    }

    /** Bytes of the heap that nothing else will need. */
    private long available(List<Corpus.Unit> units, int longest) {
        long scores =
                (options.control() ? 2L : 1L) * units.size() * ScoresMemory.ofUnit(config, longest);
        return Runtime.getRuntime().maxMemory()
                - scores
                - MemoryPlan.of(config, model.weights(), longest, options.threads()).bytes();
    }

    /** The first-order importance of every head; where the backward pass cannot run that is said. */
    private void importance(List<Corpus.Unit> units, RepeatPlan plan) {
        if (units.isEmpty()) {
            notDone.add(
                    "The importances by gradient were left out: the text is scored by other processes.");
            return;
        }
        int longest =
                units.stream()
                        .flatMap(u -> u.windows().stream())
                        .mapToInt(w -> w.ids().length)
                        .reduce(plan.sequences().getFirst().length, Math::max);
        long needed = GateGradients.bytes(config, model.parameters(), longest);
        long available = available(units, longest);
        if (needed > available) {
            notDone.add(
                    String.format(
                            Locale.ROOT,
                            "The importances by gradient were left out: the backward pass needs"
                                    + " about %.1f GB for weights as floats and what it keeps, the JVM"
                                    + " has %.1f GB for it; use a larger -Xmx.",
                            needed / 1e9,
                            available / 1e9));
            return;
        }
        listener.phase("importances by gradient", tokens(units, plan));
        @Nullable HeadImportance taken;
        try {
            taken =
                    HeadImportance.of(
                            config,
                            model.weights(),
                            workers,
                            units.stream().map(Corpus.Unit::windows).toList(),
                            plan,
                            listener::tokens,
                            listener::stopped);
        } catch (UsageException e) {
            notDone.add("The importances by gradient were left out: " + e.getMessage());
            return;
        }
        if (taken == null) {
            notDone.add("The importances by gradient were ended early and left out.");
            return;
        }
        matrices.add(
                CircuitMatrices.ofUnits(
                        "importance_gradient",
                        taken.text(),
                        units.stream().map(Corpus.Unit::id).toList(),
                        options.seed(),
                        options.replicates()));
        matrices.add(
                CircuitMatrices.ofUnits(
                        "importance_gradient_repeats",
                        taken.repeats(),
                        IntStream.range(0, taken.repeats().length)
                                .mapToObj(n -> "repeats-" + n)
                                .toList(),
                        options.seed(),
                        options.replicates()));
        importance =
                new GradientImportance(
                        taken.text().length,
                        taken.windows(),
                        taken.repeats().length,
                        0,
                        Double.NaN,
                        Double.NaN);
    }

    /** {@code copying} of every head; composition of all pairs, where it costs seconds. */
    private ComposedHeads ofWeights() {
        listener.phase("circuits of the weights", 0);
        matrices.addFirst(
                CircuitMatrices.ofWeights(
                        "copying",
                        Copying.of(workers, config, model.weights()),
                        random == null ? null : Copying.of(workers, config, random)));
        if (!ComposedHeads.cheap(config)) {
            notDone.add(
                    String.format(
                            Locale.ROOT,
                            "Composition scores were left out: all pairs of %d layers of %d heads"
                                    + " are %.0f tera-operations.",
                            config.nLayers(),
                            config.nHeads(),
                            CompositionScores.operations(config) / 1e12));
            return ComposedHeads.none(config);
        }
        return ComposedHeads.of(workers, config, model.weights(), random);
    }

    /**
     * The paths into the found induction heads.
     *
     * @param found by verdict 4, the strongest first
     */
    private List<InductionPath> paths(
            RepeatPlan plan,
            List<HeadScore> found,
            ComposedHeads composed,
            DocumentEvidence evidence,
            List<HeadRole> roles) {
        InductionPaths.Plan path = InductionPaths.plan(config, plan, found);
        if (path.heads().isEmpty()) {
            return List.of();
        }
        listener.phase("path of induction", path.layerTokens());
        Estimate[][] previous = evidence.figure(Figure.PREVIOUS_TOKEN_WITHOUT).heads();
        boolean[][] named = new boolean[config.nLayers()][config.nHeads()];
        for (HeadRole role : roles) {
            named[role.layer()][role.head()] = role.role().equals("previous token");
        }
        if (path.leftOut() > 0) {
            notDone.add(
                    "The path was followed for the "
                            + path.heads().size()
                            + " strongest induction heads, not for "
                            + path.leftOut()
                            + " more.");
        }
        List<InductionPath> followed =
                InductionPaths.follow(
                        path,
                        new Transformer(config, model.weights()),
                        workers,
                        plan,
                        composed,
                        Arrays.stream(previous)
                                .map(l -> Arrays.stream(l).mapToDouble(Estimate::value).toArray())
                                .toArray(double[][]::new),
                        named,
                        options.seed(),
                        options.replicates(),
                        listener::tokens,
                        listener::stopped);
        if (followed.isEmpty()) {
            notDone.add("The path of induction was ended early and left out.");
        }
        return followed;
    }

    /** The matrices of the scores taken so far, to stand behind the others. */
    List<ScoreMatrix> matrices() {
        return matrices;
    }

    /**
     * What stands in the results.
     *
     * @param scores all scores of the analysis, those of ablations among them
     */
    Circuits results(List<ScoreMatrix> scores) {
        GradientImportance agreed =
                importance == null ? null : ImportanceAgreement.of(importance, scores);
        return new Circuits(
                agreed,
                paths,
                composed.results(),
                CircuitSentences.all(paths, agreed, scores),
                notDone);
    }
}
