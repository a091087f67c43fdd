package dev.headlight.spark;

import dev.headlight.analysis.AnalysisListener;
import dev.headlight.text.InputException;
import dev.headlight.text.ResourceException;
import dev.headlight.text.UsageException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.spark.ExceptionFailure;
import org.apache.spark.SparkException;
import org.apache.spark.Success$;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.jspecify.annotations.Nullable;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What Spark's own events say of a job: how many tokens are done, counted once for a partition however often
 * it runs, and why a task failed, as the sentence that it was thrown with.
 */
final class ClusterProgress extends SparkListener {

    /** The counter that tasks count their tokens with. */
    static final String TOKENS = "tokens scored";

    private final AnalysisListener listener;
    private final Set<Integer> finished =
            new HashSet<>(); // partitions of this phase that have counted
    private final Map<Long, Long> running = new HashMap<>(); // tokens by task
    private long done;
    private long total;
    private @Nullable ExceptionFailure failure;

    ClusterProgress(AnalysisListener listener) {
        this.listener = listener;
    }

    /** A phase begins that will run so many tokens through the model; 0 where none. */
    synchronized void begin(String phase, long tokens) {
        finished.clear();
        running.clear();
        done = 0;
        total = tokens;
        failure = null;
        listener.phase(phase, tokens);
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
        if (end.reason() instanceof ExceptionFailure f) {
            failure = f;
        }
        running.remove(end.taskInfo().taskId());
        if (end.reason() instanceof Success$) {
            long tokens = tokens(end.taskInfo().accumulables());
            if (tokens > 0 && finished.add(end.taskInfo().partitionId())) {
                done += tokens;
            }
        }
        tell();
    }

    @Override
    public synchronized void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
        for (var task : CollectionConverters.asJava(update.accumUpdates())) {
            long tokens = tokens(task._4());
            if (tokens > 0) {
                running.put((Long) task._1(), tokens);
            }
        }
        tell();
    }

    private static long tokens(scala.collection.Seq<AccumulableInfo> counters) {
        for (AccumulableInfo counter : CollectionConverters.asJava(counters)) {
            Option<Object> update = counter.update();
            if (counter.name().contains(TOKENS)
                    && update.isDefined()
                    && update.get() instanceof Long n) {
                return n;
            }
        }
        return 0;
    }

    private void tell() {
        if (total > 0) {
            long now = done + running.values().stream().mapToLong(Long::longValue).sum();
            listener.tokens(Math.min(total, now));
        }
    }

    /**
     * Runs a job.
     *
     * @throws dev.headlight.text.UserException with the sentence that a task failed with
     */
    <T> T run(Supplier<T> job) {
        try {
            return job.get();
        } catch (RuntimeException e) {
            throw told(e);
        } catch (Throwable e) {
            // Spark's calls throw checked exceptions that Java does not see.
            if (e instanceof SparkException spark) {
                throw told(new IllegalStateException(spark.getMessage(), spark));
            }
            throw e;
        }
    }

    /** The same for what gives nothing back. */
    void run(Runnable job) {
        Boolean done =
                run(
                        () -> {
                            job.run();
                            return true;
                        });
        assert done;
    }

    private synchronized RuntimeException told(RuntimeException e) {
        ExceptionFailure f = failure;
        if (f == null) {
            return new ResourceException(
                    "Spark gave the job up: " + firstLine(String.valueOf(e.getMessage())), e);
        }
        String sentence = firstLine(String.valueOf(f.description()));
        String name = f.className();
        if (name.equals(InputException.class.getName())) {
            return new InputException(sentence, e);
        }
        if (name.equals(ResourceException.class.getName())) {
            return new ResourceException(sentence, e);
        }
        if (name.equals(UsageException.class.getName())) {
            return new UsageException(sentence, e);
        }
        if (name.equals(OutOfMemoryError.class.getName())) {
            return new ResourceException(
                    "an executor ran out of memory ("
                            + sentence
                            + "); give it more with spark.executor.memory",
                    e);
        }
        if (name.equals(java.io.UncheckedIOException.class.getName())
                || name.startsWith("java.io.")) {
            return new InputException(sentence, e);
        }
        return e;
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
