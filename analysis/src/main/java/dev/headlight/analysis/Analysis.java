package dev.headlight.analysis;

import dev.headlight.analysis.evidence.DocumentEvidence;
import dev.headlight.analysis.hypothesis.Verdicts;
import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.analysis.results.DecayCurve;
import dev.headlight.analysis.results.HeadRole;
import dev.headlight.analysis.results.ModelScore;
import dev.headlight.analysis.results.ModelSummary;
import dev.headlight.analysis.results.OtherSink;
import dev.headlight.analysis.results.Provenance;
import dev.headlight.analysis.results.RepeatsSummary;
import dev.headlight.analysis.results.Sink;
import dev.headlight.analysis.results.TextSummary;
import dev.headlight.analysis.results.Verdict;
import dev.headlight.analysis.role.HeadRoles;
import dev.headlight.analysis.score.Definitions;
import dev.headlight.analysis.score.DocumentScores;
import dev.headlight.analysis.score.LossPositions;
import dev.headlight.analysis.score.RepeatPlan;
import dev.headlight.analysis.score.RepeatScores;
import dev.headlight.analysis.score.ScoringOptions;
import dev.headlight.analysis.score.SinkPosition;
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
import java.util.Comparator;
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
    private final Documents documents;
    private final AnalysisOptions options;
    private final AnalysisListener listener;
    private final Workers workers;

    private Analysis(
            OpenModel model,
            Documents documents,
            AnalysisOptions options,
            AnalysisListener listener,
            Workers workers) {
        this.model = model;
        this.documents = documents;
        this.options = options;
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

    /**
     * Analyses documents that were read from files.
     *
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
            AnalysisListener listener) {
        try (Workers workers = new Workers(options.threads())) {
            return new Analysis(model, documents, options, listener, workers).results();
        }
    }

    /** What one model, the one analysed or the control, gave. */
    private record Scored(List<DocumentScores> documents, RepeatScores repeats) {}

    private AnalysisResults results() {
        Instant started = Instant.now();
        ModelConfig config = model.config();
        Pictures.check(config, options);
        int context = options.longestWindow(config);
        listener.phase("reading the text", 0);
        Corpus corpus = Corpus.of(model, documents, options, context);
        RepeatPlan plan =
                RepeatPlan.draw(
                        config.vocab(),
                        model.tokenizer(),
                        context,
                        RepeatPlan.K,
                        RepeatPlan.R,
                        RepeatPlan.SEQUENCES,
                        options.seed());
        int longest = Math.max(corpus.longest(), plan.sequences().getFirst().length);
        MemoryPlan memory = MemoryPlan.of(config, model.weights(), longest, options.threads());
        long heap = Runtime.getRuntime().maxMemory();
        memory.require(heap);
        ScoresMemory.require(config, corpus, options.control() ? 2 : 1, heap - memory.bytes());
        Alerts alerts = new Alerts(listener);
        alerts.ofText(documents, corpus, plan, config);
        ScoringOptions scoring = scoring(corpus);

        Scored scored = score(model.weights(), "", corpus, plan, scoring);
        DocumentEvidence evidence = evidence(scored, corpus);
        DocumentEvidence control = null;
        if (options.control()) {
            listener.phase("drawing the control", 0);
            ModelWeights random = RandomInitialization.of(config, options.seed(), workers);
            control = evidence(score(random, "control: ", corpus, plan, scoring), corpus);
        }

        listener.phase("statistics", 0);
        List<HeadRole> roles = HeadRoles.of(evidence, control, config.nKvHeads());
        ScoreTables tables = new ScoreTables(evidence, control);
        List<OtherSink> sinks = sinks(evidence);
        List<ModelScore> modelScores = ModelFigures.of(evidence, control, scoring);
        alerts.ofScores(evidence, sinks, modelScores, config.vocab());
        List<Verdict> verdicts =
                Verdicts.of(evidence, control, roles, options.seed(), alerts::ofVerdict);
        List<DecayCurve> decay = new ArrayList<>();
        for (Sink sink : List.of(Sink.WITH, Sink.WITHOUT)) {
            decay.add(evidence.decayCurve(sink, control));
        }
        return new AnalysisResults(
                AnalysisResults.SCHEMA,
                provenance(started),
                summary(),
                text(corpus, context),
                repeats(scored.repeats),
                tables.matrices(),
                decay,
                tables.entropyByLayer(),
                modelScores,
                verdicts,
                roles,
                sinks,
                Pictures.of(model, corpus, options, roles, workers),
                alerts.sentences(),
                Definitions.all(),
                null,
                null,
                null,
                null);
    }

    private ScoringOptions scoring(Corpus corpus) {
        Tokenizer tokenizer = model.tokenizer();
        TokenClasses classes = tokenizer == null ? TokenClasses.none() : TokenClasses.of(tokenizer);
        OptionalInt begin = tokenizer == null ? OptionalInt.empty() : tokenizer.bos();
        return ScoringOptions.of(
                classes,
                corpus.matchedSets(classes, model.config().vocab(), begin, options.seed()),
                corpus.longest(),
                LossPositions.every(model.config()),
                options.seed());
    }

    private Scored score(
            ModelWeights weights,
            String who,
            Corpus corpus,
            RepeatPlan plan,
            ScoringOptions scoring) {
        Scoring runs =
                new Scoring(
                        new Transformer(model.config(), weights),
                        workers,
                        corpus.longest(),
                        corpus.units().size(),
                        listener);
        return new Scored(
                runs.documents(who + "text", corpus.units(), scoring),
                runs.repeats(who + "random repeats", plan));
    }

    private DocumentEvidence evidence(Scored scored, Corpus corpus) {
        return new DocumentEvidence(
                corpus.unit(),
                scored.documents,
                scored.repeats.sequences(),
                corpus.longest(),
                options.seed(),
                options.replicates(),
                workers);
    }

    /** The strongest sinks at other positions, over all units. */
    private List<OtherSink> sinks(DocumentEvidence evidence) {
        record Found(DocumentScores unit, SinkPosition sink) {}
        return evidence.units().stream()
                .flatMap(u -> u.otherSinks().stream().map(s -> new Found(u, s)))
                .sorted(Comparator.comparingDouble((Found f) -> -f.sink.alpha()))
                .limit(SINKS_LISTED)
                .map(
                        f ->
                                new OtherSink(
                                        f.sink.layer(),
                                        f.sink.head(),
                                        f.unit.id(),
                                        f.sink.window(),
                                        f.sink.position(),
                                        piece(f.sink.token()),
                                        f.sink.alpha()))
                .toList();
    }

    private String piece(int id) {
        Tokenizer tokenizer = model.tokenizer();
        return tokenizer == null ? Integer.toString(id) : tokenizer.piece(id);
    }

    private TextSummary text(Corpus corpus, int context) {
        Tokenizer tokenizer = model.tokenizer();
        boolean begins = corpus.units().stream().anyMatch(u -> u.windows().getFirst().beginToken());
        String begin =
                begins && tokenizer != null && tokenizer.bos().isPresent()
                        ? tokenizer.piece(tokenizer.bos().getAsInt())
                        : "";
        return new TextSummary(
                corpus.unit(),
                corpus.units().size(),
                corpus.windows(),
                corpus.tokens(),
                context,
                corpus.shortDocuments(),
                begin,
                options.split(),
                corpus.limitedBy());
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

    private Provenance provenance(Instant started) {
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
                documents.files());
    }
}
