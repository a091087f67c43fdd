package dev.headlight.report.page;

import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.analysis.results.PatternFactors;
import dev.headlight.analysis.results.PatternWindow;
import java.util.ArrayList;
import java.util.List;

/**
 * How much attention the page carries entry by entry: windows in their order, then heads in theirs, until
 * the budget is used. What is left out is counted, and said on the page.
 */
final class PatternBudget {

    /** Characters of all windows in base64, four for three bytes. */
    static final long CHARACTERS = 3_600_000;

    /**
     * @param leftOut heads (over all windows) whose attention is in results.json only
     */
    record Kept(AnalysisResults results, int leftOut) {}

    private PatternBudget() {}

    static Kept keep(AnalysisResults r) {
        List<PatternWindow> windows = new ArrayList<>();
        long used = 0;
        int leftOut = 0;
        for (PatternWindow window : r.patterns()) {
            List<PatternWindow.Head> heads = new ArrayList<>();
            for (PatternWindow.Head head : window.heads()) {
                long size = bytes(head) * 4 / 3;
                if (used + size <= CHARACTERS) {
                    used += size;
                    heads.add(head);
                } else {
                    leftOut++;
                }
            }
            if (!heads.isEmpty()) {
                windows.add(new PatternWindow(window.document(), window.tokens(), heads));
            }
        }
        return leftOut == 0 ? new Kept(r, 0) : new Kept(r.withPatterns(windows), leftOut);
    }

    private static long bytes(PatternWindow.Head head) {
        long tokens = head.rows().length;
        long norms = (long) Float.BYTES * head.valueNorms().length;
        PatternFactors f = head.factors();
        return f == null
                ? tokens * (tokens + 1) + norms
                : (long) Short.BYTES * (f.query().length + f.key().length)
                        + 3L * Float.BYTES * f.tokens()
                        + norms;
    }
}
