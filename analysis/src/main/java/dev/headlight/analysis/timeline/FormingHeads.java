package dev.headlight.analysis.timeline;

import dev.headlight.analysis.results.HeadScore;
import dev.headlight.analysis.results.PhaseChange;
import dev.headlight.analysis.results.Timeline;
import dev.headlight.analysis.results.TimelinePoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the points of a training run say together. */
public final class FormingHeads {

    /** A previous-token head has formed where its score, key 0 left out, reaches this. */
    static final double FORMED = 0.5;

    private FormingHeads() {}

    /**
     * The timeline of a run.
     *
     * @param basis what each point rests on, {@link CompactAnalysis#basis}
     * @param points in the order of their steps
     */
    public static Timeline timeline(String basis, List<TimelinePoint> points) {
        PhaseChange change = PhaseChanges.of(points);
        List<String> sentences = new ArrayList<>();
        if (change != null) {
            sentences.add(happened(points, change));
            if (change.layer() > 0) {
                sentences.add(previousToken(points, change));
            }
        } else if (!points.isEmpty()) {
            sentences.add(nothing(points));
        }
        return new Timeline(basis, points, change, PhaseChanges.RULE, sentences);
    }

    private static String happened(List<TimelinePoint> points, PhaseChange change) {
        double before = at(points, change.from()).lossLater();
        double after = at(points, change.to()).lossLater();
        return String.format(
                Locale.ROOT,
                "Between step %,d and step %,d the induction score of head L%dH%d rose from %.2f to %.2f, and the loss on the"
                        + " second copy of random repeats %s from %.1f to %.1f nats a token.",
                change.from(),
                change.to(),
                change.layer(),
                change.head(),
                change.inductionFrom(),
                change.inductionTo(),
                after < before ? "fell" : "went",
                before,
                after);
    }

    /** An induction head reads what a previous-token head of a layer below has written. */
    private static String previousToken(List<TimelinePoint> points, PhaseChange change) {
        HeadScore last = HeadScore.strongestBelow(points.getLast().previousToken(), change.layer());
        if (last.layer() < 0) {
            return "No head of a layer below has a previous-token score.";
        }
        String head = "The strongest previous-token head of a layer below, " + last.name() + ", ";
        for (TimelinePoint point : points) {
            double score = point.previousToken()[last.layer()][last.head()];
            if (score >= FORMED) {
                return String.format(
                        Locale.ROOT,
                        point.step() <= change.to()
                                ? "%shad passed %.1f by step %,d and ended at %.2f."
                                : "%spassed %.1f only at step %,d and ended at %.2f.",
                        head,
                        FORMED,
                        point.step(),
                        last.value());
            }
        }
        return String.format(
                Locale.ROOT, "%sended at %.2f, below %.1f.", head, last.value(), FORMED);
    }

    private static String nothing(List<TimelinePoint> points) {
        TimelinePoint highest = points.getFirst();
        for (TimelinePoint point : points) {
            if (point.bestInduction().value() > highest.bestInduction().value()) {
                highest = point;
            }
        }
        HeadScore best = highest.bestInduction();
        if (best.layer() < 0) {
            return "No head has an induction score, so no phase change could be looked for.";
        }
        String range =
                String.format(
                        Locale.ROOT,
                        "From step %,d to step %,d the best induction score went from %.2f to %.2f (highest: head %s with %.2f at step"
                                + " %,d)",
                        points.getFirst().step(),
                        points.getLast().step(),
                        points.getFirst().bestInduction().value(),
                        points.getLast().bestInduction().value(),
                        best.name(),
                        best.value(),
                        highest.step());
        return PhaseChanges.rise(points) > PhaseChanges.RISE
                ? range
                        + "; no short stretch of steps carries most of that, so no phase change is marked."
                : range + "; no phase change.";
    }

    private static TimelinePoint at(List<TimelinePoint> points, long step) {
        return points.stream().filter(p -> p.step() == step).findFirst().orElseThrow();
    }
}
