package dev.headlight.app.terminal;

import java.io.PrintStream;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How far the work is, on standard error: on a terminal one line that is painted over, elsewhere a plain line
 * every ten seconds. A thread of its own paints, so the line lives while a long step runs.
 *
 * <p>Calls may come from any thread. Closing clears the painted line.
 */
public final class Progress implements AutoCloseable {

    private static final long PAINT_MILLIS = 250;
    private static final long LINE_MILLIS = 10_000;
    private static final int BAR = 20;

    private final PrintStream err;
    private final OptionalInt columns;
    private final @Nullable Thread painter;
    private final long started = System.nanoTime();
    private String phase = "";
    private long total;
    private long done;
    private Rate rate = new Rate();
    private final PaintedLine painted;
    private boolean closed;

    private Progress(Terminal terminal, boolean quiet) {
        this.err = terminal.err();
        this.painted = new PaintedLine(err);
        this.columns = terminal.errColumns();
        this.painter =
                quiet ? null : Thread.ofPlatform().daemon().name("progress").unstarted(this::paint);
    }

    /** Begins to show progress; nothing is shown where {@code quiet}. */
    public static Progress start(Terminal terminal, boolean quiet) {
        Progress progress = new Progress(terminal, quiet);
        if (progress.painter != null) {
            progress.painter.start();
        }
        return progress;
    }

    /**
     * A new phase of the work begins.
     *
     * @param name in a word or two
     * @param totalTokens its work in tokens; 0 where that cannot be told
     */
    public synchronized void phase(String name, long totalTokens) {
        phase = name;
        total = totalTokens;
        done = 0;
        rate = new Rate();
        rate.report(0, System.nanoTime());
    }

    /** So many tokens of the phase are done, all in all. */
    public synchronized void tokens(long tokens) {
        done = tokens;
        rate.report(tokens, System.nanoTime());
    }

    /** Says something that stays, above the line. */
    public synchronized void say(String sentence) {
        if (painter != null && !closed) {
            painted.clear();
            err.println(sentence);
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            painted.clear();
            notifyAll();
        }
    }

    private synchronized void paint() {
        long pause = columns.isPresent() ? PAINT_MILLIS : LINE_MILLIS;
        try {
            while (!closed) {
                wait(pause);
                if (!closed && !phase.isEmpty()) {
                    show(line(System.nanoTime()));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void show(String line) {
        if (columns.isEmpty()) {
            err.println(line);
            return;
        }
        painted.paint(line, columns.getAsInt());
    }

    /** The line at this moment, in ASCII: {@code text  [####......]  41%  3,410 tok/s  0:42 left}. */
    String line(long nanos) {
        StringBuilder line = new StringBuilder("%-12s".formatted(phase));
        if (total > 0) {
            double share = Math.min(1.0, done / (double) total);
            int full = (int) (share * BAR);
            line.append("  [")
                    .append("#".repeat(full))
                    .append(".".repeat(BAR - full))
                    .append("] %3d%%".formatted((int) (100 * share)));
        }
        OptionalDouble perSecond = rate.perSecond();
        if (total > 0 && perSecond.isPresent()) {
            line.append(String.format(Locale.ROOT, "  %,.0f tok/s", perSecond.getAsDouble()));
            line.append("  ")
                    .append(PaintedLine.clock((total - done) / perSecond.getAsDouble()))
                    .append(" left");
        } else {
            line.append("  ").append(PaintedLine.clock((nanos - started) / 1e9));
        }
        return line.toString();
    }
}
