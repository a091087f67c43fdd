package dev.headlight.analysis.comparison;

import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.analysis.results.Comparison.RoleCount;
import dev.headlight.analysis.results.Comparison.Side;
import dev.headlight.analysis.results.Comparison.Word;
import dev.headlight.analysis.results.HeadRole;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the sides of a comparison are, for the reader. */
final class Sides {

    private Sides() {}

    static List<Side> of(List<Analysed> analysed) {
        List<Side> sides = new ArrayList<>();
        for (Analysed each : analysed) {
            String model = each.results().model().name();
            boolean alone =
                    analysed.stream().filter(o -> o.results().model().name().equals(model)).count()
                            == 1;
            sides.add(side(each, alone ? model : model + " (" + each.folder() + ")"));
        }
        return sides;
    }

    private static Side side(Analysed analysed, String name) {
        AnalysisResults r = analysed.results();
        Map<String, Integer> counts = new TreeMap<>();
        for (HeadRole role : r.roles()) {
            counts.merge(role.role(), 1, Integer::sum);
        }
        return new Side(
                name,
                analysed.folder(),
                r.model().fingerprint(),
                r.model().format(),
                r.model().layers(),
                r.model().heads(),
                r.text().unit(),
                r.text().documents(),
                r.text().tokens(),
                r.text().context(),
                r.provenance().seed(),
                r.verdicts().stream()
                        .map(
                                v ->
                                        new Word(
                                                v.id(),
                                                v.outcome().text(),
                                                v.value(),
                                                v.low(),
                                                v.high()))
                        .toList(),
                counts.entrySet().stream()
                        .map(e -> new RoleCount(e.getKey(), e.getValue()))
                        .sorted(Comparator.comparingInt(RoleCount::heads).reversed())
                        .toList());
    }
}
