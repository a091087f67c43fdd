package dev.headlight.training;

import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.io.ModelWriter;
import dev.headlight.model.io.NewFile;
import dev.headlight.model.training.Parameter;
import dev.headlight.model.training.Parameters;
import dev.headlight.text.InputException;
import dev.headlight.text.ResourceException;
import dev.headlight.text.UsageException;
import dev.headlight.training.checkpoint.Checkpoints;
import dev.headlight.training.tokenizer.TokenizerFiles;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A run and its folder: {@code config.json}, {@code model.safetensors}, {@code tokenizer.json} and {@code
 * generation_config.json} as Hugging Face's libraries read them, {@code training.json}, {@code metrics.jsonl},
 * {@code checkpoints/}.
 *
 * <p>A run that is stopped, by {@link #stop} or by a kill at any moment, goes on from its last checkpoint as if
 * nothing had happened: a step is a function of the plan, the data and what a checkpoint holds, and the lines that
 * were written after it are taken back and written again.
 */
public final class TrainingRun implements AutoCloseable {

    private final RunFolder folder;
    private final TrainingPlan plan;
    private final RunData data;
    private final Workers workers;
    private final Trainer trainer;
    private final Checkpoints checkpoints;
    private final TrainingListener listener;
    private final RunningMeans means = new RunningMeans();
    private final long resumedAt; // -1 for a new run
    private long savedAt; // step of the last checkpoint
    private volatile boolean stopping;

    private TrainingRun(
            RunFolder folder,
            TrainingPlan plan,
            RunData data,
            boolean resume,
            TrainingListener listener) {
        this.folder = folder;
        this.plan = plan;
        this.data = data;
        this.listener = listener;
        workers = new Workers(plan.threads());
        boolean made = false;
        try {
            ModelConfig config = plan.modelConfig(data.tokenizer().tokenizer().vocab());
            Parameters parameters = Parameters.random(config, plan.seed());
            trainer = new Trainer(plan, data.tokens(), parameters, workers);
            checkpoints = new Checkpoints(folder.file(RunFolder.CHECKPOINTS), plan.keep());
            resumedAt = resume ? restore() : -1;
            savedAt = resumedAt;
            made = true;
        } finally {
            if (!made) {
                workers.close();
            }
        }
    }

    /**
     * Begins a run.
     *
     * @param plan will be {@linkplain TrainingPlan#checked checked}
     * @param texts files and folders; none for the small grammar's stories
     * @param given a tokenizer to use, or null to make one
     * @param command the command line, to be kept
     * @param progress told of the tokens that are made of the text
     * @throws UsageException where the folder holds a run or a model already or lies in the text, or the plan asks
     *     for what cannot be; nothing is left behind then
     */
    public static TrainingRun begin(
            Path folder,
            TrainingPlan plan,
            List<Path> texts,
            @Nullable TokenizerFiles given,
            String command,
            TrainingListener listener,
            LongConsumer progress) {
        TrainingPlan checked = plan.checked();
        RunFolder place = RunFolder.begin(folder, texts);
        RunData data = null;
        TrainingRun run = null;
        boolean begun = false;
        try {
            data = RunData.open(checked, texts, given, folder, progress);
            data.alerts().forEach(listener::warning);
            run = new TrainingRun(place, checked, data, false, listener);
            data.tokenizer().write(folder);
            TrainingJson.write(folder, run.description(command, texts));
            begun = true;
            return run;
        } finally {
            if (!begun) {
                end(data, run);
                place.undo();
            }
        }
    }

    /**
     * Goes on with a run from its last checkpoint; from the start where it has none.
     *
     * @throws InputException where the folder holds no run, or its text has changed
     * @throws UsageException where another process trains in the folder
     */
    public static TrainingRun resume(
            Path folder, TrainingListener listener, LongConsumer progress) {
        RunDescription description = RunDescription.of(TrainingJson.read(folder));
        TrainingPlan plan = description.plan().checked();
        RunFolder place = RunFolder.resume(folder);
        RunData data = null;
        TrainingRun run = null;
        try {
            NewFile.deleteLeftovers(folder);
            data = RunData.again(description, folder, progress);
            run = new TrainingRun(place, plan, data, true, listener);
            return run;
        } finally {
            if (run == null) {
                end(data, null);
                place.close();
            }
        }
    }

    private static void end(@Nullable RunData data, @Nullable TrainingRun run) {
        if (run != null) {
            run.workers.close();
        }
        if (data != null) {
            data.close();
        }
    }

    private Map<String, Object> description(String command, List<Path> texts) {
        Map<String, Object> tokens = new LinkedHashMap<>();
        tokens.put("training_tokens", data.tokens().trainingTokens());
        tokens.put("validation_tokens", data.tokens().validationTokens());
        tokens.put("fingerprint", data.tokens().fingerprint());
        Map<String, Object> versions = new LinkedHashMap<>();
        String version = TrainingRun.class.getPackage().getImplementationVersion();
        versions.put("headlight", version == null ? "development" : version);
        versions.put("java", Runtime.version().toString());
        return RunDescription.content(
                plan,
                texts,
                command,
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                trainer.parameters().count(),
                tokens,
                versions);
    }

    private long restore() {
        return checkpoints
                .restore(trainer.parameters().all(), trainer.optimizer(), listener::warning)
                .map(
                        restored -> {
                            means.restore(restored.state());
                            return restored.step();
                        })
                .orElse(-1L);
    }

    public Path folder() {
        return folder.path();
    }

    public TrainingPlan plan() {
        return plan;
    }

    public RunData data() {
        return data;
    }

    public Parameters parameters() {
        return trainer.parameters();
    }

    /** The threads that train; free between steps, so a listener may use them. */
    public Workers workers() {
        return workers;
    }

    /** Optimizer steps taken. */
    public long steps() {
        return trainer.steps();
    }

    /** The step that the run goes on from; -1 for a run that begins. */
    public long resumedAt() {
        return resumedAt;
    }

    /** Asks the run to save and return after the step under way; from any thread. */
    public void stop() {
        stopping = true;
    }

    /**
     * Trains until the plan's last step or until {@link #stop}, and writes the model.
     *
     * @return whether the last step was reached
     * @throws UsageException where the loss or a parameter is not finite; no checkpoint holds such ones
     * @throws ResourceException where the disk does not take a file
     */
    public boolean train() {
        Pace pace =
                new Pace(
                        () -> ProductSpeed.measure(workers),
                        ProductSpeed.flopsPerToken(trainer.parameters()));
        try (Metrics metrics = Metrics.open(folder.file(RunFolder.METRICS), resumedAt)) {
            if (resumedAt < 0) {
                evaluate(metrics, pace, 0);
                analyze();
            }
            while (trainer.steps() < plan.steps() && !stopping) {
                pace.begin();
                StepReport report = finite(trainer::step);
                pace.end(plan.tokensPerStep());
                means.add(report);
                listener.step(report);
                afterStep(metrics, pace, report);
            }
            if (stopping && savedAt != trainer.steps()) {
                save(metrics);
            }
        }
        writeModel();
        return trainer.steps() >= plan.steps();
    }

    /** Does what refuses numbers that are not finite, and says then what there is to go back to. */
    private <T> T finite(Supplier<T> work) {
        try {
            return work.get();
        } catch (UsageException e) {
            List<Checkpoints.Entry> kept = checkpoints.list();
            String words =
                    kept.isEmpty()
                            ? "; there is no checkpoint yet"
                            : "; the last checkpoint is " + kept.getLast().file();
            throw new UsageException(e.getMessage() + words, e);
        }
    }

    private void afterStep(Metrics metrics, Pace pace, StepReport report) {
        long step = report.step();
        boolean last = step == plan.steps();
        if (due(step, plan.evalEvery()) || last) {
            evaluate(metrics, pace, report.factor());
        }
        analyze();
        if (due(step, plan.checkpointEvery()) || last) {
            save(metrics);
        }
    }

    private static boolean due(long step, int every) {
        return every > 0 && step % every == 0;
    }

    private void evaluate(Metrics metrics, Pace pace, double factor) {
        long step = trainer.steps();
        double tokensPerSecond = pace.tokensPerSecond();
        Evaluation evaluation =
                new Evaluation(
                        step,
                        means.loss(),
                        finite(trainer::validationLoss),
                        factor * plan.lr(),
                        means.gradientNorm(),
                        step * plan.tokensPerStep(),
                        tokensPerSecond,
                        pace.share());
        metrics.append(step, evaluation.figures());
        means.clear();
        pace.clear();
        listener.evaluated(evaluation);
    }

    /** Where the plan asks for it: every so many steps, and at the last whatever its number. */
    private void analyze() {
        long step = trainer.steps();
        boolean last = plan.analyzeEvery() > 0 && step == plan.steps();
        if (due(step, plan.analyzeEvery()) || last) {
            listener.analyze(step, trainer.parameters().weights());
        }
    }

    /** The metrics' lines come to the disk before the checkpoint that they will not be made again after. */
    private void save(Metrics metrics) {
        long step = trainer.steps();
        List<Parameter> parameters = finite(trainer::finiteParameters);
        metrics.flush();
        Path file = checkpoints.save(step, parameters, trainer.optimizer(), means.state());
        savedAt = step;
        listener.saved(step, file);
    }

    private void writeModel() {
        var tokenizer = data.tokenizer().tokenizer();
        Parameters parameters = trainer.parameters();
        ModelWriter.write(
                folder.path(),
                parameters.config(),
                parameters.weights(),
                tokenizer.bos(),
                tokenizer.eos());
    }

    @Override
    public void close() {
        workers.close();
        data.close();
        folder.close();
    }
}
