package dev.headlight.analysis.hypothesis;

import dev.headlight.analysis.evidence.CausalEvidence;
import dev.headlight.analysis.evidence.Evidence;
import dev.headlight.analysis.results.HeadRole;
import dev.headlight.analysis.results.HeadScore;
import dev.headlight.analysis.results.Outcome;
import dev.headlight.analysis.results.Verdict;
import dev.headlight.analysis.score.Figure;
import dev.headlight.analysis.statistics.BenjaminiHochberg;
import dev.headlight.analysis.statistics.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The six verdicts: the rule applied to the model and, by the same code, to its control; q-values over
 * the six; and for each a sentence.
 */
public final class Verdicts {

    private Verdicts() {}

    /** A finding of the model and, where there is a control, of the control. */
    private record Judged(Claim claim, Finding finding, @Nullable Finding control, String unit) {

        Outcome outcome() {
            return VerdictRule.outcome(claim, finding);
        }

        /** Whether the word is another with the sink in. */
        boolean sinkDecides() {
            return finding.outcomeWithSink() != null && finding.outcomeWithSink() != outcome();
        }

        String wordWithSink() {
            Outcome with = finding.outcomeWithSink();
            return with == null ? "" : with.text();
        }

        boolean controlPasses() {
            if (control == null) {
                return false;
            }
            Outcome word = VerdictRule.outcome(claim, control);
            return word == Outcome.SUPPORTED || word == Outcome.FOUND_CAUSE_NOT_TESTED;
        }
    }

    /**
     * The induction heads that verdict 4 finds, the strongest first.
     *
     * @param control evidence of the random-initialised control, or null where there is none
     */
    public static List<HeadScore> inductionHeads(Evidence model, @Nullable Evidence control) {
        return InductionHeads.found(model, strongest(control, Figure.INDUCTION_ENTRY));
    }

    /**
     * Judges the six hypotheses.
     *
     * @param control evidence of the random-initialised control, or null where there is none
     * @param roles of the model's heads, for the table of hypothesis 6
     * @param seed of permutations
     */
    public static List<Verdict> of(
            Evidence model, @Nullable Evidence control, List<HeadRole> roles, long seed) {
        return of(model, control, CausalEvidence.NONE, roles, seed, alert -> {});
    }

    /**
     * Judges the six hypotheses.
     *
     * @param causes what ablations of the model's heads showed
     * @param alert is told, in sentences, of each verdict that the sink decides
     */
    public static List<Verdict> of(
            Evidence model,
            @Nullable Evidence control,
            CausalEvidence causes,
            List<HeadRole> roles,
            long seed,
            Consumer<String> alert) {
        List<Judged> judged = new ArrayList<>();
        for (Hypothesis hypothesis : Hypothesis.all(seed)) {
            Finding finding =
                    switch (hypothesis) {
                        case InductionHeads induction ->
                                induction.find(
                                        model,
                                        strongest(control, Figure.INDUCTION_ENTRY),
                                        strongest(control, Figure.INDUCTION_ENTRY_WITHOUT),
                                        causes);
                        case SpecialTokenAggregation special -> special.find(model, causes.sinks());
                        case HeadSpecialization specialization ->
                                withRoles(specialization.find(model, control), roles);
                        default -> hypothesis.find(model);
                    };
            judged.add(
                    new Judged(
                            hypothesis.claim(),
                            finding,
                            control == null ? null : hypothesis.find(control),
                            hypothesis instanceof InductionHeads ? "sequence" : model.unit()));
        }
        double[] q = BenjaminiHochberg.q(judged.stream().mapToDouble(j -> j.finding.p()).toArray());
        List<Verdict> verdicts = new ArrayList<>();
        for (int n = 0; n < judged.size(); n++) {
            Judged j = judged.get(n);
            verdicts.add(verdict(j, q[n]));
            if (j.sinkDecides()) {
                alert.accept(
                        String.format(
                                Locale.ROOT,
                                "Verdict %d, %s, depends on the sink: %s without it, %s with it.",
                                j.claim.number(),
                                j.claim.title().toLowerCase(Locale.ROOT),
                                j.outcome().text(),
                                j.wordWithSink()));
            }
        }
        return verdicts;
    }

    private static double strongest(@Nullable Evidence control, Figure figure) {
        return control == null ? Double.NaN : InductionHeads.strongest(control, figure);
    }

    /** Adds how many heads earned each role, and in how many layers heads differ in it. */
    private static Finding withRoles(Finding finding, List<HeadRole> roles) {
        Map<String, Long> counts =
                roles.stream()
                        .collect(
                                Collectors.groupingBy(
                                        HeadRole::role, TreeMap::new, Collectors.counting()));
        Map<Integer, Long> differing =
                roles.stream()
                        .collect(
                                Collectors.groupingBy(
                                        HeadRole::layer,
                                        Collectors.collectingAndThen(
                                                Collectors.toList(),
                                                of ->
                                                        of.stream()
                                                                .map(HeadRole::role)
                                                                .distinct()
                                                                .count())));
        List<Verdict.Figure> figures = new ArrayList<>(finding.figures());
        counts.forEach(
                (role, count) -> figures.add(Finding.figure("heads: " + role, count.intValue())));
        figures.add(
                Finding.figure(
                        "layers whose heads hold more than one role",
                        (int) differing.values().stream().filter(n -> n > 1).count()));
        String reason =
                finding.reason()
                        + (roles.isEmpty()
                                ? ""
                                : (finding.reason().isEmpty() ? "" : "; ")
                                        + "roles: "
                                        + counts.entrySet().stream()
                                                .map(e -> e.getValue() + " " + e.getKey())
                                                .collect(Collectors.joining(", ")));
        return finding.with(reason, figures);
    }

    private static Verdict verdict(Judged j, double q) {
        Claim claim = j.claim;
        Finding f = j.finding;
        Interval interval = f.effect().interval();
        double detectable = VerdictRule.detectableEffect(claim, f);
        return new Verdict(
                claim.number(),
                claim.id(),
                claim.title(),
                claim.statement(),
                claim.effect(),
                claim.unit(),
                f.effect().value(),
                interval.low(),
                interval.high(),
                claim.smallestEffect(),
                f.p(),
                f.pNull(),
                q,
                j.outcome(),
                VerdictRule.text(claim),
                sentence(j, q, detectable),
                f.headsShare(),
                j.control == null ? Double.NaN : j.control.effect().value(),
                j.controlPasses(),
                detectable,
                f.units(),
                f.tokens(),
                f.notYetDone(),
                f.figures());
    }

    private static String sentence(Judged j, double q, double detectable) {
        Claim claim = j.claim;
        Finding f = j.finding;
        Outcome outcome = j.outcome();
        String word = outcome.text();
        StringBuilder text = new StringBuilder();
        text.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
        if (j.controlPasses() && outcome == Outcome.SUPPORTED) {
            text.append(" but not specific");
        }
        text.append(": ").append(body(claim, f, outcome, detectable));
        if (f.effect().exists()) {
            text.append(" (").append(units(j));
            text.append(Double.isNaN(q) ? "" : ", q = " + Figures.number(q)).append(")");
        }
        if (!Double.isNaN(f.headsShare()) && claim.number() != 4) {
            text.append("; ").append(Figures.percent(f.headsShare()));
            text.append(
                    switch (claim.number()) {
                        case 3 -> " of the middle third's heads";
                        case 6 -> " of the layers";
                        default -> " of the heads";
                    });
            text.append(" pass by themselves");
        }
        if (f.outcome() == null && !f.reason().isEmpty()) {
            text.append("; ").append(f.reason());
        }
        if (j.sinkDecides()) {
            text.append("; with the sink in it would be ").append(j.wordWithSink());
        }
        return text.append(control(j)).append(".").toString();
    }

    private static String body(Claim claim, Finding f, Outcome outcome, double detectable) {
        Interval interval = f.effect().interval();
        String s = Figures.number(claim.smallestEffect());
        String e = "E = " + Figures.withInterval(f.effect());
        if (f.outcome() != null) {
            return f.effect().exists() ? f.reason() + "; " + e : f.reason();
        }
        if (!f.effect().exists()) {
            return "the effect does not exist on this text";
        }
        if (!interval.exists()) {
            return e + ", since there are too few documents or windows for one";
        }
        return switch (outcome) {
            case SUPPORTED -> e + " lies above s = " + s;
            case REFUTED -> e + " lies below s = " + s;
            default ->
                    interval.above(claim.smallestEffect())
                            ? e
                                    + " lies above s = "
                                    + s
                                    + ", but the extra condition fails (p = "
                                    + Figures.number(f.p())
                                    + "); "
                                    + couldShow(claim, detectable)
                            : e + " holds s = " + s + "; " + couldShow(claim, detectable);
        };
    }

    /** What an inconclusive verdict says: how large an effect would have been seen. */
    private static String couldShow(Claim claim, double detectable) {
        if (detectable > claim.largestEffect()) {
            return "this text could have shown no effect with 80% power: it would have to be "
                    + Figures.number(detectable)
                    + ", and E is "
                    + Figures.number(claim.largestEffect())
                    + " at most";
        }
        return "this text could have shown an effect of "
                + Figures.number(detectable)
                + " with 80% power";
    }

    private static String units(Judged j) {
        return Figures.count(j.finding.units(), j.unit)
                + ", "
                + Figures.count(j.finding.tokens(), "token");
    }

    private static String control(Judged j) {
        if (j.control == null) {
            return j.finding.effect().exists() ? "; there is no control" : "";
        }
        if (j.claim.number() == 6) {
            return ""; // the control is what E is counted from
        }
        if (j.claim.number() == 4) {
            return j.controlPasses() ? "; the untrained control has such heads too" : "";
        }
        if (!j.control.effect().exists()) {
            return "";
        }
        return "; the untrained control's E is "
                + Figures.withInterval(j.control.effect())
                + (j.controlPasses()
                        ? " and passes too, so this says nothing about training"
                        : " and does not pass");
    }
}
