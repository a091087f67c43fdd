package dev.headlight.app.summary;

import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.analysis.results.GroupScore;
import dev.headlight.analysis.results.Sink;
import dev.headlight.analysis.results.TextGroup;
import dev.headlight.analysis.results.TextGroups;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The groups of a text: their losses, and the heads that differ most between them. */
final class PrintedGroups {

    private static final double FOUND = 0.05;

    /** Heads listed. */
    private static final int LISTED = 8;

    /** Groups that have a column each; with more, the range stands there. */
    private static final int COLUMNS = 5;

    private PrintedGroups() {}

    /** A head with the score that the groups explain most of. */
    private record Differing(int layer, int head, GroupScore score, double share) {}

    /** Prints the section, where the text was grouped. */
    static void print(AnalysisResults results, PrintStream out) {
        TextGroups groups = results.groups();
        if (groups == null) {
            return;
        }
        row(out, "%-24s %9s %9s   %s", "Groups", "documents", "tokens", "loss [95% interval]");
        for (TextGroup g : groups.groups()) {
            row(
                    out,
                    "%-24s %,9d %,9d   %s",
                    g.name(),
                    g.documents(),
                    g.tokens(),
                    Figures.withInterval(g.loss(), g.lossLow(), g.lossHigh()));
        }
        out.println();
        List<Differing> ranked = ranked(groups);
        int heads = results.model().layers() * results.model().heads();
        if (!ranked.isEmpty()) {
            heads(groups, ranked, out);
        }
        new Paragraph(out)
                .print(
                        "",
                        String.format(
                                Locale.ROOT,
                                "%d of %d heads differ between groups otherwise than heads do in general, in some score"
                                        + " without the sink (q < %.2f; share: of the variance between documents that the"
                                        + " groups explain). %d of %d scores have an interaction of head and group.",
                                ranked.size(),
                                heads,
                                FOUND,
                                groups.scores().stream()
                                        .filter(s -> s.interactionQ() < FOUND)
                                        .count(),
                                groups.scores().size()));
        out.println();
    }

    private static void heads(TextGroups groups, List<Differing> ranked, PrintStream out) {
        boolean columns = groups.groups().size() <= COLUMNS;
        StringBuilder head = new StringBuilder(String.format("%-7s %-24s", "Differ", "score"));
        if (columns) {
            for (TextGroup g : groups.groups()) {
                head.append(String.format("%8s", shortened(g.name())));
            }
        } else {
            head.append("   least    most");
        }
        out.println(head.append("   share"));
        for (Differing d : ranked.subList(0, Math.min(LISTED, ranked.size()))) {
            double[] values =
                    Arrays.stream(d.score.value()).mapToDouble(of -> of[d.layer][d.head]).toArray();
            if (!columns) {
                values =
                        new double[] {
                            Arrays.stream(values).min().orElse(Double.NaN),
                            Arrays.stream(values).max().orElse(Double.NaN)
                        };
            }
            StringBuilder line =
                    new StringBuilder(
                            String.format(
                                    Locale.ROOT,
                                    "%-7s %-24s",
                                    "L" + d.layer + "H" + d.head,
                                    d.score.score()));
            for (double value : values) {
                line.append(String.format("%8s", Figures.number(value)));
            }
            out.println(line.append(String.format(Locale.ROOT, "%7.0f%%", 100 * d.share)));
        }
    }

    private static String shortened(String name) {
        return name.length() <= 7 ? name : name.substring(0, 6) + ".";
    }

    private static List<Differing> ranked(TextGroups groups) {
        List<Differing> ranked = new ArrayList<>();
        double[][] shape = groups.scores().getFirst().p();
        for (int l = 0; l < shape.length; l++) {
            for (int h = 0; h < shape[l].length; h++) {
                Differing best = null;
                for (GroupScore s : groups.scores()) {
                    boolean shown = s.sink() != Sink.WITH || s.score().startsWith("alpha_0");
                    double share = s.share()[l][h];
                    if (shown
                            && s.apartQ()[l][h] < FOUND
                            && s.q()[l][h] < FOUND
                            && (best == null || share > best.share)) {
                        best = new Differing(l, h, s, share);
                    }
                }
                if (best != null) {
                    ranked.add(best);
                }
            }
        }
        ranked.sort(Comparator.comparingDouble(Differing::share).reversed());
        return ranked;
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation is a dependency more, for one method
    private static void row(PrintStream out, String format, Object... cells) {
        out.println(String.format(Locale.ROOT, format, cells).stripTrailing());
    }
}
