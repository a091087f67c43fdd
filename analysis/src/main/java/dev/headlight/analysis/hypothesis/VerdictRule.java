package dev.headlight.analysis.hypothesis;

import dev.headlight.analysis.results.Outcome;
import dev.headlight.analysis.statistics.DetectableEffect;
import dev.headlight.analysis.statistics.Interval;
import java.util.Locale;

/**
 * The rule that turns an effect E and the smallest effect of interest s into a word; one for all six, fixed
 * beforehand:
 *
 * <pre>
 * supported     the whole 95% interval of E lies above s, and the extra condition holds
 * refuted       the whole interval lies below s
 * inconclusive  otherwise
 * </pre>
 */
public final class VerdictRule {

    /** Below it a p-value of an extra condition counts as holding. */
    public static final double SIGNIFICANCE = 0.05;

    private VerdictRule() {}

    /** The word; inconclusive where there is no interval. */
    public static Outcome outcome(Interval interval, double smallestEffect, boolean extraHolds) {
        if (interval.above(smallestEffect) && extraHolds) {
            return Outcome.SUPPORTED;
        }
        return interval.below(smallestEffect) ? Outcome.REFUTED : Outcome.INCONCLUSIVE;
    }

    /** The word for a finding. */
    public static Outcome outcome(Claim claim, Finding finding) {
        if (finding.outcome() != null) {
            return finding.outcome();
        }
        return outcome(finding.effect().interval(), claim.smallestEffect(), finding.extraHolds());
    }

    /**
     * The smallest true effect that these units would have shown with 80% power to lie above s, and above the least
     * effect at which the extra condition can hold: {@code max(s, least) + 2.80 SE}. Infinite where the condition can
     * hold at none.
     */
    public static double detectableEffect(Claim claim, Finding finding) {
        double least = finding.leastForCondition();
        double threshold =
                Double.isNaN(least)
                        ? claim.smallestEffect()
                        : Math.max(claim.smallestEffect(), least);
        return threshold + DetectableEffect.of(finding.effect().standardError());
    }

    /** The rule with its constants, in words. */
    public static String text(Claim claim) {
        String extra = claim.extraCondition().isEmpty() ? "" : " and " + claim.extraCondition();
        return String.format(
                Locale.ROOT,
                "supported where the whole %.0f%% interval of E lies above s = %s%s; refuted where it lies"
                        + " below s; inconclusive otherwise",
                100 * Interval.CONFIDENCE,
                Figures.number(claim.smallestEffect()),
                extra);
    }
}
