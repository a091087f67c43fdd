package dev.headlight.app;

import java.io.PrintStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is said and done when the process is told to end before its command has: by Ctrl-C, or by {@code kill}. The JVM
 * ends as soon as its hooks have, whatever the command is doing; so work that is to be saved is waited for here, and
 * here is said what came of it. A second Ctrl-C is not heard by a JVM that is ending.
 */
final class Interrupt {

    /** How long work that was asked to stop may take. */
    private static final long STOP_SECONDS = 600;

    private final PrintStream err;
    private volatile String done = "";
    private volatile boolean happened;
    private volatile boolean over;
    private volatile @Nullable Saved saved;

    /**
     * Work that an interrupt waits for.
     *
     * @param stop asks it to stop; false where there is nothing to wait for
     * @param meanwhile what is said before it is waited for; empty for nothing
     * @param words what came of it
     */
    private record Saved(
            BooleanSupplier stop, Supplier<String> meanwhile, CompletableFuture<String> words) {}

    Interrupt(PrintStream err) {
        this.err = err;
    }

    /** The command has ended by itself: from now on there is nothing to say. */
    void over() {
        over = true;
    }

    /** What an interrupt from now on does not undo, and how to go on from it: a sentence to add. */
    void done(String sentence) {
        done = " " + sentence;
    }

    /**
     * Does work that an interrupt asks to stop and then waits for. After an interrupt this does not return: the
     * process ends.
     *
     * @param stop asks it to save and return soon, from another thread
     * @param words what to tell when it has returned early
     */
    <T> T save(Runnable stop, Supplier<T> work, Function<T, String> words) {
        return save(stop, () -> "saving after the step under way", work, words);
    }

    /**
     * The same for work that may have nothing to save.
     *
     * @param meanwhile what it does after it was asked to stop; empty where that takes no time
     */
    <T> T save(
            Runnable stop,
            Supplier<String> meanwhile,
            Supplier<T> work,
            Function<T, String> words) {
        return save(
                new Saved(
                        () -> {
                            stop.run();
                            return true;
                        },
                        meanwhile,
                        new CompletableFuture<>()),
                work,
                words);
    }

    /**
     * The same for work that is worth waiting for only in some of its phases.
     *
     * @param stop asks it to save and return soon, from another thread; false where there is nothing to save yet: the
     *     process then ends at once
     */
    <T> T saveIf(BooleanSupplier stop, Supplier<T> work, Function<T, String> words) {
        return save(
                new Saved(stop, () -> "saving after the step under way", new CompletableFuture<>()),
                work,
                words);
    }

    private <T> T save(Saved mine, Supplier<T> work, Function<T, String> words) {
        saved = mine;
        try {
            T result = work.get();
            end(mine, words.apply(result));
            return result;
        } catch (RuntimeException | Error e) {
            end(mine, "headlight: " + Failure.of(e).sentence());
            throw e;
        }
    }

    private void end(Saved mine, String words) {
        mine.words.complete(words);
        if (happened) {
            waitForTheEnd();
        }
        saved = null;
    }

    /** Until the JVM ends, so that nothing else is begun or said. */
    private static void waitForTheEnd() {
        CountDownLatch never = new CountDownLatch(1);
        while (true) {
            try {
                never.await();
            } catch (InterruptedException e) {
                // The process ends anyway.
            }
        }
    }

    /** The process is to end: runs as a hook of the JVM's shutdown, also of an ordinary one. */
    void happened() {
        if (over) {
            return;
        }
        happened = true;
        Saved work = saved;
        String meanwhile = work == null ? "" : work.meanwhile.get();
        if (work == null || !work.stop.getAsBoolean()) {
            err.println("\nheadlight: interrupted." + done);
            return;
        }
        err.println(
                "\nheadlight: interrupted" + (meanwhile.isEmpty() ? "." : "; " + meanwhile + "."));
        String outcome = outcome(work);
        if (!outcome.isEmpty()) {
            err.println(outcome);
        }
    }

    private static String outcome(Saved work) {
        try {
            return work.words.get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return "headlight: not saved within %d s; the last checkpoint is what there is."
                    .formatted(STOP_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "headlight: not saved; the last checkpoint is what there is.";
        }
    }
}
