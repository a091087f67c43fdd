package dev.headlight.app.summary;

import dev.headlight.analysis.results.Comparison;
import dev.headlight.analysis.results.Comparison.Contrast;
import dev.headlight.analysis.results.Comparison.ModelDifference;
import dev.headlight.analysis.results.Comparison.Pairing;
import dev.headlight.analysis.results.Comparison.RoleChange;
import dev.headlight.analysis.results.Comparison.ScoreDifference;
import dev.headlight.analysis.results.Comparison.Side;
import dev.headlight.analysis.results.Comparison.Word;
import dev.headlight.analysis.results.Sink;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A comparison as tables for a person, in 80 columns of plain text. */
public final class PrintedComparison {

    /** Heads and role changes listed before the reader is sent to the files. */
    private static final int LISTED = 10;

    private final Comparison comparison;
    private final PrintStream out;
    private final Paragraph paragraph;

    private PrintedComparison(Comparison comparison, PrintStream out) {
        this.comparison = comparison;
        this.out = out;
        paragraph = new Paragraph(out);
    }

    /** Prints all of it. */
    public static void print(Comparison comparison, PrintStream out) {
        PrintedComparison printed = new PrintedComparison(comparison, out);
        printed.sides();
        printed.verdicts();
        for (Contrast contrast : comparison.contrasts()) {
            printed.contrast(contrast);
        }
    }

    /** A, B, C, ... */
    static String letter(int side) {
        return side < 26 ? Character.toString('A' + side) : "#" + (side + 1);
    }

    private void sides() {
        for (int n = 0; n < comparison.sides().size(); n++) {
            Side s = comparison.sides().get(n);
            paragraph.print(
                    letter(n) + "  ",
                    String.format(
                            Locale.ROOT,
                            "%s: %d layers x %d heads, %s; %,d %ss, %,d tokens; heads: %s",
                            s.name(),
                            s.layers(),
                            s.heads(),
                            s.format(),
                            s.documents(),
                            s.unit(),
                            s.tokens(),
                            s.roles().stream()
                                    .map(r -> r.heads() + " " + r.role())
                                    .collect(Collectors.joining(", "))));
        }
        out.println();
    }

    private void verdicts() {
        row("%-29s    %-24s  %s", "Verdicts", "effect [95% interval]", "outcome");
        List<Word> first = comparison.sides().getFirst().verdicts();
        for (int v = 0; v < first.size(); v++) {
            String title = (v + 1) + " " + first.get(v).id().replace('_', ' ');
            for (int n = 0; n < comparison.sides().size(); n++) {
                Side side = comparison.sides().get(n);
                if (v < side.verdicts().size()) {
                    Word w = side.verdicts().get(v);
                    row(
                            "%-29s %s  %-24s  %s",
                            title,
                            letter(n),
                            Figures.withInterval(w.value(), w.low(), w.high()),
                            w.outcome());
                    title = "";
                }
            }
        }
        out.println();
    }

    private void contrast(Contrast c) {
        String other = letter(c.other());
        paragraph.print(
                "",
                String.format(
                        Locale.ROOT,
                        "%s against A: %s; %s. Heads matched %s.",
                        other,
                        pairing("the text's units", c.text()),
                        pairing("random repeats", c.repeats()),
                        c.matching()));
        paragraph.print(
                "",
                String.format(
                        Locale.ROOT,
                        "%,d of %,d differences of a head's score have q < %.2f (%.1f%%).",
                        c.found(),
                        c.tests(),
                        Comparison.FOUND,
                        c.tests() == 0 ? 0 : 100.0 * c.found() / c.tests()));
        out.println();
        model(c, other);
        scores(c);
        heads(c, other);
        roles(c, other);
        c.notes().forEach(note -> paragraph.print("- ", note));
        out.println();
    }

    private static String pairing(String what, Pairing p) {
        return String.format(
                Locale.ROOT,
                p.paired() ? "%s paired (%,d)" : "%s unpaired (%,d of the smaller side)",
                what,
                p.units());
    }

    private void model(Contrast c, String other) {
        if (c.ofModel().isEmpty()) {
            return;
        }
        row("%-12s %8s %8s  %-27s %s", "The model", "A", other, other + " - A [95% interval]", "p");
        for (ModelDifference m : c.ofModel()) {
            row(
                    "%-12s %8s %8s  %-27s %s",
                    m.id(),
                    Figures.number(m.first()),
                    Figures.number(m.other()),
                    Figures.withInterval(m.difference(), m.low(), m.high()),
                    probability(m.p()));
        }
        out.println();
    }

    private void scores(Contrast c) {
        row("%-28s %-7s %18s %14s", "Score", "sink", "heads that differ", "mean |change|");
        for (ScoreDifference s : c.scores()) {
            if (s.sink() != Sink.WITH || s.score().startsWith("alpha_0")) {
                row(
                        "%-28s %-7s %18s %14s",
                        s.score(),
                        s.sink().text(),
                        ComparisonRanking.found(s) + " of " + c.pairs().size(),
                        Figures.number(ComparisonRanking.meanChange(s)));
            }
        }
        out.println("heads that differ: q < 0.05; with the sink in: comparison.csv");
        out.println();
    }

    private void heads(Contrast c, String other) {
        List<ComparisonRanking> ranked = ComparisonRanking.of(c);
        if (ranked.isEmpty()) {
            out.println("No head differs with q < 0.05.");
            out.println();
            return;
        }
        row(
                "%-13s %-24s %6s %6s  %s",
                "Moved most", "score", "A", other, other + " - A [95% interval]");
        for (ComparisonRanking r : ranked.subList(0, Math.min(LISTED, ranked.size()))) {
            ScoreDifference s = r.score();
            int n = r.pair();
            row(
                    "%-13s %-24s %6s %6s  %s",
                    c.pairs().get(n).name(),
                    s.score(),
                    Figures.number(s.first()[n]),
                    Figures.number(s.other()[n]),
                    Figures.withInterval(s.difference()[n], s.low()[n], s.high()[n]));
        }
        paragraph.print(
                "",
                ranked.size()
                        + " heads differ in some score without the sink; each is listed with the one that moved most,"
                        + " in standard deviations over A's heads.");
        out.println();
    }

    private void roles(Contrast c, String other) {
        if (c.roleChanges().isEmpty()) {
            out.println("No head has another role.");
            out.println();
            return;
        }
        long beyond = c.roleChanges().stream().filter(r -> r.q() < Comparison.FOUND).count();
        paragraph.print(
                "",
                String.format(
                        Locale.ROOT,
                        "%d of %d heads have another role, %d of them with a score that moved beyond chance (*)",
                        c.roleChanges().size(),
                        c.pairs().size(),
                        beyond));
        row("%-13s %-33s   %s", "", "A -> " + other, "score: " + other + " - A [95% interval]");
        for (RoleChange r : c.roleChanges().subList(0, Math.min(LISTED, c.roleChanges().size()))) {
            row(
                    "%-13s %-33s %s %s",
                    c.pairs().get(r.pair()).name(),
                    r.role() + " -> " + r.otherRole(),
                    r.q() < Comparison.FOUND ? "*" : " ",
                    Figures.withInterval(r.difference(), r.low(), r.high()));
        }
        if (c.roleChanges().size() > LISTED) {
            out.println("and " + (c.roleChanges().size() - LISTED) + " more in comparison.json");
        }
        out.println();
    }

    private static String probability(double p) {
        return Double.isNaN(p) ? "-" : String.format(Locale.ROOT, p < 0.001 ? "%.1g" : "%.3f", p);
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation is a dependency more, for one method
    private void row(String format, Object... cells) {
        out.println(String.format(Locale.ROOT, format, cells).stripTrailing());
    }
}
