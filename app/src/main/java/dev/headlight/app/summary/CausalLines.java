package dev.headlight.app.summary;

import dev.headlight.analysis.results.Ablation;
import dev.headlight.analysis.results.Causes;
import dev.headlight.analysis.results.CleanLoss;
import dev.headlight.analysis.results.RandomSets;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The ablations of an analysis as a person reads them: the sets, and the heads that matter most. */
final class CausalLines {

    /** Heads that are listed for each ground. */
    private static final int LISTED = 4;

    private CausalLines() {}

    static void print(Causes causes, PrintStream out) {
        Lines lines = new Lines(out);
        lines.row(
                "%-24s %-8s %-24s %8s %8s",
                "Without (set to zero)", "on", "change of loss [95%]", "random", "p");
        for (Ablation a : causes.ablations()) {
            if (a.random() != null) {
                row(lines, a.name(), a);
            }
        }
        for (String where : List.of("repeats", "text")) {
            causes.ablations().stream()
                    .filter(a -> a.random() == null && a.where().equals(where))
                    .filter(a -> a.kind().equals("zero") && a.heads().size() == 1)
                    .sorted(Comparator.comparingDouble(CausalLines::bound).reversed())
                    .limit(LISTED)
                    .forEach(a -> row(lines, a.name() + " (" + a.why() + ")", a));
        }
        lines.wrapped(
                "",
                "random: the mean for as many random heads of the same layers. "
                        + losses(causes)
                        + " Later heads may make up for one that is missing."
                        + (causes.cutShort() ? " The ablations were ended early." : ""));
        out.println();
    }

    private static double bound(Ablation a) {
        return Double.isNaN(a.low()) ? a.delta() : a.low();
    }

    private static void row(Lines lines, String name, Ablation a) {
        RandomSets random = a.random();
        lines.row(
                "%-24s %-8s %-24s %8s %8s",
                name,
                a.where(),
                Figures.withInterval(a.delta(), a.low(), a.high()),
                random == null ? "" : Figures.number(random.mean()),
                random == null ? "" : AblationTable.p(random.p()));
    }

    private static String losses(Causes causes) {
        StringBuilder words = new StringBuilder("Loss with all heads:");
        for (CleanLoss clean : causes.clean()) {
            words.append(words.charAt(words.length() - 1) == ':' ? " " : ", ")
                    .append(Figures.number(clean.loss()))
                    .append(
                            clean.where().equals("text")
                                    ? " on the text"
                                    : " on later copies of repeats");
        }
        return words.append(String.format(Locale.ROOT, ". %.0f s.", causes.seconds())).toString();
    }
}
