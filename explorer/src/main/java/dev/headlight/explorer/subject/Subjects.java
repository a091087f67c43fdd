package dev.headlight.explorer.subject;

import dev.headlight.engine.Workers;
import dev.headlight.explorer.subject.Entry.Kind;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.ModelWeights;
import dev.headlight.model.OpenModel;
import dev.headlight.model.RandomInitialization;
import dev.headlight.model.Tokenizer;
import dev.headlight.model.Transformer;
import dev.headlight.model.io.ModelReader;
import dev.headlight.model.wired.WiredModel;
import dev.headlight.text.UsageException;
import dev.headlight.training.StoredRun;
import dev.headlight.training.checkpoint.Checkpoints;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that can be looked at, by id. What is opened stays open, but for checkpoints, of which the last few used stay.
 * Safe for several threads: opening one model does not hold up who asks for another that is open.
 */
public final class Subjects implements AutoCloseable {

    /** Id of the model wired by hand. */
    public static final String WIRED = "wired";

    private static final String CONTROL = "control";
    private static final int CHECKPOINTS_HELD = 4;
    private static final long CONTROL_SEED = 42;

    private final List<Path> paths;
    private final int given; // runs among them, the first of all runs
    private final Workers workers;
    private final Map<String, Opened> open =
            new LinkedHashMap<>(16, 0.75f, true); // guarded by this
    private final Map<String, Object> locks = new LinkedHashMap<>(); // guarded by this
    private final List<StoredRun> runs = new ArrayList<>(); // guarded by this

    /**
     * @param paths models, runs and folders of analyses; none for the wired model alone
     * @param workers fill the control's weights; not closed here
     */
    public Subjects(List<Path> paths, Workers workers) {
        this.paths = List.copyOf(paths);
        this.workers = workers;
        for (Path path : paths) {
            if (StoredRun.at(path)) {
                runs.add(StoredRun.open(path));
            }
        }
        given = runs.size();
    }

    /** A run that was begun here: its checkpoints can be looked at, too. */
    public synchronized void add(Path run) {
        if (runs.stream().noneMatch(r -> r.folder().equals(run))) {
            runs.add(StoredRun.open(run));
        }
    }

    /** The runs whose checkpoints are listed; a checkpoint's id is {@code run<n>@<step>}, n a place in this list. */
    public synchronized List<StoredRun> runs() {
        return List.copyOf(runs);
    }

    /** The id of what the page shows first: the model given first, or the last checkpoint of a run without one. */
    public String first() {
        List<Entry> given = given();
        return given.stream()
                .filter(e -> e.kind() == Kind.MODEL)
                .findFirst()
                .or(() -> given.isEmpty() ? Optional.empty() : Optional.of(given.getLast()))
                .map(Entry::id)
                .orElse(WIRED);
    }

    /** What can be asked for now. */
    public List<Entry> entries() {
        List<Entry> entries = new ArrayList<>(given());
        entries.addAll(checkpoints(given, runs().size()));
        entries.add(new Entry(WIRED, "wired by hand", Kind.WIRED, -1));
        String first = first();
        String title =
                entries.stream()
                        .filter(e -> e.id().equals(first))
                        .map(Entry::title)
                        .findFirst()
                        .orElse("");
        entries.add(
                new Entry(CONTROL, "control: " + title + " with random weights", Kind.CONTROL, -1));
        return entries;
    }

    /** What the explorer was started with. */
    private List<Entry> given() {
        List<Entry> entries = new ArrayList<>();
        for (int n = 0; n < paths.size(); n++) {
            Path path = paths.get(n);
            if (!StoredRun.at(path) || Files.isRegularFile(path.resolve("model.safetensors"))) {
                entries.add(new Entry("model" + n, name(path), Kind.MODEL, -1));
            }
        }
        entries.addAll(checkpoints(0, given));
        return entries;
    }

    /** The checkpoints of some runs. */
    private List<Entry> checkpoints(int from, int to) {
        List<Entry> entries = new ArrayList<>();
        List<StoredRun> known = runs();
        for (int n = from; n < to; n++) {
            for (Checkpoints.Entry c : known.get(n).checkpoints()) {
                String title = name(known.get(n).folder()) + ", step " + c.step();
                entries.add(
                        new Entry("run" + n + "@" + c.step(), title, Kind.CHECKPOINT, c.step()));
            }
        }
        return entries;
    }

    private static String name(Path path) {
        return String.valueOf(path.toAbsolutePath().normalize().getFileName());
    }

    /**
     * Opens a subject, or gives it where it is open.
     *
     * @throws UsageException where there is none of this id
     * @throws dev.headlight.text.InputException where its files cannot be read
     */
    public Subject subject(String id) {
        Object lock;
        synchronized (this) {
            Opened there = open.get(id);
            if (there != null) {
                return there.subject();
            }
            lock = locks.computeIfAbsent(id.length() > 40 ? "" : id, k -> new Object());
        }
        synchronized (lock) {
            synchronized (this) {
                Opened there = open.get(id);
                if (there != null) {
                    return there.subject();
                }
            }
            Opened opened = opened(id);
            synchronized (this) {
                open.put(id, opened);
                forgetCheckpoints();
            }
            return opened.subject();
        }
    }

    private void forgetCheckpoints() {
        long held = open.keySet().stream().filter(k -> k.contains("@")).count();
        Iterator<String> eldest = open.keySet().iterator();
        while (held > CHECKPOINTS_HELD && eldest.hasNext()) {
            if (eldest.next().contains("@")) {
                eldest.remove(); // weights on the heap: they go with who still looks at them
                held--;
            }
        }
    }

    private Opened opened(String id) {
        Entry entry =
                entries().stream()
                        .filter(e -> e.id().equals(id))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new UsageException(
                                                "there is no such model here; choose one of the"
                                                        + " list."));
        return switch (entry.kind()) {
            case WIRED -> wired();
            case CONTROL -> control();
            case MODEL -> model(entry);
            case CHECKPOINT -> checkpoint(entry);
        };
    }

    private static Opened wired() {
        OpenModel model = WiredModel.open();
        return opened(
                WIRED,
                "wired by hand",
                "Three layers of four heads whose weights were written by code: what each head does"
                        + " is known.",
                model,
                null);
    }

    private Opened model(Entry entry) {
        Path path = paths.get(Integer.parseInt(entry.id().substring("model".length())));
        Analysed analysed = Analysed.at(path);
        Path file = analysed.model();
        OpenModel model = file == null ? WiredModel.open() : ModelReader.open(file);
        String about =
                "%s, %,d parameters, %d layers of %d heads."
                        .formatted(
                                model.format(),
                                model.parameters(),
                                model.config().nLayers(),
                                model.config().nHeads());
        return opened(entry.id(), entry.title(), about, model, analysed);
    }

    private static Opened opened(
            String id, String title, String about, OpenModel model, @Nullable Analysed analysed) {
        Transformer transformer = new Transformer(model.config(), model.weights());
        Subject subject =
                new Subject(
                        id,
                        title,
                        about,
                        transformer,
                        model.tokenizer(),
                        analysed == null ? null : analysed.resultsOf(model.fingerprint()),
                        Examples.of(model.config(), model.tokenizer()));
        return new Opened(subject, model);
    }

    private Opened checkpoint(Entry entry) {
        String id = entry.id();
        StoredRun run = runs().get(Integer.parseInt(id.substring("run".length(), id.indexOf('@'))));
        Checkpoints.Entry checkpoint =
                run.checkpoints().stream()
                        .filter(c -> c.step() == entry.step())
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new UsageException(
                                                "that checkpoint has been deleted; choose a later"
                                                        + " one."));
        return inMemory(
                id,
                entry.title(),
                "The model of the run after %,d steps.".formatted(entry.step()),
                run.config(),
                run.weights(checkpoint),
                run.tokenizer());
    }

    private Opened control() {
        Subject of = subject(first());
        return inMemory(
                CONTROL,
                "control of " + of.title(),
                "The architecture of "
                        + of.title()
                        + " with random weights: what it does by itself.",
                of.config(),
                RandomInitialization.of(of.config(), CONTROL_SEED, workers),
                of.tokenizer());
    }

    private static Opened inMemory(
            String id,
            String title,
            String about,
            ModelConfig config,
            ModelWeights weights,
            @Nullable Tokenizer tokenizer) {
        Subject subject =
                new Subject(
                        id,
                        title,
                        about,
                        new Transformer(config, weights),
                        tokenizer,
                        null,
                        Examples.of(config, tokenizer));
        return new Opened(subject, Opened.NOTHING);
    }

    /** Closes every model. Nobody may be reading by then. */
    @Override
    public synchronized void close() {
        for (Opened each : open.values()) {
            try {
                each.memory().close();
            } catch (Exception e) {
                throw new IllegalStateException("closing " + each.subject().title(), e);
            }
        }
        open.clear();
    }
}
