package dev.headlight.analysis.circuit;

import dev.headlight.analysis.results.FeedingHead;
import dev.headlight.analysis.results.GradientImportance;
import dev.headlight.analysis.results.InductionPath;
import dev.headlight.analysis.results.ScoreMatrix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the circuits come to, in plain words, from the figures alone. */
public final class CircuitSentences {

    /** Heads that a sentence names. */
    private static final int MOST = 3;

    private CircuitSentences() {}

    /**
     * Everything that there is to say.
     *
     * @param importance null where it was not taken
     * @param scores all scores of the analysis
     */
    public static List<String> all(
            List<InductionPath> paths,
            @Nullable GradientImportance importance,
            List<ScoreMatrix> scores) {
        List<String> all = new ArrayList<>();
        paths.forEach(path -> all.add(of(path)));
        for (ScoreMatrix matrix : scores) {
            switch (matrix.score()) {
                case "importance_gradient" -> all.add(importance("the text", matrix.value()));
                case "importance_gradient_repeats" ->
                        all.add(importance("repeats", matrix.value()));
                default -> {}
            }
        }
        if (importance != null && !agreement(importance).isEmpty()) {
            all.add(agreement(importance));
        }
        return all;
    }

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
        String kind =
                most.isPreviousToken() ? "a previous-token head" : "not a previous-token head";
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

    /** Which heads the loss depends on, to first order. */
    static String importance(String where, double[][] values) {
        record Head(String name, double value) {}
        List<Head> heads = new ArrayList<>();
        for (int l = 0; l < values.length; l++) {
            for (int h = 0; h < values[l].length; h++) {
                heads.add(new Head(name(l, h), values[l][h]));
            }
        }
        heads.sort(Comparator.comparingDouble(h -> -h.value));
        return "By gradient the loss on "
                + where
                + " depends most on "
                + heads.stream()
                        .limit(MOST)
                        .map(h -> String.format(Locale.ROOT, "%s (%.3f nats)", h.name, h.value))
                        .collect(Collectors.joining(", "))
                + ".";
    }

    /** Whether gradient and ablation tell the same; empty where that is not known. */
    static String agreement(GradientImportance importance) {
        List<String> rho = new ArrayList<>();
        if (!Double.isNaN(importance.rhoText())) {
            rho.add(String.format(Locale.ROOT, "%.2f on the text", importance.rhoText()));
        }
        if (!Double.isNaN(importance.rhoRepeats())) {
            rho.add(String.format(Locale.ROOT, "%.2f on repeats", importance.rhoRepeats()));
        }
        return rho.isEmpty()
                ? ""
                : "Importance by gradient and the size of the zero ablation rank "
                        + importance.headsCompared()
                        + " heads with a correlation of "
                        + String.join(", ", rho)
                        + ".";
    }

    static String name(int layer, int head) {
        return "L" + layer + "H" + head;
    }
}
