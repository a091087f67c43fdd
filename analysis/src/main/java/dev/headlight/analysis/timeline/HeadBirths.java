package dev.headlight.analysis.timeline;

import dev.headlight.analysis.results.HeadBirth;
import dev.headlight.analysis.results.TimelinePoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * When which head formed: the first step from which its score stays at or above a threshold to the end of the run. The
 * thresholds are those that roles have before the control lifts them: 0.3 for {@code induction_entry}, 0.5 for {@code
 * previous_token}, both without the sink, and 0.3 for {@code alpha_0}. A head that passed it and fell back is none.
 */
public final class HeadBirths {

    /** The rule in words. */
    public static final String RULE =
            "formed: the first step from which the score stays at or above the threshold to the end: 0.3 for"
                    + " induction_entry, 0.5 for previous_token, 0.3 for alpha_0";

    private HeadBirths() {}

    private interface Score {
        double[][] of(TimelinePoint point);
    }

    /** The heads that formed, in the order of their steps. */
    public static List<HeadBirth> of(List<TimelinePoint> points) {
        List<HeadBirth> births = new ArrayList<>();
        add(births, points, "previous token", TimelinePoint::previousToken, FormingHeads.FORMED);
        add(births, points, "induction", TimelinePoint::inductionEntry, 0.3);
        add(births, points, "sink", TimelinePoint::alpha0, 0.3);
        births.sort(
                Comparator.comparingLong(HeadBirth::step)
                        .thenComparingInt(HeadBirth::layer)
                        .thenComparingInt(HeadBirth::head));
        return births;
    }

    private static void add(
            List<HeadBirth> births,
            List<TimelinePoint> points,
            String kind,
            Score score,
            double threshold) {
        double[][] last = score.of(points.getLast());
        for (int l = 0; l < last.length; l++) {
            for (int h = 0; h < last[l].length; h++) {
                int from = points.size();
                while (from > 0 && score.of(points.get(from - 1))[l][h] >= threshold) {
                    from--;
                }
                if (from < points.size()) {
                    births.add(
                            new HeadBirth(
                                    kind, l, h, points.get(from).step(), from == 0, last[l][h]));
                }
            }
        }
    }
}
