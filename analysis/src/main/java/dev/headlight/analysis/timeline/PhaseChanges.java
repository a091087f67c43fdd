package dev.headlight.analysis.timeline;

import dev.headlight.analysis.results.HeadScore;
import dev.headlight.analysis.results.PhaseChange;
import dev.headlight.analysis.results.TimelinePoint;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * When the heads formed. Let {@code s(t)} be the best {@code induction_entry} over all heads at step {@code t},
 * and {@code R = max (s(b) - s(a))} over steps {@code a < b} its rise. The shortest stretch {@code [a, b]} with
 * {@code s(b) - s(a) >= R/2} (of equally short ones, that of the larger rise) is the phase change, where {@code R >
 * 0.3} and the stretch is no longer than a quarter of the steps seen. So a rise that is even over the run (whose
 * half takes half the run) is none. Olsson et al. 2022 see the change in the model's in-context-learning score;
 * the score of the heads is less noisy on few windows.
 */
final class PhaseChanges {

    /** Least rise of the best induction score. */
    static final double RISE = 0.3;

    /** Share of the rise that the stretch carries. */
    static final double MOST = 0.5;

    /** Share of the steps that the stretch may take. */
    static final double SHORT = 0.25;

    /** The rule, in words. */
    static final String RULE =
            String.format(
                    Locale.ROOT,
                    "A phase change is the shortest stretch of steps that carries at least %.0f%% of the rise of the best"
                            + " induction score, where that rise is more than %.1f and the stretch no longer than"
                            + " %.0f%% of the steps.",
                    100 * MOST,
                    RISE,
                    100 * SHORT);

    private PhaseChanges() {}

    /** The largest rise of the best induction score from any step to a later one, 0 where it never rises. */
    static double rise(List<TimelinePoint> points) {
        double lowest = Double.POSITIVE_INFINITY;
        double rise = 0;
        for (TimelinePoint point : points) {
            double s = point.bestInduction().value();
            if (!Double.isNaN(s)) {
                lowest = Math.min(lowest, s);
                rise = Math.max(rise, s - lowest);
            }
        }
        return rise;
    }

    /**
     * The phase change, or null where there is none.
     *
     * @param points in the order of their steps
     */
    static @Nullable PhaseChange of(List<TimelinePoint> points) {
        double rise = rise(points);
        if (!(rise > RISE)) {
            return null;
        }
        double[] best = points.stream().mapToDouble(p -> p.bestInduction().value()).toArray();
        int from = -1;
        int to = -1;
        for (int a = 0; a < best.length; a++) {
            for (int b = a + 1; b < best.length; b++) {
                // The tolerance is for a rise that is just half, in figures of 53 bits.
                if (best[b] - best[a] >= MOST * rise - 1e-12
                        && (from < 0 || shorter(points, best, a, b, from, to))) {
                    from = a;
                    to = b;
                }
            }
        }
        long all = points.getLast().step() - points.getFirst().step();
        if (steps(points, from, to) > SHORT * all) {
            return null;
        }
        TimelinePoint before = points.get(from);
        TimelinePoint after = points.get(to);
        HeadScore head = after.bestInduction();
        return new PhaseChange(
                before.step(),
                after.step(),
                head.layer(),
                head.head(),
                before.inductionEntry()[head.layer()][head.head()],
                head.value());
    }

    private static boolean shorter(
            List<TimelinePoint> points, double[] best, int a, int b, int from, int to) {
        long difference = steps(points, a, b) - steps(points, from, to);
        return difference < 0 || difference == 0 && best[b] - best[a] > best[to] - best[from];
    }

    private static long steps(List<TimelinePoint> points, int a, int b) {
        return points.get(b).step() - points.get(a).step();
    }
}
