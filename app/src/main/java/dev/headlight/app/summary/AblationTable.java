package dev.headlight.app.summary;

import dev.headlight.analysis.results.Ablation;
import dev.headlight.analysis.results.Causes;
import dev.headlight.analysis.results.CleanLoss;
import dev.headlight.analysis.results.RandomSets;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;

/** What happened to the loss without heads that were asked for, in 80 columns. */
public final class AblationTable {

    private AblationTable() {}

    /** Prints the table. */
    public static void print(String model, String kind, Causes causes, PrintStream out) {
        Lines lines = new Lines(out);
        lines.wrapped("", model + ", heads ablated: " + words(kind) + ".");
        out.println();
        lines.row("%-8s  %-24s  %s", "Loss of", "nats a token [95%]", "taken at");
        for (CleanLoss clean : causes.clean()) {
            lines.row(
                    "%-8s  %-24s  %s",
                    clean.where(),
                    Figures.withInterval(clean.loss(), clean.low(), clean.high()),
                    String.format(
                            Locale.ROOT,
                            "%s, %,d tokens of %,d %s",
                            clean.positions(),
                            clean.tokens(),
                            clean.units(),
                            clean.where().equals("text") ? "units" : "sequences"));
        }
        out.println();
        lines.row(
                "%-10s %-8s %7s  %-24s  %-15s %6s",
                "Without", "on", "loss", "change [95% interval]", "random heads", "p");
        for (Ablation a : causes.ablations()) {
            double clean =
                    causes.clean().stream()
                            .filter(c -> c.where().equals(a.where()))
                            .mapToDouble(CleanLoss::loss)
                            .findFirst()
                            .orElse(Double.NaN);
            RandomSets random = a.random();
            lines.row(
                    "%-10s %-8s %7s  %-24s  %-15s %6s",
                    a.name(),
                    a.where(),
                    Figures.number(clean + a.delta()),
                    Figures.withInterval(a.delta(), a.low(), a.high()),
                    random == null ? "-" : range(random),
                    random == null ? "-" : p(random.p()));
        }
        out.println();
        lines.wrapped(
                "",
                "random heads: the lowest and highest change that as many other heads of the same layers make; p: how"
                        + " likely it is that such heads raise the loss as much. Later heads may make up for one that is missing.");
        if (causes.cutShort()) {
            lines.wrapped("", "Ended early: some figures rest on fewer units, some are not there.");
        }
    }

    private static String words(String kind) {
        return switch (kind) {
            case "mean" -> "set to their mean output over the text";
            case "uniform" -> "looking at all keys alike";
            case "pattern" -> "set to zero, every head looking where it did";
            default -> "set to zero";
        };
    }

    private static String range(RandomSets random) {
        double low = Arrays.stream(random.deltas()).min().orElse(Double.NaN);
        double high = Arrays.stream(random.deltas()).max().orElse(Double.NaN);
        return Figures.number(low) + " " + Figures.number(high);
    }

    /** A p-value, which is never 0. */
    static String p(double p) {
        return Double.isNaN(p) ? "-" : p < 0.001 ? "<0.001" : String.format(Locale.ROOT, "%.3f", p);
    }
}
