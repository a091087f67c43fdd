package dev.headlight.engine;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The caller and {@code threads - 1} daemon threads that share the tasks of one job. They belong to
 * whoever made them, who closes them.
 *
 * <p>They take their tasks from {@link Shares}. A worker
 * spins about a millisecond for the next job before it parks: handing over a job then costs below a
 * microsecond, where waking a parked thread costs tens of them, and an operation of a small model is not
 * longer than that.
 *
 * <p>Any number of threads may call {@link #forEach}. One job at a time is shared; a call that comes while
 * another is under way, from inside one of its tasks or from another thread, runs on its own caller.
 */
public final class Workers implements AutoCloseable {

    /** How long a thread spins before it parks. */
    private static final long SPIN_NANOS = 1_400_000;

    private final Worker[] workers;
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile @Nullable Job job;
    private volatile boolean closed;

    public Workers(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads: " + threads);
        }
        workers = new Worker[threads - 1];
        for (int i = 0; i < workers.length; i++) {
            workers[i] = new Worker(i + 1);
        }
        for (Worker worker : workers) {
            worker.thread.start();
        }
    }

    /** The number of threads, the caller's included. */
    public int threads() {
        return workers.length + 1;
    }

    /**
     * Runs {@code task} for every index below {@code count}, in any order; returns when all are done. What
     * the tasks wrote is then visible to the caller. If a task throws, those not yet begun are left out,
     * those under way are waited for, and the first exception is thrown on, with the others suppressed.
     */
    public void forEach(int count, IntConsumer task) {
        if (count <= 1 || workers.length == 0 || closed || !busy.compareAndSet(false, true)) {
            for (int i = 0; i < count; i++) {
                task.accept(i);
            }
            return;
        }
        Job mine = new Job(count, task, threads());
        try {
            job = mine;
            for (Worker worker : workers) {
                worker.wake();
            }
            mine.run(0);
            mine.awaitEnd();
        } finally {
            mine.task =
                    null; // a worker that still looks at this job must not keep its arrays alive
            busy.set(false);
        }
        mine.throwFailure();
    }

    /** Ends the threads. A job that another thread is running is finished first. */
    @Override
    public void close() {
        closed = true;
        boolean interrupted = false;
        for (Worker worker : workers) {
            LockSupport.unpark(worker.thread);
        }
        for (Worker worker : workers) {
            while (worker.thread != Thread.currentThread() && worker.thread.isAlive()) {
                try {
                    worker.thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** One call of {@link #forEach}. */
    private static final class Job {
        private static final AtomicIntegerFieldUpdater<Job> DONE =
                AtomicIntegerFieldUpdater.newUpdater(Job.class, "done");

        private final int count;
        private @Nullable IntConsumer task;
        private final Thread caller = Thread.currentThread();
        private final Shares shares;
        private volatile int done;
        private @Nullable Throwable failure; // guarded by this

        Job(int count, IntConsumer task, int threads) {
            this.count = count;
            shares = Shares.of(count, threads);
            this.task = task;
        }

        /** Takes tasks until there are none. */
        void run(int self) {
            int finished = 0;
            IntConsumer body = task;
            while (body != null) {
                int i = shares.take(self);
                if (i < 0) {
                    break;
                }
                try {
                    body.accept(i);
                } catch (Throwable e) { // also an Error: whatever it is belongs to the caller
                    fail(e);
                    finished += shares.takeAll(); // those nobody will begin
                }
                finished++;
            }
            if (finished > 0 && DONE.addAndGet(this, finished) == count) {
                LockSupport.unpark(caller);
            }
        }

        private synchronized void fail(Throwable e) {
            if (failure == null) {
                failure = e;
            } else if (!failure.equals(e)) {
                failure.addSuppressed(e);
            }
        }

        void awaitEnd() {
            boolean interrupted = false;
            long parkAt = System.nanoTime() + SPIN_NANOS;
            while (done != count) {
                if (System.nanoTime() - parkAt < 0) {
                    Thread.onSpinWait();
                } else {
                    LockSupport.park(this);
                    interrupted |= Thread.interrupted(); // else park would return at once for ever
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        synchronized void throwFailure() {
            switch (failure) {
                case null -> {}
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                case Throwable e ->
                        throw new IllegalStateException("a task threw a checked exception", e);
            }
        }
    }

    /** One thread: waits for a job other than the last it saw, and helps. */
    private final class Worker implements Runnable {
        private final Thread thread;
        private final int number;
        private volatile boolean parked;

        Worker(int number) {
            this.number = number;
            thread = Thread.ofPlatform().daemon().name("headlight-" + number).unstarted(this);
        }

        void wake() {
            if (parked) {
                LockSupport.unpark(thread);
            }
        }

        @Override
        public void run() {
            Job seen = null;
            while (true) {
                Job current = await(seen);
                if (current == null) {
                    return;
                }
                current.run(number);
                seen = current;
            }
        }

        /** The next job, or null where the threads are to end. */
        private @Nullable Job await(@Nullable Job seen) {
            long parkAt = System.nanoTime() + SPIN_NANOS;
            while (!closed) {
                for (int spin = 0; spin < 64; spin++) {
                    Job current = job;
                    if (current != seen) {
                        return current;
                    }
                    Thread.onSpinWait();
                }
                if (System.nanoTime() - parkAt >= 0) {
                    parked = true; // then look again: the caller publishes its job before it looks
                    // at this
                    if (job == seen && !closed) {
                        LockSupport.park(this);
                    }
                    parked = false;
                }
            }
            return null;
        }
    }
}
