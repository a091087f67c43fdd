package dev.headlight.analysis.results;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the heads of a model formed while it was trained.
 *
 * @param basis what each point rests on, in words
 * @param points in the order of their steps, each step once
 * @param phaseChange where most of the rise of the best induction score lies, null where there is no such place
 * @param rule by which a phase change is called one, in words
 * @param sentences what happened, in plain words, from the figures alone
 */
public record Timeline(
        String basis,
        List<TimelinePoint> points,
        @Nullable PhaseChange phaseChange,
        String rule,
        List<String> sentences) {

    public Timeline {
        points = List.copyOf(points);
        sentences = List.copyOf(sentences);
    }
}
