package dev.headlight.report.page;

import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.analysis.results.PatternWindow;
import java.util.ArrayList;
import java.util.List;

/**
 * How much attention the page carries entry by entry: windows in their order, then heads in theirs, until
 * the budget is used. What is left out is counted, and said on the page.
 */
final class PatternBudget {

    /** Packed characters of all windows: {@code 8/3} a weight. */
    static final long CHARACTERS = 2_500_000;

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
                long tokens = head.rows().length;
                long size = tokens * (tokens + 1) / 2 * 8 / 3;
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
}
