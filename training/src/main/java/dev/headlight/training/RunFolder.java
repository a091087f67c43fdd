package dev.headlight.training;

import dev.headlight.text.UsageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of a run, held by one process at a time: two that trained in it would write over each other. The lock
 * goes with the process, however that ends.
 */
final class RunFolder implements AutoCloseable {

    static final String CHECKPOINTS = "checkpoints";
    static final String METRICS = "metrics.jsonl";
    static final String TOKENS = "tokens";
    static final String WEIGHTS = "model.safetensors";

    private static final String LOCK = ".lock";

    /** What a run makes before its first step. */
    private static final List<String> FIRST =
            List.of(TOKENS, "tokenizer.json", "tokenizer_config.json", "training.json");

    private final Path path;
    private final FileChannel lock;
    private final List<Path> made = new ArrayList<>();

    private RunFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * A folder for a new run, made where it does not exist.
     *
     * @param texts what the run will read
     * @throws UsageException where it holds a run or a model, lies in the text, or cannot be written to
     */
    static RunFolder begin(Path path, List<Path> texts) {
        if (Files.exists(path.resolve(METRICS)) || Files.exists(path.resolve(CHECKPOINTS))) {
            throw new UsageException(
                    path
                            + " holds a run already; go on with it by --resume "
                            + path
                            + ", or name another folder by --out");
        }
        if (Files.exists(path.resolve(WEIGHTS))) {
            throw new UsageException(
                    path
                            + " holds a model already, which would be written over; name another folder by --out");
        }
        for (Path text : texts) {
            if (Files.isDirectory(text) && plain(path).startsWith(plain(text))) {
                throw new UsageException(
                        path
                                + " lies in the text "
                                + text
                                + ", which the run's own files would change; name another folder by --out");
            }
        }
        List<Path> made = new ArrayList<>();
        for (Path p = plain(path); p != null && !Files.exists(p); p = p.getParent()) {
            made.add(p);
        }
        for (String name : FIRST) {
            if (!Files.exists(path.resolve(name))) {
                made.add(path.resolve(name));
            }
        }
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new UsageException(path + " cannot be made; name another folder by --out", e);
        }
        RunFolder folder = new RunFolder(path, lock(path));
        folder.made.addAll(made);
        return folder;
    }

    /**
     * The folder of a run that goes on.
     *
     * @throws UsageException where another process trains in it, or it cannot be written to
     */
    static RunFolder resume(Path path) {
        return new RunFolder(path, lock(path));
    }

    private static Path plain(Path path) {
        return path.toAbsolutePath().normalize();
    }

    @SuppressWarnings("MustBeClosedChecker") // the folder that holds the lock closes it
    private static FileChannel lock(Path path) {
        FileChannel channel = openLock(path);
        boolean held = false;
        try {
            held = channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // Held by this very process: not to be had either.
        } catch (IOException e) {
            throw unwritable(path, e);
        } finally {
            if (!held) {
                close(channel);
            }
        }
        if (!held) {
            throw new UsageException(
                    path + " is being trained already; wait until that has ended, or stop it");
        }
        return channel;
    }

    @SuppressWarnings("MustBeClosedChecker") // as above
    private static FileChannel openLock(Path path) {
        try {
            return FileChannel.open(
                    path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    private static UsageException unwritable(Path path, IOException e) {
        return new UsageException(
                path + " cannot be written to (" + e.getMessage() + "); name a folder that can", e);
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // The lock goes with the process at the latest.
        }
    }

    Path path() {
        return path;
    }

    Path file(String name) {
        return path.resolve(name);
    }

    /** Lets the folder go; where a run did not come to its beginning, without what was made for it. */
    void undo() {
        close();
        for (Path each : made.stream().sorted(Comparator.reverseOrder()).toList()) {
            try {
                if (each.startsWith(path) && !each.equals(path)) {
                    delete(each);
                } else {
                    Files.deleteIfExists(each);
                }
            } catch (IOException e) {
                // Somebody's file lies in it, or it is no longer ours; what went wrong before says
                // more.
            }
        }
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(path.resolve(LOCK));
        } catch (IOException e) {
            // An empty file stays behind, which the next run takes for its own.
        }
        close(lock);
    }
}
