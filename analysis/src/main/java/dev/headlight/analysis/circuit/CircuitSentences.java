package dev.headlight.analysis.circuit;

import dev.headlight.analysis.results.FeedingHead;
import dev.headlight.analysis.results.InductionPath;
import java.util.Locale;

/** What the circuits come to, in plain words, from the figures alone. */
final class CircuitSentences {

    private CircuitSentences() {}

    /** Which head feeds an induction head, and whether the weights say the same. */
    static String of(InductionPath path) {
        String head = name(path.layer(), path.head());
        int earlier = path.layer() * path.meanChange()[0].length;
        if (path.feeding().isEmpty()) {
            return String.format(
                    Locale.ROOT,
                    "%s (induction_entry %.2f) hangs on no single earlier head: none of %d, each at"
                            + " its mean, takes %.0f%% of it.",
                    head,
                    path.entry(),
                    earlier,
                    100 * InductionPaths.NEEDED);
        }
        FeedingHead most = path.feeding().getFirst();
        String kind = most.isPreviousToken() ? "a previous-token head" : "no previous-token head";
        String sentence =
                String.format(
                        Locale.ROOT,
                        "%s (induction_entry %.2f) is fed by %s, %s (%.2f): with that head at its"
                                + " mean it changes by %.2f [%.2f, %.2f]",
                        head,
                        path.entry(),
                        name(most.layer(), most.head()),
                        kind,
                        most.previousToken(),
                        most.meanChange(),
                        most.meanLow(),
                        most.meanHigh());
        if (most.keyRank() > 0) {
            sentence +=
                    String.format(
                            Locale.ROOT,
                            "; by K-composition it is number %d of %d earlier heads",
                            most.keyRank(),
                            earlier);
        }
        FeedingHead previous =
                path.feeding().stream()
                        .filter(FeedingHead::isPreviousToken)
                        .findFirst()
                        .orElse(null);
        if (previous != null && !previous.equals(most)) {
            sentence +=
                    String.format(
                            Locale.ROOT,
                            "; of previous-token heads it needs %s most (%.2f [%.2f, %.2f],"
                                    + " K-composition number %d)",
                            name(previous.layer(), previous.head()),
                            previous.meanChange(),
                            previous.meanLow(),
                            previous.meanHigh(),
                            previous.keyRank());
        }
        return sentence + ".";
    }

    static String name(int layer, int head) {
        return "L" + layer + "H" + head;
    }
}
