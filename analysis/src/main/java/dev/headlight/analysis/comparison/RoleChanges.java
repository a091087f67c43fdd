package dev.headlight.analysis.comparison;

import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.analysis.results.Comparison.HeadPair;
import dev.headlight.analysis.results.Comparison.RoleChange;
import dev.headlight.analysis.results.Comparison.ScoreDifference;
import dev.headlight.analysis.results.HeadRole;
import dev.headlight.analysis.results.Sink;
import dev.headlight.analysis.role.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Heads that have another role in the other analysis, those first whose score has moved beyond chance. A role is a rule
 * with thresholds, so it may change where a score has hardly moved: beside it stands the score's own difference.
 */
final class RoleChanges {

    private RoleChanges() {}

    static List<RoleChange> of(
            AnalysisResults a,
            AnalysisResults b,
            List<HeadPair> pairs,
            List<ScoreDifference> scores) {
        List<RoleChange> changes = new ArrayList<>();
        for (int n = 0; n < pairs.size(); n++) {
            HeadPair pair = pairs.get(n);
            String role = role(a, pair.layer(), pair.head());
            String other = role(b, pair.otherLayer(), pair.otherHead());
            if (!role.isEmpty() && !other.isEmpty() && !role.equals(other)) {
                changes.add(change(n, role, other, scores));
            }
        }
        changes.sort(Comparator.comparingDouble(c -> Double.isNaN(c.q()) ? 2 : c.q()));
        return changes;
    }

    private static String role(AnalysisResults r, int layer, int head) {
        for (HeadRole role : r.roles()) {
            if (role.layer() == layer && role.head() == head) {
                return role.role();
            }
        }
        return "";
    }

    private static RoleChange change(
            int pair, String role, String other, List<ScoreDifference> scores) {
        ScoreDifference lost = score(role, scores);
        ScoreDifference gained = score(other, scores);
        ScoreDifference shown = lost == null ? gained : lost;
        if (lost != null && gained != null && gained.q()[pair] < lost.q()[pair]) {
            shown = gained;
        }
        return shown == null
                ? new RoleChange(
                        pair,
                        role,
                        other,
                        "",
                        Sink.NONE,
                        Double.NaN,
                        Double.NaN,
                        Double.NaN,
                        Double.NaN,
                        Double.NaN,
                        Double.NaN)
                : new RoleChange(
                        pair,
                        role,
                        other,
                        shown.score(),
                        shown.sink(),
                        shown.first()[pair],
                        shown.other()[pair],
                        shown.difference()[pair],
                        shown.low()[pair],
                        shown.high()[pair],
                        shown.q()[pair]);
    }

    /** The difference of the score that earns a role; null for mixed heads. */
    private static @Nullable ScoreDifference score(String role, List<ScoreDifference> scores) {
        for (Role each : Role.values()) {
            if (each.text().equals(role)) {
                return scores.stream()
                        .filter(s -> s.score().equals(each.scoreId()) && s.sink() == each.sink())
                        .findFirst()
                        .orElse(null);
            }
        }
        return null;
    }
}
