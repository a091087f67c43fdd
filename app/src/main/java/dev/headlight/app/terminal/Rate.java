package dev.headlight.app.terminal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/** Units a second over the last few reports, so that it follows a change of pace. */
final class Rate {

    private static final int REPORTS = 12;

    /** Fewer reports than this say nothing of the pace. */
    private static final int FEWEST = 3;

    private final Deque<long[]> reports = new ArrayDeque<>();

    /** Takes a report: {@code done} units at {@code nanos}. */
    void report(long done, long nanos) {
        reports.addLast(new long[] {done, nanos});
        if (reports.size() > REPORTS) {
            reports.removeFirst();
        }
    }

    /** Units a second; empty before it can be told. */
    OptionalDouble perSecond() {
        if (reports.size() < FEWEST) {
            return OptionalDouble.empty();
        }
        long units = reports.getLast()[0] - reports.getFirst()[0];
        long nanos = reports.getLast()[1] - reports.getFirst()[1];
        return units <= 0 || nanos <= 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(units * 1e9 / nanos);
    }
}
