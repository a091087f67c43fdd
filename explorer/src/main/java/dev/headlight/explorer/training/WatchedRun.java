package dev.headlight.explorer.training;

import dev.headlight.analysis.results.HeadScore;
import dev.headlight.analysis.results.TimelinePoint;
import dev.headlight.model.ModelWeights;
import dev.headlight.training.Evaluation;
import dev.headlight.training.StepReport;
import dev.headlight.training.TrainingListener;
import dev.headlight.training.TrainingPlan;
import dev.headlight.training.TrainingRun;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes into the diary what a run tells, and looks at its heads when the plan's time has come. */
final class WatchedRun implements TrainingListener {

    /** Between two steps that are told. */
    private static final long PAUSE_NANOS = 200_000_000;

    private final Diary diary;
    private @Nullable HeadsOverTraining heads;
    private long told;
    private long began;
    private long stepsAtBegin = -1;

    WatchedRun(Diary diary) {
        this.diary = diary;
    }

    /** The run is open and about to be trained. */
    void begin(TrainingRun run) {
        heads = HeadsOverTraining.of(run).orElse(null);
        TrainingPlan plan = run.plan();
        Map<String, Object> entry = entry("begun", Math.max(0, run.resumedAt()));
        entry.put("steps", plan.steps());
        entry.put("parameters", run.parameters().count());
        entry.put("tokensPerStep", plan.tokensPerStep());
        entry.put("folder", String.valueOf(run.folder().getFileName()));
        diary.add(entry);
    }

    void end() {
        if (heads != null) {
            heads.close();
        }
    }

    private static Map<String, Object> entry(String kind, long step) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("kind", kind);
        entry.put("step", step);
        return entry;
    }

    @Override
    public void step(StepReport report) {
        long now = System.nanoTime();
        if (stepsAtBegin < 0) {
            stepsAtBegin = report.step() - 1;
            began = now;
        }
        if (now - told < PAUSE_NANOS) {
            return;
        }
        told = now;
        Map<String, Object> entry = entry("step", report.step());
        entry.put("loss", report.loss());
        entry.put("gradientNorm", report.gradientNorm());
        long since = report.step() - stepsAtBegin - 1;
        entry.put("stepsPerSecond", since < 3 ? Double.NaN : since / ((now - began) * 1e-9));
        diary.add(entry);
    }

    @Override
    public void evaluated(Evaluation e) {
        Map<String, Object> entry = entry("evaluated", e.step());
        entry.put("loss", e.loss());
        entry.put("validationLoss", e.validationLoss());
        entry.put("learningRate", e.learningRate());
        entry.put("gradientNorm", e.gradientNorm());
        entry.put("tokensPerSecond", e.tokensPerSecond());
        diary.add(entry);
    }

    @Override
    public void analyze(long step, ModelWeights weights) {
        if (heads != null) {
            diary.add(heads(heads.at(step, weights)));
        }
    }

    /** A look at the heads, as it is told. */
    static Map<String, Object> heads(TimelinePoint point) {
        Map<String, Object> entry = entry("heads", point.step());
        entry.put("loss", point.loss());
        entry.put("icl", point.icl());
        entry.put("lossFirst", point.lossFirst());
        entry.put("lossLater", point.lossLater());
        entry.put("sinkRate", point.sinkRate());
        HeadScore best = point.bestInduction();
        entry.put(
                "best", Map.of("layer", best.layer(), "head", best.head(), "value", best.value()));
        entry.put("induction", point.inductionEntry());
        entry.put("previous", point.previousToken());
        entry.put("sink", point.alpha0());
        return entry;
    }

    @Override
    public void saved(long step, Path checkpoint) {
        diary.add(entry("saved", step));
    }

    @Override
    public void warning(String sentence) {
        Map<String, Object> entry = entry("warning", 0);
        entry.put("sentence", sentence);
        diary.add(entry);
    }
}
