package dev.headlight.analysis.hypothesis;

import dev.headlight.analysis.results.Outcome;
import dev.headlight.analysis.results.Verdict;
import dev.headlight.analysis.statistics.Estimate;
import dev.headlight.analysis.statistics.Interval;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What evidence shows of a hypothesis.
 *
 * @param effect E in each replicate
 * @param outcome the word, where the hypothesis says itself what it is (not enough layers, cause not
 *     tested); null where {@link VerdictRule} decides
 * @param reason why the hypothesis says it itself, as the end of a sentence; or what a reader must know
 *     beside the word, or empty
 * @param extraHolds whether the extra condition holds; true where there is none
 * @param p of the extra condition or against the null; NaN where there is none
 * @param pNull the null that p refers to, in words, or empty
 * @param headsShare share of heads for which the same rule holds; NaN where no single head can show it
 * @param units behind the effect
 * @param tokens in them
 * @param notYetDone what the definition asks and was not done, in sentences
 * @param figures other figures that belong to the verdict
 * @param outcomeWithSink the word that the same rule gives with the sink in, where the hypothesis is judged
 *     without it; else null
 * @param leastForCondition the least E at which the extra condition can hold; NaN where that does not hang on E
 */
public record Finding(
        Estimate effect,
        @Nullable Outcome outcome,
        String reason,
        boolean extraHolds,
        double p,
        String pNull,
        double headsShare,
        int units,
        long tokens,
        List<String> notYetDone,
        List<Verdict.Figure> figures,
        @Nullable Outcome outcomeWithSink,
        double leastForCondition) {

    /** The null of an effect that is 0 where attention is uniform. */
    static final String ZERO_EFFECT =
            "E = 0, what uniform attention gives; bootstrap replicates shifted to it";

    public Finding {
        notYetDone = List.copyOf(notYetDone);
        figures = List.copyOf(figures);
    }

    /** The same with other words and figures. */
    Finding with(String reason, List<Verdict.Figure> figures) {
        return new Finding(
                effect,
                outcome,
                reason,
                extraHolds,
                p,
                pNull,
                headsShare,
                units,
                tokens,
                notYetDone,
                figures,
                outcomeWithSink,
                leastForCondition);
    }

    /** A figure with its interval. */
    static Verdict.Figure figure(String name, Estimate estimate) {
        Interval interval = estimate.interval();
        return new Verdict.Figure(name, estimate.value(), interval.low(), interval.high());
    }

    /** A figure without one. */
    static Verdict.Figure figure(String name, double value) {
        return new Verdict.Figure(name, value, Double.NaN, Double.NaN);
    }

    /** The share of those heads that have the effect whose whole interval lies above {@code s}; NaN of none. */
    static double shareAbove(List<Estimate> effects, double s) {
        List<Estimate> there = new ArrayList<>(effects);
        there.removeIf(e -> !e.exists());
        long above = there.stream().filter(e -> e.interval().above(s)).count();
        return there.isEmpty() ? Double.NaN : (double) above / there.size();
    }
}
