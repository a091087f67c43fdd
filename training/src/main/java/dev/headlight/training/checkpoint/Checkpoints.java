package dev.headlight.training.checkpoint;

import dev.headlight.model.io.NewFile;
import dev.headlight.model.training.Parameter;
import dev.headlight.text.InputException;
import dev.headlight.text.ResourceException;
import dev.headlight.text.UsageException;
import dev.headlight.training.optimizer.Optimizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The checkpoints of a run, {@code step-00001200.safetensors} and so on in one folder. An older one is deleted only
 * after a newer one is in place, so a process that is killed at any moment leaves at least the one before.
 */
public final class Checkpoints {

    private static final Pattern NAME = Pattern.compile("step-(\\d{8,18})\\.safetensors");
    private static final String FORMAT = "format";
    private static final String FORMAT_NAME = "headlight checkpoint 1";
    private static final String STEP = "step";
    private static final String OPTIMIZER_STEPS = "optimizer_steps";
    private static final String STATE = "state.";

    private final Path folder;
    private final int keep;

    /**
     * One that lies in the folder.
     *
     * @param step optimizer steps taken before it
     */
    public record Entry(long step, Path file) {}

    /**
     * What the parameters and the optimizer were filled from.
     *
     * @param state the trainer's own words, as they were saved
     */
    public record Restored(long step, Path file, Map<String, String> state) {}

    /**
     * @param folder made at the first save where it does not exist
     * @param keep how many of the last ones stay, at least 1; 2 or more, so that one that is damaged later has one
     *     before it
     */
    public Checkpoints(Path folder, int keep) {
        if (keep < 1) {
            throw new IllegalArgumentException("keep " + keep);
        }
        this.folder = folder;
        this.keep = keep;
    }

    /** Those that are there, the oldest first, sound or not. */
    public List<Entry> list() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.flatMap(file -> entry(file).stream())
                    .sorted(Comparator.comparingLong(Entry::step))
                    .toList();
        } catch (IOException e) {
            throw new InputException(folder + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private static Optional<Entry> entry(Path file) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        return name.matches()
                ? Optional.of(new Entry(Long.parseLong(name.group(1)), file))
                : Optional.empty();
    }

    /**
     * Saves a step, then deletes what is older than the last {@code keep}.
     *
     * @param state the trainer's own words, given back by {@link #restore}
     * @throws ResourceException where the disk does not take it; what was there stays
     */
    public Path save(
            long step, List<Parameter> parameters, Optimizer optimizer, Map<String, String> state) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(FORMAT, FORMAT_NAME);
        metadata.put(STEP, Long.toString(step));
        metadata.put(OPTIMIZER_STEPS, Long.toString(optimizer.steps()));
        state.forEach((key, value) -> metadata.put(STATE + key, value));
        Path file = folder.resolve("step-%08d.safetensors".formatted(step));
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UsageException(folder + " cannot be made: name another folder.", e);
        }
        CheckpointFile.write(file, metadata, RunArrays.of(parameters, optimizer));
        deleteBefore(step);
        return file;
    }

    private void deleteBefore(long step) {
        List<Entry> upToHere = list().stream().filter(e -> e.step() <= step).toList();
        for (Entry old : upToHere.subList(0, Math.max(0, upToHere.size() - keep))) {
            try {
                Files.deleteIfExists(old.file());
            } catch (IOException e) {
                throw new ResourceException(
                        old.file() + " cannot be deleted: " + e.getMessage() + ".", e);
            }
        }
    }

    /**
     * Fills parameters and optimizer from the newest checkpoint that is sound. Temporary files of a killed process
     * are deleted; a damaged checkpoint is told and set aside under the name it had with {@code .damaged} behind,
     * unless none is sound: then all stay as they are.
     *
     * @param warnings takes one sentence for each damaged checkpoint
     * @return empty where there is no checkpoint
     * @throws InputException where there are some and none is sound
     * @throws UsageException where the newest sound one is of another model or optimizer
     */
    public Optional<Restored> restore(
            List<Parameter> parameters, Optimizer optimizer, Consumer<String> warnings) {
        List<Entry> entries = list();
        if (entries.isEmpty()) {
            deleteLeftovers();
            return Optional.empty();
        }
        Map<Entry, InputException> damaged = new LinkedHashMap<>();
        for (Entry entry : entries.reversed()) {
            CheckpointFile file;
            try {
                file = CheckpointFile.open(entry.file());
            } catch (InputException e) {
                damaged.put(entry, e);
                continue;
            }
            deleteLeftovers();
            damaged.forEach((d, e) -> warnings.accept(e.getMessage() + setAside(d.file())));
            return Optional.of(fill(entry.file(), file, parameters, optimizer));
        }
        throw new InputException(
                "no checkpoint in "
                        + folder
                        + " is sound ("
                        + entries.size()
                        + " damaged); begin the run again, in another folder.",
                damaged.values().iterator().next());
    }

    private void deleteLeftovers() {
        if (Files.isDirectory(folder)) {
            NewFile.deleteLeftovers(folder);
        }
    }

    private static Restored fill(
            Path path, CheckpointFile file, List<Parameter> parameters, Optimizer optimizer) {
        Map<String, String> metadata = file.metadata();
        if (!FORMAT_NAME.equals(metadata.get(FORMAT))) {
            throw new UsageException(
                    path
                            + " is of the format "
                            + metadata.get(FORMAT)
                            + ", and this Headlight reads "
                            + FORMAT_NAME
                            + ": resume with the version that wrote it.");
        }
        List<RunArrays.Named> arrays = RunArrays.of(parameters, optimizer);
        Mismatch.check(path, file.shapes(), arrays);
        file.fill(arrays);
        optimizer.continueAfter(number(path, metadata, OPTIMIZER_STEPS));
        Map<String, String> state = new LinkedHashMap<>();
        metadata.forEach(
                (key, value) -> {
                    if (key.startsWith(STATE)) {
                        state.put(key.substring(STATE.length()), value);
                    }
                });
        return new Restored(number(path, metadata, STEP), path, state);
    }

    private static long number(Path path, Map<String, String> metadata, String key) {
        try {
            return Long.parseLong(metadata.getOrDefault(key, ""));
        } catch (NumberFormatException e) {
            throw new InputException(
                    path + " does not say its " + key + ": it is no checkpoint of Headlight's.", e);
        }
    }

    /** It must not count among the last ones, nor be tried again. */
    private static String setAside(Path file) {
        Path aside = file.resolveSibling(file.getFileName() + ".damaged");
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            return " It is now " + aside.getFileName() + ", and the one before it is used.";
        } catch (IOException e) {
            return " The one before it is used.";
        }
    }
}
