package dev.headlight.analysis;

import dev.headlight.analysis.causal.CausalRun;
import dev.headlight.analysis.evidence.CausalEvidence;
import dev.headlight.analysis.evidence.DocumentEvidence;
import dev.headlight.analysis.evidence.KeptScores;
import dev.headlight.analysis.evidence.TextScores;
import dev.headlight.analysis.hypothesis.Verdicts;
import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.analysis.results.DecayCurve;
import dev.headlight.analysis.results.HeadRole;
import dev.headlight.analysis.results.HeadScore;
import dev.headlight.analysis.results.ModelScore;
import dev.headlight.analysis.results.ModelSummary;
import dev.headlight.analysis.results.OtherSink;
import dev.headlight.analysis.results.PatternWindow;
import dev.headlight.analysis.results.Provenance;
import dev.headlight.analysis.results.RepeatsSummary;
import dev.headlight.analysis.results.ScoreMatrix;
import dev.headlight.analysis.results.Sink;
import dev.headlight.analysis.results.TextGroups;
import dev.headlight.analysis.results.TextSummary;
import dev.headlight.analysis.results.Verdict;
import dev.headlight.analysis.role.HeadRoles;
import dev.headlight.analysis.score.Definitions;
import dev.headlight.analysis.score.DocumentScores;
import dev.headlight.analysis.score.ExampleCandidates;
import dev.headlight.analysis.score.LossPositions;
import dev.headlight.analysis.score.RepeatPlan;
import dev.headlight.analysis.score.RepeatScores;
import dev.headlight.analysis.score.ScoringOptions;
import dev.headlight.analysis.score.TokenClasses;
import dev.headlight.engine.Workers;
import dev.headlight.model.MemoryPlan;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.ModelWeights;
import dev.headlight.model.OpenModel;
import dev.headlight.model.RandomInitialization;
import dev.headlight.model.Tokenizer;
import dev.headlight.model.Transformer;
import dev.headlight.text.Document;
import dev.headlight.text.Documents;
import dev.headlight.text.UsageException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The whole analysis: a model and documents go in, an immutable tree of results comes out. Text and random
 * repeats go through the model once each, and once each through the random-initialised control, by the same
 * code; everything after that is arithmetic on their scores.
 */
public final class Analysis {

    /** Sinks at other positions that are listed, the strongest. */
    private static final int SINKS_LISTED = 100;

    private final OpenModel model;
    private final AnalysisOptions options;
    private final CausalOptions causal;
    private final AnalysisListener listener;
    private final Workers workers;

    private Analysis(
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

    /** Analyses documents that were made in memory. */
    public static AnalysisResults run(
            OpenModel model,
            List<Document> documents,
            AnalysisOptions options,
            AnalysisListener listener) {
        return run(model, new Documents(documents, List.of(), List.of(), ""), options, listener);
    }

    /** Analyses documents that were read from files, and ablates no head. */
    public static AnalysisResults run(
            OpenModel model,
            Documents documents,
            AnalysisOptions options,
            AnalysisListener listener) {
        return run(model, documents, options, CausalOptions.NEVER, listener);
    }

    /**
     * Analyses documents that were read from files.
     *
     * @param causal whether heads are ablated
     * @throws dev.headlight.text.InputException where the text has no two tokens, or tokens that the model
     *     does not know
     * @throws UsageException where an option asks for what the model has not
     * @throws dev.headlight.text.ResourceException where the windows do not fit into memory, before
     *     anything is run
     */
    public static AnalysisResults run(
            OpenModel model,
            Documents documents,
            AnalysisOptions options,
            CausalOptions causal,
            AnalysisListener listener) {
        return run(model, documents, null, options, causal, listener);
    }

    /**
     * The same, scored elsewhere.
     *
     * @param engine that scores the units which this process reads and holds; null for the threads of this process
     */
    public static AnalysisResults run(
            OpenModel model,
            Documents documents,
            @Nullable UnitEngine engine,
            AnalysisOptions options,
            CausalOptions causal,
            AnalysisListener listener) {
        try (Workers workers = new Workers(options.threads())) {
            Analysis analysis = new Analysis(model, options, causal, listener, workers);
            Pictures.check(model.config(), options);
            listener.phase("reading the text", 0);
            return analysis.results(
                    new OneMachine(model, documents, options, listener, workers, engine));
        }
    }

    /**
     * Analyses a text that an engine reads and scores. What this process runs itself, on {@link
     * AnalysisOptions#threads} threads, are the random repeats, the pictures, and the studies of the units that the
     * engine holds here.
     *
     * @param causal whether heads are ablated
     * @throws dev.headlight.text.UserException what the engine throws, and as the others
     */
    public static AnalysisResults run(
            OpenModel model,
            ScoringEngine engine,
            AnalysisOptions options,
            CausalOptions causal,
            AnalysisListener listener) {
        try (Workers workers = new Workers(options.threads())) {
            Pictures.check(model.config(), options);
            listener.phase("reading the text", 0);
            return new Analysis(model, options, causal, listener, workers).results(engine);
        }
    }

    /** What one model, the one analysed or the control, gave. */
    private record Scored(TextScores text, RepeatScores repeats) {}

    private AnalysisResults results(ScoringEngine engine) {
        Instant started = Instant.now();
        ModelConfig config = model.config();
        int context = options.longestWindow(config);
        TextFacts text = engine.read();
        RepeatPlan plan =
                RepeatPlan.draw(
                        config.vocab(),
                        model.tokenizer(),
                        context,
                        RepeatPlan.K,
                        RepeatPlan.R,
                        RepeatPlan.SEQUENCES,
                        options.seed());
        MemoryPlan.of(
                        config,
                        model.weights(),
                        Math.max(
                                Math.clamp(text.longest(), Pictures.TOKENS, LongPicture.TOKENS),
                                plan.sequences().getFirst().length),
                        options.threads())
                .require(Runtime.getRuntime().maxMemory());
        Alerts alerts = new Alerts(listener);
        alerts.ofText(text, plan, config);
        ScoringOptions scoring = scoring(text);

        Scored scored = score(engine, model.weights(), false, plan, scoring);
        DocumentEvidence evidence = evidence(scored, text);
        DocumentEvidence control = null;
        ModelWeights random = null;
        if (options.control()) {
            listener.phase("drawing the control", 0);
            random = RandomInitialization.of(config, options.seed(), workers);
            control = evidence(score(engine, random, true, plan, scoring), text);
        }

        listener.phase("statistics", 0);
        TextGroups groups = null;
        if (scored.text instanceof KeptScores kept) {
            List<DocumentScores> units = kept.inOrder();
            listener.perDocument(
                    PerDocument.of(units, engine.fingerprints(), scored.repeats, options.seed()));
            groups =
                    TextGrouping.of(
                            units,
                            engine.groups(),
                            engine.groupNames(),
                            options.seed(),
                            options.replicates(),
                            workers,
                            alerts::ofVerdict);
        }
        List<HeadRole> roles = HeadRoles.of(evidence, control, config.nKvHeads());
        ScoreTables tables = new ScoreTables(evidence, control);
        CircuitAnalysis circuits =
                new CircuitAnalysis(
                        model,
                        random,
                        options,
                        causal.when() == CausalOptions.When.ALWAYS,
                        listener,
                        workers);
        List<HeadScore> induction = Verdicts.inductionHeads(evidence, control);
        circuits.run(engine.units(), plan, evidence, induction, roles);
        List<ScoreMatrix> matrices = new ArrayList<>(tables.matrices());
        matrices.addAll(circuits.matrices());
        List<OtherSink> sinks = sinks(evidence);
        List<ModelScore> modelScores = ModelFigures.of(evidence, control, scoring);
        alerts.ofScores(evidence, control, sinks, modelScores, config.vocab());
        CausalRun causes =
                new CausalPart(model, options, causal, listener, workers)
                        .run(engine.units(), plan, evidence, induction, roles, matrices, alerts);
        matrices.addAll(ImportanceScores.of(causes, config));
        listener.phase("statistics", 0);
        List<Verdict> verdicts =
                Verdicts.of(
                        evidence,
                        control,
                        causes == null ? CausalEvidence.NONE : causes.evidence(),
                        roles,
                        options.seed(),
                        alerts::ofVerdict);
        List<DecayCurve> decay = new ArrayList<>();
        for (Sink sink : List.of(Sink.WITH, Sink.WITHOUT)) {
            decay.add(evidence.decayCurve(sink, control));
        }
        ExampleCandidates examples = engine.examples();
        listener.phase("pictures of attention", 0);
        List<PatternWindow> pictures = Pictures.of(model, text, options, roles, workers);
        return new AnalysisResults(
                AnalysisResults.SCHEMA,
                provenance(started, text.files()),
                summary(),
                summary(text, context),
                repeats(scored.repeats),
                matrices,
                decay,
                tables.entropyByLayer(),
                modelScores,
                verdicts,
                roles,
                sinks,
                pictures,
                alerts.sentences(),
                Definitions.all(),
                null,
                causes == null ? null : causes.causes(),
                circuits.results(matrices),
                SimilarityTables.of(evidence, control, text.longest(), options.seed()),
                examples == null ? null : RoleExampleRows.of(examples, roles, model.tokenizer()),
                groups);
    }

    private ScoringOptions scoring(TextFacts text) {
        Tokenizer tokenizer = model.tokenizer();
        TokenClasses classes = tokenizer == null ? TokenClasses.none() : TokenClasses.of(tokenizer);
        OptionalInt begin = tokenizer == null ? OptionalInt.empty() : tokenizer.bos();
        return ScoringOptions.of(
                classes,
                text.matchedSets(classes, begin, options.seed()),
                text.longest(),
                LossPositions.every(model.config()),
                options.seed());
    }

    private Scored score(
            ScoringEngine engine,
            ModelWeights weights,
            boolean control,
            RepeatPlan plan,
            ScoringOptions scoring) {
        String who = control ? "control: " : "";
        TextScores text = engine.score(weights, control, who + "text", scoring);
        Transformer transformer = new Transformer(model.config(), weights);
        return new Scored(
                text,
                Scoring.repeats(transformer, workers, listener, who + "random repeats", plan));
    }

    private DocumentEvidence evidence(Scored scored, TextFacts text) {
        return new DocumentEvidence(
                text.unit(),
                scored.text,
                scored.repeats.sequences(),
                text.longest(),
                options.seed(),
                workers);
    }

    /** The strongest sinks at other positions, over all units. */
    private List<OtherSink> sinks(DocumentEvidence evidence) {
        return evidence.text().strongestSinks(SINKS_LISTED).stream()
                .map(
                        f ->
                                new OtherSink(
                                        f.sink().layer(),
                                        f.sink().head(),
                                        f.unit(),
                                        f.sink().window(),
                                        f.sink().position(),
                                        piece(f.sink().token()),
                                        f.sink().alpha()))
                .toList();
    }

    private String piece(int id) {
        Tokenizer tokenizer = model.tokenizer();
        return tokenizer == null ? Integer.toString(id) : tokenizer.piece(id);
    }

    private TextSummary summary(TextFacts text, int context) {
        Tokenizer tokenizer = model.tokenizer();
        String begin =
                text.beginToken() && tokenizer != null && tokenizer.bos().isPresent()
                        ? tokenizer.piece(tokenizer.bos().getAsInt())
                        : "";
        return new TextSummary(
                text.unit(),
                text.units(),
                text.windows(),
                text.tokens(),
                context,
                text.shortDocuments(),
                begin,
                options.split(),
                text.limitedBy());
    }

    private static RepeatsSummary repeats(RepeatScores repeats) {
        RepeatPlan plan = repeats.plan();
        return new RepeatsSummary(
                plan.sequences().size(),
                plan.k(),
                plan.r(),
                plan.beginToken().isPresent(),
                mean(repeats.lossFirst()),
                mean(repeats.lossLater()),
                plan.note());
    }

    private static double mean(double[] x) {
        return Arrays.stream(x).average().orElse(Double.NaN);
    }

    private ModelSummary summary() {
        ModelConfig c = model.config();
        return new ModelSummary(
                model.name(),
                model.path() == null ? "" : model.path().toString(),
                c.family(),
                model.format(),
                model.fingerprint(),
                model.parameters(),
                c.nLayers(),
                c.nHeads(),
                c.nKvHeads(),
                c.dModel(),
                c.dHead(),
                c.dFeedForward(),
                c.vocab(),
                c.context(),
                model.storage(),
                options.control()
                        ? "the same architecture at random initialisation (standard deviation "
                                + c.initializerRange()
                                + "), seed "
                                + options.seed()
                        : "left out");
    }

    private Provenance provenance(Instant started, List<String> files) {
        @Nullable String version = Analysis.class.getPackage().getImplementationVersion();
        return new Provenance(
                version == null ? "development" : version,
                options.command(),
                started.truncatedTo(ChronoUnit.SECONDS).toString(),
                started.until(Instant.now(), ChronoUnit.MILLIS) / 1000.0,
                options.seed(),
                options.threads(),
                options.replicates(),
                Machine.words(),
                Runtime.version().toString(),
                options.described(),
                files);
    }
}
