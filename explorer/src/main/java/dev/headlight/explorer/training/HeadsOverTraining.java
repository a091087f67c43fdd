package dev.headlight.explorer.training;

import dev.headlight.analysis.results.Timeline;
import dev.headlight.analysis.results.TimelinePoint;
import dev.headlight.analysis.timeline.CompactAnalysis;
import dev.headlight.analysis.timeline.FormingHeads;
import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.ModelWeights;
import dev.headlight.report.table.TimelineCsv;
import dev.headlight.training.RunData;
import dev.headlight.training.TrainingPlan;
import dev.headlight.training.TrainingRun;
import dev.headlight.training.data.TokenData;
import java.nio.file.Path;
import java.util.Optional;

/** Looks at the heads of a run while they form, and keeps what it sees in {@code timeline.csv}. */
public final class HeadsOverTraining implements AutoCloseable {

    /** In the folder of the run. */
    public static final String FILE = "timeline.csv";

    /** Held-out windows that are looked at, and their tokens together. */
    private static final int WINDOWS = 16;

    private static final int TOKENS = 4096;

    private final CompactAnalysis analysis;
    private final TimelineCsv file;
    private final Path path;

    private HeadsOverTraining(CompactAnalysis analysis, Path path, long step) {
        this.analysis = analysis;
        this.path = path;
        file = TimelineCsv.open(path, step);
    }

    /** Empty where the run's plan does not ask for it. */
    public static Optional<HeadsOverTraining> of(TrainingRun run) {
        if (run.plan().analyzeEvery() == 0) {
            return Optional.empty();
        }
        return Optional.of(
                new HeadsOverTraining(
                        analysis(run.data(), run.plan(), run.parameters().config(), run.workers()),
                        run.folder().resolve(FILE),
                        run.resumedAt()));
    }

    /** What looks at the heads of a run: the same windows and repeats whenever it is made. */
    public static CompactAnalysis analysis(
            RunData data, TrainingPlan plan, ModelConfig config, Workers workers) {
        return CompactAnalysis.of(
                config, windows(data, plan), data.tokenizer().tokenizer(), plan.seed(), workers);
    }

    /** The held-out windows that are looked at: ids of each. */
    public static int[][] windows(RunData data, TrainingPlan plan) {
        TokenData tokens = data.tokens();
        int context = plan.context();
        int most = Math.clamp(TOKENS / context, 1, WINDOWS);
        int[][] windows = new int[Math.min(most, tokens.validationWindows(context))][context];
        int[] withNext = new int[context + 1];
        for (int w = 0; w < windows.length; w++) {
            tokens.validationWindow(w, context, withNext, 0);
            System.arraycopy(withNext, 0, windows[w], 0, context);
        }
        return windows;
    }

    /** Looks at the model of this moment. */
    public TimelinePoint at(long step, ModelWeights weights) {
        TimelinePoint point = analysis.at(step, weights);
        file.append(point);
        return point;
    }

    /** All that was seen, also before the run was resumed. */
    public Timeline timeline() {
        return FormingHeads.timeline(analysis.basis(), TimelineCsv.read(path));
    }

    @Override
    public void close() {
        file.close();
    }
}
