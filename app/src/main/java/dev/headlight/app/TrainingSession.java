package dev.headlight.app;

import dev.headlight.analysis.AnalysisOptions;
import dev.headlight.analysis.CausalOptions;
import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.app.terminal.Terminal;
import dev.headlight.app.terminal.TrainingProgress;
import dev.headlight.explorer.training.HeadsOverTraining;
import dev.headlight.model.ModelWeights;
import dev.headlight.model.OpenModel;
import dev.headlight.model.io.ModelReader;
import dev.headlight.text.Document;
import dev.headlight.text.Documents;
import dev.headlight.training.Evaluation;
import dev.headlight.training.StepReport;
import dev.headlight.training.TrainingListener;
import dev.headlight.training.TrainingPlan;
import dev.headlight.training.TrainingPlan.OptimizerKind;
import dev.headlight.training.TrainingRun;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** From a plan to a trained and analysed model: what {@code train} and {@code demo} share. */
final class TrainingSession implements TrainingListener {

    /** Held-out text that the analysis after training reads. */
    private static final int DOCUMENTS = 200;

    private static final int TOKENS = 20_000;

    private final Terminal terminal;
    private final Interrupt interrupt;
    private final boolean quiet;
    private final boolean json;
    private @Nullable TrainingProgress progress;
    private @Nullable HeadsOverTraining heads;

    TrainingSession(Terminal terminal, Interrupt interrupt, boolean quiet, boolean json) {
        this.terminal = terminal;
        this.interrupt = interrupt;
        this.quiet = quiet;
        this.json = json;
    }

    /**
     * Trains, and analyses the trained model.
     *
     * @param open begins or resumes the run, with this as its listener
     * @param analyze whether the heads of the trained model are to be analysed
     * @param command as it can be typed again
     */
    void run(Function<TrainingListener, TrainingRun> open, boolean analyze, String command) {
        try (TrainingRun run = open.apply(this)) {
            heads = HeadsOverTraining.of(run).orElse(null);
            train(run);
            if (analyze) {
                interrupt.done(
                        "The trained model lies in %s; analyse it with: headlight train --resume %s"
                                .formatted(run.folder(), run.folder()));
                shown().say("trained; now its heads are analysed on the text that was held out");
                analyze(run, command);
            } else {
                terminal.out().println("The trained model lies in " + run.folder());
            }
        } finally {
            closeHeads();
        }
    }

    /** To the last step; an interrupt stops it before, and then this does not return. */
    private void train(TrainingRun run) {
        TrainingPlan plan = run.plan();
        TrainingProgress shown = shown();
        shown.begin(plan.steps(), plan.tokensPerStep(), plan.lr());
        shown.say(
                "%s: %,d parameters, %,d tokens to learn from, %,d held out"
                        .formatted(
                                run.resumedAt() < 0
                                        ? "training"
                                        : "going on from step " + run.resumedAt(),
                                run.parameters().count(),
                                run.data().tokens().trainingTokens(),
                                run.data().tokens().validationTokens()));
        shown.say(
                "%,d steps of %,d tokens, by %s; files in %s"
                        .formatted(
                                plan.steps(),
                                plan.tokensPerStep(),
                                plan.optimizer() == OptimizerKind.MUON ? "Muon" : "AdamW",
                                run.folder()));
        interrupt.save(
                run::stop,
                () -> {
                    try {
                        boolean finished = run.train();
                        if (!finished) {
                            run.close(); // the process ends before the caller could
                        }
                        return finished;
                    } finally {
                        shown.clear();
                    }
                },
                finished ->
                        finished
                                ? "All steps were taken; the trained model lies in " + run.folder()
                                : "Stopped and saved at step %,d; go on with: headlight train --resume %s"
                                        .formatted(run.steps(), run.folder()));
    }

    private void analyze(TrainingRun run, String command) {
        List<Document> heldOut = run.data().tokens().heldOut(DOCUMENTS, TOKENS);
        Documents documents =
                new Documents(
                        heldOut,
                        run.data().files().stream().map(Path::toString).toList(),
                        List.of(),
                        "");
        TrainingPlan plan = run.plan();
        Map<String, String> described = new LinkedHashMap<>();
        described.put("text", "held out from training");
        AnalysisOptions options =
                new AnalysisOptions(
                        0,
                        0,
                        0,
                        plan.seed(),
                        plan.threads(),
                        true,
                        List.of(),
                        List.of(),
                        AnalysisOptions.REPLICATES,
                        "held-out",
                        described,
                        command);
        try (OpenModel model = ModelReader.open(run.folder());
                OutputFolder folder =
                        OutputFolder.open(
                                run.folder(),
                                model.name(),
                                LocalDateTime.now(ZoneId.systemDefault()))) {
            new AnalysisRun(terminal, interrupt, new PictureOptions(), quiet, json)
                    .run(
                            model,
                            documents,
                            options,
                            CausalOptions.USUAL,
                            folder,
                            this::withTimeline,
                            results -> {});
        }
    }

    private AnalysisResults withTimeline(AnalysisResults results) {
        HeadsOverTraining seen = heads;
        return seen == null ? results : results.withTimeline(seen.timeline());
    }

    private void closeHeads() {
        HeadsOverTraining seen = heads;
        if (seen != null) {
            seen.close();
        }
    }

    /** So many tokens of the text have been made. */
    void reading(long tokens) {
        shown().reading(tokens);
    }

    private TrainingProgress shown() {
        TrainingProgress shown = progress;
        if (shown == null) {
            shown = new TrainingProgress(terminal, quiet);
            progress = shown;
        }
        return shown;
    }

    @Override
    public void step(StepReport report) {
        shown().step(report);
    }

    @Override
    public void evaluated(Evaluation evaluation) {
        shown().evaluated(evaluation);
        shown().between();
    }

    @Override
    public void analyze(long step, ModelWeights weights) {
        HeadsOverTraining looking = heads;
        if (looking != null) {
            shown().looked(looking.at(step, weights));
        }
        shown().between();
    }

    @Override
    public void saved(long step, Path checkpoint) {
        shown().between();
    }

    @Override
    public void warning(String sentence) {
        shown().say(sentence);
    }
}
