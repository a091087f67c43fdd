package dev.headlight.explorer.training;

import dev.headlight.analysis.results.TimelinePoint;
import dev.headlight.explorer.subject.Subjects;
import dev.headlight.report.table.TimelineCsv;
import dev.headlight.text.ResourceException;
import dev.headlight.text.UsageException;
import dev.headlight.text.UserException;
import dev.headlight.training.Presets;
import dev.headlight.training.StoredRun;
import dev.headlight.training.TrainingListener;
import dev.headlight.training.TrainingPlan;
import dev.headlight.training.TrainingRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Begins, stops and resumes training runs, one at a time. */
public final class TrainingDesk implements AutoCloseable {

    /** What a visitor may set of a plan; everything is checked as a plan of the command line is. */
    public static final Set<String> SETTINGS =
            Set.of(
                    "layers",
                    "heads",
                    "dim",
                    "ff",
                    "context",
                    "steps",
                    "batch",
                    "lr",
                    "seed",
                    "songs",
                    "optimizer",
                    "warmup");

    /** Characters of a visitor's text; a longer one is for the command line. */
    public static final int TEXT = 400_000;

    /** Checkpoints of a run that is begun here, so that it can be scrubbed over. */
    private static final int CHECKPOINTS = 40;

    private static final int MOST_STEPS = 20_000;
    private static final int WIDEST = 512;
    private static final int DEEPEST = 8;
    private static final long PATIENCE_SECONDS = 120;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    private final Path runs;
    private final Subjects subjects;
    private final int threads;
    private Diary diary = new Diary(); // guarded by this
    private @Nullable TrainingRun running; // guarded by this
    private boolean busy; // guarded by this
    private @Nullable Path last; // guarded by this
    private CountDownLatch ended = new CountDownLatch(0); // guarded by this

    /**
     * @param runs folder that new runs go into
     * @param threads that train
     */
    public TrainingDesk(Path runs, Subjects subjects, int threads) {
        this.runs = runs;
        this.subjects = subjects;
        this.threads = threads;
    }

    /** What has happened in the run that is trained, or was last. */
    public synchronized Diary diary() {
        return diary;
    }

    /** Whether a run is trained now. */
    public synchronized boolean busy() {
        return busy;
    }

    /**
     * Begins a run: the demo's plan with some settings of the visitor's.
     *
     * @param text to learn, by characters; empty for stories and songs of the small grammar
     * @throws UsageException where a setting cannot be, or a run is under way
     */
    public void begin(Map<String, String> settings, String text, LocalDateTime now) {
        TrainingPlan plan = Presets.DEMO.plan().with("threads", Integer.toString(threads));
        if (!text.isBlank()) {
            plan = plan.with("tokenizer", "characters");
        }
        for (Map.Entry<String, String> each : settings.entrySet()) {
            plan = plan.with(each.getKey(), each.getValue());
        }
        if (plan.steps() > MOST_STEPS || plan.dim() > WIDEST || plan.layers() > DEEPEST) {
            throw new UsageException(
                    "on this page a run has at most %,d steps, %d layers and a width of %d; larger ones are for headlight train."
                            .formatted(MOST_STEPS, DEEPEST, WIDEST));
        }
        int every = Math.max(1, plan.steps() / CHECKPOINTS);
        TrainingPlan whole =
                plan.with("checkpoint-every", Integer.toString(every))
                        .with("keep", Integer.toString(2 * CHECKPOINTS))
                        .with("analyze-every", Integer.toString(every))
                        .checked();
        String name = "explored-" + TIME.format(now);
        Path folder = runs.resolve(name);
        train(
                folder,
                listener ->
                        text.isBlank()
                                ? begun(folder, whole, List.of(), listener)
                                : onText(
                                        runs.resolve(name + ".txt"),
                                        text,
                                        folder,
                                        whole,
                                        listener));
    }

    private static TrainingRun begun(
            Path folder, TrainingPlan plan, List<Path> texts, TrainingListener listener) {
        return TrainingRun.begin(
                folder, plan, texts, null, "headlight explore", listener, tokens -> {});
    }

    /** The text stays beside the run, which reads it again when it is gone on with; where none begins, it goes. */
    private TrainingRun onText(
            Path file, String text, Path folder, TrainingPlan plan, TrainingListener listener) {
        boolean begun = false;
        try {
            Files.createDirectories(runs);
            Files.writeString(file, text);
            TrainingRun run = begun(folder, plan, List.of(file), listener);
            begun = true;
            return run;
        } catch (IOException e) {
            throw new ResourceException(
                    "the text cannot be written to " + file + ": " + e.getMessage() + ".", e);
        } finally {
            if (!begun) {
                remove(file);
            }
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Goes on with a run. */
    public void resume(StoredRun run) {
        train(run.folder(), listener -> TrainingRun.resume(run.folder(), listener, tokens -> {}));
    }

    private synchronized void train(Path folder, Function<TrainingListener, TrainingRun> open) {
        if (busy) {
            throw new UsageException("a model is being trained already; stop it first.");
        }
        busy = true;
        last = folder;
        Diary own = new Diary();
        diary = own;
        CountDownLatch end = new CountDownLatch(1);
        ended = end;
        Thread.ofPlatform()
                .daemon()
                .name("explorer-training")
                .start(
                        () -> {
                            try {
                                run(folder, open, own);
                            } finally {
                                synchronized (this) {
                                    busy = false;
                                    running = null;
                                }
                                end.countDown();
                            }
                        });
    }

    private void run(Path folder, Function<TrainingListener, TrainingRun> open, Diary own) {
        WatchedRun watched = new WatchedRun(own);
        try (TrainingRun run = open.apply(watched)) {
            synchronized (this) {
                running = run;
            }
            subjects.add(folder);
            watched.begin(run);
            boolean finished = run.train();
            own.add(Map.of("kind", "ended", "step", run.steps(), "finished", finished));
        } catch (UserException e) {
            own.add(Map.of("kind", "failed", "sentence", String.valueOf(e.getMessage())));
        } catch (RuntimeException | Error e) {
            String what = e.getClass().getSimpleName();
            own.add(Map.of("kind", "failed", "sentence", "training ended by a mistake: " + what));
        } finally {
            watched.end();
        }
    }

    /** Asks the run to save and stop after the step under way. */
    public synchronized void stop() {
        TrainingRun run = running;
        if (run != null) {
            run.stop();
        }
    }

    /** What a run's folder has of its heads' forming, as the diary tells it. */
    public static List<Map<String, Object>> heads(StoredRun run) {
        Path file = run.folder().resolve(HeadsOverTraining.FILE);
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        return TimelineCsv.read(file).stream()
                .filter(p -> p.inductionEntry().length > 0)
                .map((TimelinePoint p) -> WatchedRun.heads(p))
                .toList();
    }

    /**
     * Stops what is under way and waits until it is saved.
     *
     * @return what came of it, in a sentence; empty where nothing was trained
     */
    public String end() {
        CountDownLatch end;
        Path folder;
        synchronized (this) {
            if (!busy) {
                return "";
            }
            end = ended;
            folder = last;
        }
        stop();
        boolean saved = false;
        try {
            saved = end.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return saved
                ? "Training stopped and saved; go on with: headlight train --resume " + folder
                : "Training was not saved in time; its last checkpoint is in " + folder + ".";
    }

    @Override
    public void close() {
        end();
    }
}
