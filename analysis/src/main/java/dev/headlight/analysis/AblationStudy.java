package dev.headlight.analysis;

import dev.headlight.analysis.causal.AblationKind;
import dev.headlight.analysis.causal.AblationSpeed;
import dev.headlight.analysis.causal.CausalPlan;
import dev.headlight.analysis.causal.CausalRun;
import dev.headlight.analysis.causal.LossGround;
import dev.headlight.analysis.causal.TrialEngine;
import dev.headlight.analysis.results.Causes;
import dev.headlight.analysis.results.HeadAddress;
import dev.headlight.analysis.score.RepeatPlan;
import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.OpenModel;
import dev.headlight.model.Transformer;
import dev.headlight.text.Documents;
import dev.headlight.text.UsageException;
import java.util.List;

/** What the loss becomes without heads that somebody names, and nothing else of an analysis. */
public final class AblationStudy {

    private AblationStudy() {}

    /**
     * Ablates heads one by one and as a set, on the threads of this process.
     *
     * @param heads at least one, each once
     * @param kind what they hand on instead
     * @param sets random sets of heads of the same layers beside each
     * @throws UsageException where the model has no such head
     * @throws dev.headlight.text.InputException where the text has no two tokens
     * @throws dev.headlight.text.ResourceException where the windows do not fit into memory
     */
    public static Causes run(
            OpenModel model,
            Documents documents,
            AnalysisOptions options,
            List<HeadAddress> heads,
            AblationKind kind,
            int sets,
            AnalysisListener listener) {
        CausalPlan plan = plan(model, documents, options, heads, kind, sets, listener);
        CausalPart.requireMemory(model, plan.text(), plan.repeats(), options.threads());
        try (Workers workers = new Workers(options.threads())) {
            Transformer transformer = new Transformer(model.config(), model.weights());
            listener.phase("measuring the speed", 0);
            double speed = AblationSpeed.measure(transformer, plan.repeats(), workers);
            listener.ablations(plan.trials(), plan.cost() / speed, true);
            listener.mayStop(true);
            Causes causes =
                    CausalRun.of(
                                    transformer,
                                    plan,
                                    "",
                                    options.seed(),
                                    options.replicates(),
                                    CausalPart.piece(model.tokenizer()),
                                    workers,
                                    CausalPart.heard(listener))
                            .causes();
            listener.mayStop(false);
            return causes;
        }
    }

    /**
     * The same on an engine that runs the ablations; what is made of their effects is made here. It cannot be ended
     * early.
     *
     * @throws dev.headlight.text.UserException what the engine throws, and as the other
     */
    public static Causes run(
            OpenModel model,
            Documents documents,
            AnalysisOptions options,
            List<HeadAddress> heads,
            AblationKind kind,
            int sets,
            TrialEngine engine,
            AnalysisListener listener) {
        CausalPlan plan = plan(model, documents, options, heads, kind, sets, listener);
        try (Workers workers = new Workers(options.threads())) {
            return CausalRun.of(
                            new Transformer(model.config(), model.weights()),
                            plan,
                            engine,
                            "",
                            options.seed(),
                            options.replicates(),
                            CausalPart.piece(model.tokenizer()),
                            workers,
                            CausalPart.heard(listener))
                    .causes();
        }
    }

    private static CausalPlan plan(
            OpenModel model,
            Documents documents,
            AnalysisOptions options,
            List<HeadAddress> heads,
            AblationKind kind,
            int sets,
            AnalysisListener listener) {
        ModelConfig config = model.config();
        for (HeadAddress head : heads) {
            if (head.layer() >= config.nLayers() || head.head() >= config.nHeads()) {
                throw new UsageException(
                        "head %d.%d does not exist: the model has %d layers of %d heads, numbered from 0."
                                .formatted(
                                        head.layer(),
                                        head.head(),
                                        config.nLayers(),
                                        config.nHeads()));
            }
        }
        int context = options.longestWindow(config);
        listener.phase("reading the text", 0);
        Corpus corpus = Corpus.of(model, documents, options, context);
        RepeatPlan repeats =
                RepeatPlan.draw(
                        config.vocab(),
                        model.tokenizer(),
                        context,
                        RepeatPlan.K,
                        RepeatPlan.R,
                        RepeatPlan.SEQUENCES,
                        options.seed());
        return CausalPlan.asked(
                config,
                CausalPart.text(corpus.units(), config),
                LossGround.ofRepeats(repeats, RepeatPlan.SEQUENCES),
                heads,
                kind,
                sets,
                options.seed());
    }
}
