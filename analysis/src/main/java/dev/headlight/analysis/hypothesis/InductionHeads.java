package dev.headlight.analysis.hypothesis;

import dev.headlight.analysis.evidence.CausalEvidence;
import dev.headlight.analysis.evidence.Evidence;
import dev.headlight.analysis.evidence.HeadEstimates;
import dev.headlight.analysis.evidence.SetEffect;
import dev.headlight.analysis.results.HeadScore;
import dev.headlight.analysis.results.Outcome;
import dev.headlight.analysis.results.Verdict;
import dev.headlight.analysis.score.Figure;
import dev.headlight.analysis.statistics.DetectableEffect;
import dev.headlight.analysis.statistics.Estimate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hypothesis 4: some heads copy what followed an earlier occurrence.
 *
 * <p>A head is <em>found</em> where the lower bound of its {@code induction_entry}, resampled over the
 * sequences of random repeats, lies above {@link #NULL_FACTOR} times its uniform null and above every head
 * of the control. The rows as they are ({@code sink=with}) decide: a head that leaves all but a trace to
 * key 0 moves nothing. How many the rows without the sink would give stands beside it.
 *
 * <p>Where no head is found and every upper bound lies below that threshold the hypothesis is refuted. {@code E},
 * the rise of the loss when the found heads are ablated beyond that for random heads, needs the ablation; until it has
 * been run E does not exist and the word for found heads is <em>found, cause not tested</em>.
 */
final class InductionHeads implements Hypothesis {

    static final double SMALLEST_EFFECT = 0.05;

    /** How many times the uniform null a head must exceed. */
    static final double NULL_FACTOR = 3;

    /** Heads that are named in the figures. */
    private static final int NAMED = 5;

    private static final Claim CLAIM =
            new Claim(
                    4,
                    "induction_heads",
                    "Induction heads",
                    "Some heads copy what followed an earlier occurrence.",
                    "rise of the loss on the 2nd half of random repeats when the found heads are ablated, minus"
                            + " the mean rise for as many random heads of the same layers",
                    "nats",
                    SMALLEST_EFFECT,
                    "permutation p < "
                            + VerdictRule.SIGNIFICANCE
                            + " (found: the lower bound of induction_entry lies above "
                            + Figures.number(NULL_FACTOR)
                            + " times its uniform null and above every head of the control; none found and"
                            + " every upper bound below: refuted)");

    @Override
    public Claim claim() {
        return CLAIM;
    }

    /** What the control itself shows: held against uniform attention alone. */
    @Override
    public Finding find(Evidence evidence) {
        return find(evidence, Double.NaN, Double.NaN, CausalEvidence.NONE);
    }

    /** {@code induction_entry} of the control's strongest head. */
    static double strongest(Evidence control, Figure figure) {
        return control.figure(figure).all().stream()
                .mapToDouble(Estimate::value)
                .filter(v -> !Double.isNaN(v))
                .max()
                .orElse(Double.NaN);
    }

    /**
     * What the evidence shows beside a control.
     *
     * @param controlWith strongest head of the control, NaN where there is none
     * @param controlWithout the same of {@code sink=without}
     * @param causes what ablations showed
     */
    Finding find(
            Evidence evidence, double controlWith, double controlWithout, CausalEvidence causes) {
        HeadEstimates with = evidence.figure(Figure.INDUCTION_ENTRY);
        double threshold = threshold(with, controlWith);
        List<Named> heads = named(with);
        List<Named> found = above(heads, threshold);
        @Nullable SetEffect tested = found.isEmpty() ? null : causes.induction();
        boolean allBelow =
                !heads.isEmpty()
                        && heads.stream().allMatch(h -> h.entry.interval().below(threshold));
        boolean possible = threshold < 1;
        @Nullable Outcome outcome =
                found.isEmpty()
                        ? allBelow && possible ? Outcome.REFUTED : Outcome.INCONCLUSIVE
                        : tested == null
                                ? Outcome.FOUND_CAUSE_NOT_TESTED
                                : tested.sets() == 0 ? Outcome.INCONCLUSIVE : null;
        List<String> notYetDone = new ArrayList<>();
        if (!found.isEmpty() && tested == null) {
            notYetDone.add(
                    "The found heads have not been ablated, so whether they cause the copying (E, the rise"
                            + " of the loss on the 2nd half of random repeats) has not been tested.");
        }
        if (Double.isNaN(controlWith)) {
            notYetDone.add(
                    "There is no control, so the heads were held against uniform attention alone.");
        }
        HeadEstimates without = evidence.figure(Figure.INDUCTION_ENTRY_WITHOUT);
        double thresholdWithout = threshold(without, controlWithout);
        double share = heads.isEmpty() ? Double.NaN : (double) found.size() / heads.size();
        List<Verdict.Figure> figures = new ArrayList<>();
        figures.add(Finding.figure("heads found, sink=with", found.size()));
        figures.add(
                Finding.figure(
                        "heads found, sink=without",
                        (int)
                                named(without).stream()
                                        .filter(h -> h.entry.interval().above(thresholdWithout))
                                        .count()));
        figures.add(Finding.figure("threshold of induction_entry, sink=with", threshold));
        figures.add(
                Finding.figure(
                        "smallest induction_entry that would have been found (80% power)",
                        threshold + detectable(heads)));
        for (Named h : heads.subList(0, Math.min(NAMED, heads.size()))) {
            figures.add(Finding.figure(h.name() + " induction_entry, sink=with", h.entry));
            figures.add(
                    Finding.figure(
                            h.name() + " induction_entry, sink=without",
                            without.head(h.layer, h.head)));
        }
        figures.addAll(CausalFigures.of(tested));
        figures.addAll(CausalFigures.of(causes.previousToken()));
        String reason = reason(heads, found, threshold, possible);
        if (tested != null) {
            return new Finding(
                    tested.excess(),
                    outcome,
                    reason + CausalFigures.reason(tested),
                    tested.p() < VerdictRule.SIGNIFICANCE,
                    tested.p(),
                    tested.pNull(),
                    share,
                    tested.units(),
                    tested.tokens(),
                    notYetDone,
                    figures,
                    null,
                    Double.NaN);
        }
        return new Finding(
                Estimate.mean(List.of()),
                outcome,
                reason,
                false,
                Double.NaN,
                "",
                share,
                evidence.sequences(),
                evidence.repeatTokens(),
                notYetDone,
                figures,
                null,
                Double.NaN);
    }

    private static List<Named> above(List<Named> heads, double threshold) {
        return heads.stream().filter(h -> h.entry.interval().above(threshold)).toList();
    }

    private static String reason(
            List<Named> heads, List<Named> found, double threshold, boolean possible) {
        if (heads.isEmpty()) {
            return "induction_entry does not exist";
        }
        if (!possible) {
            return "the repeats are so short that uniform attention comes too near to a perfect score";
        }
        Named strongest = heads.getFirst();
        String at =
                strongest.name()
                        + " gives the token after the earlier copy "
                        + Figures.withInterval(strongest.entry)
                        + " of its attention, threshold "
                        + Figures.number(threshold);
        return found.isEmpty()
                ? "no head is found, the strongest, " + at
                : Figures.count(found.size(), "head")
                        + (found.size() == 1 ? " is" : " are")
                        + " found, the strongest, "
                        + at;
    }

    /** Beyond the threshold, for a head as variable as the median one; NaN where no head has an interval. */
    private static double detectable(List<Named> heads) {
        double[] errors =
                heads.stream()
                        .mapToDouble(h -> h.entry.standardError())
                        .filter(e -> !Double.isNaN(e))
                        .sorted()
                        .toArray();
        return errors.length == 0
                ? Double.NaN
                : DetectableEffect.of(errors[(errors.length - 1) / 2]);
    }

    /**
     * The heads that are found, the strongest first.
     *
     * @param control strongest head of the control, NaN where there is none
     */
    static List<HeadScore> found(Evidence evidence, double control) {
        HeadEstimates entry = evidence.figure(Figure.INDUCTION_ENTRY);
        return above(named(entry), threshold(entry, control)).stream()
                .map(h -> new HeadScore(h.layer, h.head, h.entry.value()))
                .toList();
    }

    private static double threshold(HeadEstimates entry, double control) {
        double null3 = NULL_FACTOR * entry.nullUniform().value();
        return Double.isNaN(control) ? null3 : Math.max(null3, control);
    }

    private record Named(int layer, int head, Estimate entry) {
        String name() {
            return "L" + layer + "H" + head;
        }
    }

    /** The heads that have the figure, the strongest first. */
    private static List<Named> named(HeadEstimates entry) {
        List<Named> heads = new ArrayList<>();
        for (int l = 0; l < entry.heads().length; l++) {
            for (int h = 0; h < entry.heads()[l].length; h++) {
                if (entry.head(l, h).exists()) {
                    heads.add(new Named(l, h, entry.head(l, h)));
                }
            }
        }
        heads.sort(Comparator.comparingDouble((Named n) -> -n.entry.value()));
        return heads;
    }
}
