package dev.headlight.report.picture;

import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.analysis.results.TextSummary;
import java.util.Locale;

/** The line under a title: which model, on how much text. */
final class Captions {

    private Captions() {}

    static String model(AnalysisResults results) {
        return String.format(
                Locale.ROOT,
                "%s, %d layers of %d heads",
                results.model().name(),
                results.model().layers(),
                results.model().heads());
    }

    static String basis(AnalysisResults results, String remark) {
        TextSummary text = results.text();
        return String.format(
                Locale.ROOT,
                "%s; %,d %ss, %,d tokens; %s",
                model(results),
                text.documents(),
                text.unit(),
                text.tokens(),
                remark);
    }
}
