package dev.headlight.analysis.hypothesis;

import dev.headlight.analysis.evidence.Evidence;
import dev.headlight.analysis.evidence.HeadEstimates;
import dev.headlight.analysis.evidence.SetEffect;
import dev.headlight.analysis.results.Outcome;
import dev.headlight.analysis.results.Sink;
import dev.headlight.analysis.results.Verdict;
import dev.headlight.analysis.score.DocumentScores;
import dev.headlight.analysis.score.Figure;
import dev.headlight.analysis.statistics.Estimate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hypothesis 5: punctuation and special tokens act as sinks. {@code E} is the mean over heads of {@code ln
 * special_mass}, minus the mean over heads and frequency-matched random token sets of the same logarithm,
 * {@code sink=without}. A mass counts as {@link #LEAST_MASS} where it is less: the logarithm of 0 is no
 * number.
 */
final class SpecialTokenAggregation implements Hypothesis {

    static final double SMALLEST_EFFECT = Math.log(1.2);

    static final double LEAST_MASS = 1e-6;

    private static final Claim CLAIM =
            new Claim(
                    5,
                    "special_token_aggregation",
                    "Special-token aggregation",
                    "Punctuation and special tokens act as sinks.",
                    "mean over heads of ln special_mass, minus that of frequency-matched random token sets,"
                            + " sink=without",
                    "nats",
                    SMALLEST_EFFECT,
                    "");

    @Override
    public Claim claim() {
        return CLAIM;
    }

    @Override
    public Finding find(Evidence evidence) {
        return find(evidence, null);
    }

    /**
     * What the evidence shows.
     *
     * @param sinks what ablating the sink heads did, or null
     */
    Finding find(Evidence evidence, @Nullable SetEffect sinks) {
        HeadEstimates mass = evidence.figure(Figure.SPECIAL_MASS_WITHOUT);
        boolean matched = evidence.matchedSets() > 0;
        List<Estimate> heads = effects(evidence, Sink.WITHOUT, mass);
        Estimate effect = Estimate.mean(heads);
        List<Verdict.Figure> figures = new ArrayList<>();
        figures.add(
                Finding.figure(
                        "E, sink=with",
                        Estimate.mean(
                                effects(
                                        evidence,
                                        Sink.WITH,
                                        evidence.figure(Figure.SPECIAL_MASS)))));
        figures.add(
                Finding.figure(
                        "mean over heads of ln special_mass, sink=without",
                        Estimate.mean(logs(mass.all()))));
        List<Estimate> alpha = evidence.figure(Figure.ALPHA_0).all();
        figures.add(Finding.figure("alpha_0, mean over heads", Estimate.mean(alpha)));
        double sinkHeads =
                (double)
                                alpha.stream()
                                        .filter(a -> a.value() > DocumentScores.SINK_THRESHOLD)
                                        .count()
                        / alpha.size();
        figures.add(Finding.figure("share of heads with alpha_0 > 0.3", sinkHeads));
        figures.addAll(CausalFigures.of(sinks));
        boolean there = mass.exists();
        @Nullable Outcome outcome = there && matched ? null : Outcome.INCONCLUSIVE;
        return new Finding(
                effect,
                outcome,
                there
                        ? matched ? "" : "there is no frequency-matched set to hold it against"
                        : "the text has no punctuation, newline or special token that is known as one",
                true,
                effect.p(0),
                "E = 0: token sets of the same frequency draw as much; bootstrap replicates shifted to it",
                Finding.shareAbove(heads, SMALLEST_EFFECT),
                evidence.documents(),
                evidence.tokens(),
                there && !matched
                        ? List.of(
                                "No frequency-matched random token set could be drawn from the text; E is"
                                        + " held against uniform attention alone.")
                        : List.of(),
                figures,
                null,
                Double.NaN);
    }

    /** {@code ln special_mass} of each head, less the mean of that of the matched sets. */
    private static List<Estimate> effects(Evidence evidence, Sink sink, HeadEstimates mass) {
        List<Estimate> own = logs(mass.all());
        int sets = evidence.matchedSets();
        if (sets == 0) {
            return own;
        }
        List<List<Estimate>> ofSets = new ArrayList<>();
        for (int s = 0; s < sets; s++) {
            ofSets.add(logs(evidence.matchedSet(s, sink).all()));
        }
        List<Estimate> effects = new ArrayList<>();
        for (int n = 0; n < own.size(); n++) {
            List<Estimate> matched = new ArrayList<>();
            for (List<Estimate> set : ofSets) {
                matched.add(set.get(n));
            }
            effects.add(own.get(n).minus(Estimate.mean(matched)));
        }
        return effects;
    }

    private static List<Estimate> logs(List<Estimate> masses) {
        return masses.stream()
                .map(m -> Estimate.combine(List.of(m), x -> Math.log(Math.max(x[0], LEAST_MASS))))
                .toList();
    }
}
