package dev.headlight.analysis.role;

import dev.headlight.analysis.evidence.Evidence;
import dev.headlight.analysis.evidence.HeadEstimates;
import dev.headlight.analysis.results.HeadRole;
import dev.headlight.analysis.score.DocumentScores;
import dev.headlight.analysis.statistics.Estimate;
import dev.headlight.analysis.statistics.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The role of each head. A head <em>clears</em> a role where the lower bound of the role's score lies above
 * the role's threshold; its <em>margin</em> is how far, in thresholds. The roles read the rows without key 0,
 * but for <em>sink</em>.
 *
 * <ol>
 *   <li>Roles that name the key (previous token, duplicate token, induction, punctuation) go before those
 *       that name a region: a previous-token head is always local as well. Then local, then sink, then broad.
 *       Within a tier the largest margin wins; where two cleared roles of a tier lie within {@link
 *       #CLOSE} of each other the head is mixed.
 *   <li>Key 0 is where a head leaves attention that it does not use, so a head may be a sink and something
 *       else: whatever its rows without the sink clear goes before <em>sink</em>, and sink is the runner-up.
 *       But a trace is not a role: the rows as they are must hold more than uniform attention would as
 *       well. A head that gives 99% to key 0 and the rest to the previous token is a sink.
 *   <li>Broad says that a head does not choose. One that is a sink chooses, so it is not broad, however
 *       even its rest.
 *   <li>A head that clears nothing, or whose interval straddles the threshold of its best role, is mixed; the
 *       role that it came nearest to is the runner-up. Without an interval no head has a role.
 * </ol>
 */
public final class HeadRoles {

    /** Margins nearer than this to each other do not decide. */
    public static final double CLOSE = 0.1;

    private HeadRoles() {}

    /** A role as one head did in it. */
    private record Candidate(Role role, Estimate score, double margin, boolean cleared) {}

    /** A role's scores, of all heads. */
    private record Ruled(
            Role role, HeadEstimates scores, HeadEstimates asTheyAre, double threshold) {

        Candidate of(int layer, int head, boolean sink) {
            Estimate score = scores.head(layer, head);
            Interval interval = score.interval();
            double margin = (interval.low() - threshold) / threshold;
            boolean enough =
                    switch (role.tier) {
                        case POINTED, LOCAL ->
                                asTheyAre.head(layer, head).value()
                                        > asTheyAre.nullUniform().value();
                        case SINK -> true;
                        case BROAD -> !sink;
                    };
            return new Candidate(role, score, margin, margin > 0 && enough);
        }
    }

    /**
     * One entry a head, layer by layer.
     *
     * @param kvHeads key/value heads of a layer
     * @param control evidence of the control, or null where there is none
     */
    public static List<HeadRole> of(Evidence model, @Nullable Evidence control, int kvHeads) {
        List<Ruled> rules = new ArrayList<>();
        HeadEstimates alpha = model.figure(Role.SINK.score);
        for (Role role : Role.values()) {
            HeadEstimates scores = role == Role.SINK ? alpha : model.figure(role.score);
            HeadEstimates asTheyAre = role == Role.SINK ? alpha : model.figure(role.asItIs);
            double strongest = control == null ? Double.NaN : strongest(control.figure(role.score));
            rules.add(
                    new Ruled(
                            role,
                            scores,
                            asTheyAre,
                            role.threshold(scores.nullUniform().value(), strongest)));
        }
        List<HeadRole> roles = new ArrayList<>();
        for (int l = 0; l < model.layers(); l++) {
            for (int h = 0; h < model.heads(); h++) {
                boolean sink = alpha.head(l, h).interval().above(DocumentScores.SINK_THRESHOLD);
                List<Candidate> candidates = new ArrayList<>();
                for (Ruled rule : rules) {
                    candidates.add(rule.of(l, h, sink));
                }
                roles.add(role(l, h, h / (model.heads() / kvHeads), candidates));
            }
        }
        return roles;
    }

    private static double strongest(HeadEstimates scores) {
        return scores.all().stream()
                .mapToDouble(Estimate::value)
                .filter(v -> !Double.isNaN(v))
                .max()
                .orElse(Double.NaN);
    }

    private static HeadRole role(int layer, int head, int kvGroup, List<Candidate> candidates) {
        List<Candidate> ranked = new ArrayList<>(candidates);
        ranked.removeIf(c -> Double.isNaN(c.margin));
        ranked.sort(
                Comparator.comparing((Candidate c) -> !c.cleared)
                        .thenComparing(c -> c.cleared ? c.role.tier : Role.Tier.POINTED)
                        .thenComparingDouble(c -> -c.margin));
        if (ranked.isEmpty()) {
            return entry(layer, head, kvGroup, Role.MIXED, null, null);
        }
        Candidate first = ranked.getFirst();
        Candidate second = ranked.size() > 1 ? ranked.get(1) : null;
        boolean undecided =
                second != null
                        && second.cleared
                        && second.role.tier == first.role.tier
                        && first.margin - second.margin < CLOSE;
        return first.cleared && !undecided
                ? entry(layer, head, kvGroup, first.role.text(), first, second)
                : entry(layer, head, kvGroup, Role.MIXED, first, first);
    }

    private static HeadRole entry(
            int layer,
            int head,
            int kvGroup,
            String role,
            @Nullable Candidate earned,
            @Nullable Candidate runnerUp) {
        Interval interval = earned == null ? Interval.NONE : earned.score.interval();
        return new HeadRole(
                layer,
                head,
                kvGroup,
                role,
                earned == null ? "" : earned.role.score.id(),
                earned == null ? Double.NaN : earned.score.value(),
                interval.low(),
                interval.high(),
                earned == null ? Double.NaN : earned.margin,
                runnerUp == null ? "" : runnerUp.role.text(),
                runnerUp == null ? Double.NaN : runnerUp.margin);
    }
}
