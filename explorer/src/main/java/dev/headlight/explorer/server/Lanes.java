package dev.headlight.explorer.server;

import dev.headlight.explorer.reading.Stop;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The threads that compute. They are few and their own, since each keeps buffers of the kernels; a task of theirs never
 * waits for a connection. Where all are busy, others wait in line, and where the line is long, they are refused.
 */
final class Lanes implements AutoCloseable {

    private static final int WAITING = 32;
    private static final long LOOK_MILLIS = 50;

    private final ThreadPoolExecutor threads;
    private final @Nullable Lanes urgent;
    private final Map<String, Task<?>> latest = new ConcurrentHashMap<>();
    private int underWay; // tasks that wait or are computed; guarded by this

    Lanes(int count) {
        this(count, null);
    }

    /**
     * Lanes for what nobody waits for at once.
     *
     * @param urgent whose tasks come first: see {@link Stop#giveWay}
     */
    Lanes(int count, @Nullable Lanes urgent) {
        this.urgent = urgent;
        threads =
                new ThreadPoolExecutor(
                        count,
                        count,
                        0,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(WAITING),
                        Thread.ofPlatform().daemon().name("explorer-", 1).factory());
    }

    /** Something that is computed, or waits to be. */
    static final class Task<T> implements Stop {
        private final AtomicBoolean stopped = new AtomicBoolean();
        private final long order;
        private final @Nullable Lanes urgent;
        private final CompletableFuture<T> result = new CompletableFuture<>();

        Task(long order, @Nullable Lanes urgent) {
            this.order = order;
            this.urgent = urgent;
        }

        @Override
        public void giveWay() {
            if (urgent != null) {
                urgent.waitUntilIdle(this);
            }
            check();
        }

        @Override
        public boolean asked() {
            return stopped.get();
        }

        /** Nobody waits any more. */
        void stop() {
            stopped.set(true);
        }

        CompletableFuture<T> result() {
            return result;
        }
    }

    /**
     * Who asks, and what kind of thing.
     *
     * @param name empty for none in particular
     * @param order the newer, the greater; requests may overtake each other on their way
     */
    record Line(String name, long order) {

        static final Line NONE = new Line("", 0);
    }

    /**
     * Computes as soon as there is a thread for it.
     *
     * @param line a newer task of a line stops the older one
     * @throws Refusal where too many wait
     */
    <T> Task<T> submit(Line line, Function<Stop, T> work) {
        Task<T> task = new Task<>(line.order(), urgent);
        if (!line.name().isEmpty()) {
            latest.merge(
                    line.name(),
                    task,
                    (there, mine) -> {
                        Task<?> older = mine.order >= there.order ? there : mine;
                        older.stop();
                        return older == there ? mine : there;
                    });
        }
        begins();
        try {
            threads.execute(
                    () -> {
                        run(task, work);
                        latest.remove(line.name(), task);
                        ends();
                    });
        } catch (RejectedExecutionException e) {
            latest.remove(line.name(), task);
            ends();
            throw new Refusal(503, "Too much is being computed at a time; try again in a moment.");
        }
        return task;
    }

    /** Stops what is computed for a line, where it is older than this. */
    void stop(Line line) {
        Task<?> task = latest.get(line.name());
        if (task != null && task.order < line.order()) {
            task.stop();
        }
    }

    private synchronized void begins() {
        underWay++;
    }

    private synchronized void ends() {
        underWay--;
        notifyAll();
    }

    private synchronized void waitUntilIdle(Stop stop) {
        try {
            while (underWay > 0 && !stop.asked()) {
                wait(LOOK_MILLIS); // also looks whether it is to stop
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the explorer is ending
        }
    }

    private static <T> void run(Task<T> task, Function<Stop, T> work) {
        try {
            task.check();
            task.result.complete(work.apply(task));
        } catch (Throwable e) { // also an Error: whoever waits must hear of it
            task.result.completeExceptionally(e);
        }
    }

    @Override
    public void close() {
        latest.values().forEach(Task::stop);
        threads.shutdown();
        boolean interrupted = false;
        try {
            threads.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
