package dev.headlight.analysis;

import dev.headlight.analysis.evidence.KeptScores;
import dev.headlight.analysis.evidence.TextScores;
import dev.headlight.analysis.score.ExampleCandidates;
import dev.headlight.analysis.score.HeadComparison;
import dev.headlight.analysis.score.ScoringOptions;
import dev.headlight.analysis.statistics.UnitHash;
import dev.headlight.engine.Workers;
import dev.headlight.model.MemoryPlan;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.ModelWeights;
import dev.headlight.model.OpenModel;
import dev.headlight.model.Transformer;
import dev.headlight.text.Document;
import dev.headlight.text.Documents;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads and scores with the threads of this process, or lets an engine score; text and scores are held in memory
 * either way.
 */
final class OneMachine implements ScoringEngine {

    private final OpenModel model;
    private final Documents documents;
    private final AnalysisOptions options;
    private final AnalysisListener listener;
    private final Workers workers;
    private final Corpus corpus;
    private final @Nullable UnitEngine elsewhere;
    private @Nullable ExampleCandidates examples;

    /**
     * Reads the text.
     *
     * @param elsewhere scores in place of this process; null for this process
     */
    OneMachine(
            OpenModel model,
            Documents documents,
            AnalysisOptions options,
            AnalysisListener listener,
            Workers workers,
            @Nullable UnitEngine elsewhere) {
        this.elsewhere = elsewhere;
        this.model = model;
        this.documents = documents;
        this.options = options;
        this.listener = listener;
        this.workers = workers;
        corpus = Corpus.of(model, documents, options, options.longestWindow(model.config()));
    }

    @Override
    public TextFacts read() {
        int longest = corpus.longest();
        MemoryPlan memory =
                MemoryPlan.of(model.config(), model.weights(), longest, options.threads());
        long heap = Runtime.getRuntime().maxMemory();
        memory.require(heap);
        int models = options.control() ? 2 : 1;
        long comparison =
                ScoresMemory.ofComparison(model.config(), longest, models, options.threads());
        ScoresMemory.require(model.config(), corpus, models, heap - memory.bytes() - comparison);
        return new TextFacts(
                corpus.blocks(),
                corpus.units().size(),
                corpus.windows(),
                corpus.tokens(),
                longest,
                corpus.shortDocuments(),
                corpus.units().stream().anyMatch(u -> u.windows().getFirst().beginToken()),
                corpus.limitedBy(),
                corpus.counts(model.config().vocab()),
                Pictures.shown(corpus.units()),
                documents.files(),
                documents.alerts());
    }

    @Override
    public List<Corpus.Unit> units() {
        return corpus.units();
    }

    @Override
    public TextScores score(
            ModelWeights weights, boolean control, String phase, ScoringOptions scoring) {
        ModelConfig config = model.config();
        UnitEngine engine = elsewhere;
        if (engine != null) {
            UnitEngine.Scored scored =
                    engine.score(
                            corpus.units(),
                            corpus.longest(),
                            control,
                            phase,
                            scoring,
                            control ? Set.of() : exampleUnits());
            examples = control ? examples : scored.examples();
            return new KeptScores(
                    scored.units(),
                    options.seed(),
                    options.replicates(),
                    workers,
                    scored.divergences());
        }
        if (!control) {
            examples =
                    new ExampleCandidates(
                            exampleUnits(), scoring.classes(), config.nLayers() * config.nHeads());
        }
        HeadComparison comparison =
                new HeadComparison(
                        config.nLayers(),
                        config.nHeads(),
                        options.seed(),
                        workers,
                        control ? Optional.empty() : Optional.ofNullable(examples));
        Scoring runs =
                new Scoring(
                        new Transformer(model.config(), weights),
                        workers,
                        corpus.longest(),
                        corpus.units().size(),
                        listener,
                        comparison);
        return new KeptScores(
                runs.documents(phase, corpus.units(), scoring),
                options.seed(),
                options.replicates(),
                workers,
                comparison.sums());
    }

    @Override
    public @Nullable ExampleCandidates examples() {
        return examples;
    }

    /** Units whose rows may be shown: those whose names hash lowest, so that no order of the files chooses. */
    private Set<String> exampleUnits() {
        return corpus.units().stream()
                .map(Corpus.Unit::id)
                .sorted(Comparator.comparingLong(UnitHash::of))
                .limit(ExampleCandidates.UNITS)
                .collect(Collectors.toSet());
    }

    @Override
    public Map<String, String> fingerprints() {
        Map<String, Document> whole = new HashMap<>();
        if (!corpus.blocks()) {
            documents.documents().forEach(d -> whole.put(d.id(), d));
        }
        Corpus.Unit last = corpus.units().getLast();
        boolean cut = corpus.limitedBy().equals("max-tokens");
        Map<String, String> fingerprints = new HashMap<>();
        for (Corpus.Unit unit : corpus.units()) {
            Document document = whole.get(unit.id());
            fingerprints.put(
                    unit.id(),
                    document == null || cut && unit.equals(last)
                            ? TextFingerprint.of(unit.windows())
                            : TextFingerprint.of(document));
        }
        return fingerprints;
    }

    @Override
    public Map<String, String> groups() {
        Map<String, String> groups = new HashMap<>();
        for (Corpus.Unit unit : corpus.units()) {
            String group = documents.groups().get(unit.windows().getFirst().document());
            if (group != null) {
                groups.put(unit.id(), group);
            }
        }
        return groups;
    }

    @Override
    public List<String> groupNames() {
        return documents.groupNames();
    }
}
