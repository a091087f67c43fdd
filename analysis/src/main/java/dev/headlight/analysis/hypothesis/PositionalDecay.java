package dev.headlight.analysis.hypothesis;

import dev.headlight.analysis.evidence.Evidence;
import dev.headlight.analysis.results.Sink;
import dev.headlight.analysis.results.Verdict;
import dev.headlight.analysis.statistics.Estimate;
import java.util.ArrayList;
import java.util.List;

/**
 * Hypothesis 1: attention falls with distance beyond what uniform attention does. {@code E} is minus the
 * mean over heads of {@code decay_slope}, {@code sink=without}.
 */
final class PositionalDecay implements Hypothesis {

    static final double SMALLEST_EFFECT = 0.1;

    private static final Claim CLAIM =
            new Claim(
                    1,
                    "positional_decay",
                    "Positional decay",
                    "Attention falls with distance beyond what uniform attention does.",
                    "minus the mean over heads of decay_slope, the slope of ln(P/u) on ln d, sink=without",
                    "",
                    SMALLEST_EFFECT,
                    "");

    @Override
    public Claim claim() {
        return CLAIM;
    }

    @Override
    public Finding find(Evidence evidence) {
        List<Estimate> falls = falls(evidence, Sink.WITHOUT);
        Estimate effect = Estimate.mean(falls);
        List<Verdict.Figure> figures = new ArrayList<>();
        Estimate with = Estimate.mean(falls(evidence, Sink.WITH));
        figures.add(Finding.figure("E, sink=with", with));
        figures.add(
                Finding.figure(
                        "share of heads whose held-out decay a power law predicts better than an"
                                + " exponential",
                        evidence.powerLawShare(Sink.WITHOUT)));
        return new Finding(
                effect,
                null,
                "",
                true,
                effect.p(0),
                Finding.ZERO_EFFECT,
                Finding.shareAbove(falls, SMALLEST_EFFECT),
                evidence.documents(),
                evidence.tokens(),
                List.of(),
                figures,
                VerdictRule.outcome(with.interval(), SMALLEST_EFFECT, true),
                Double.NaN);
    }

    private static List<Estimate> falls(Evidence evidence, Sink sink) {
        return evidence.decaySlope(sink).all().stream().map(e -> e.times(-1)).toList();
    }
}
