package dev.headlight.report.picture;

import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.analysis.results.TextSummary;
import java.util.Locale;

/** The line under a title: which model, on how much text. */
final class Captions {

    private Captions() {}

    static String basis(AnalysisResults results, String remark) {
        TextSummary text = results.text();
        return String.format(
                Locale.ROOT,
                "%s, %d layers of %d heads; %,d %ss, %,d tokens; %s",
                results.model().name(),
                results.model().layers(),
                results.model().heads(),
                text.documents(),
                text.unit(),
                text.tokens(),
                remark);
    }
}
