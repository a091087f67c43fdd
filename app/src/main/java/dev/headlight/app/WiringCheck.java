package dev.headlight.app;

import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.analysis.results.HeadRole;
import dev.headlight.model.wired.WiredModel;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** What the detectors found, beside how the demo's model was wired: the proof that they see what is there. */
final class WiringCheck {

    private final AnalysisResults results;
    private final List<WiredModel.Head> wired;

    WiringCheck(AnalysisResults results, List<WiredModel.Head> wired) {
        this.results = results;
        this.wired = wired;
    }

    /** Heads whose role is what they were wired to be. */
    long agreeing() {
        return wired.stream().filter(h -> found(h).equals(h.role())).count();
    }

    void print(PrintStream out) {
        out.println("Was it right? The model's heads were wired by code, so we know:");
        for (WiredModel.Head head : wired) {
            String found = found(head);
            boolean same = found.equals(head.role());
            out.println(
                    "  L%dH%d  wired as %-16s found as %-16s %s"
                            .formatted(
                                    head.layer(),
                                    head.head(),
                                    head.role(),
                                    found,
                                    same ? "yes" : "NO")
                            .stripTrailing());
        }
        long agreeing = agreeing();
        out.println(
                agreeing == wired.size()
                        ? "All %d heads were found to be what they are, and nothing else."
                                .formatted(wired.size())
                        : "%d of %d heads were found to be what they are: the others are marked NO."
                                .formatted(agreeing, wired.size()));
        double first = results.repeats().lossFirst();
        double later = results.repeats().lossLater();
        out.println(
                String.format(
                        Locale.ROOT,
                        "On random words said twice the loss is %.2f nats at first, %.2f the second time:",
                        first,
                        later));
        out.println(
                later < first / 2
                        ? "the induction head looks up what came next before, and copies it."
                        : "it does not copy what came next before, as its induction head should.");
    }

    private String found(WiredModel.Head head) {
        return results.roles().stream()
                .filter(r -> r.layer() == head.layer() && r.head() == head.head())
                .map(HeadRole::role)
                .findFirst()
                .orElse("not found");
    }
}
