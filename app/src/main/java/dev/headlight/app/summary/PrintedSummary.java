package dev.headlight.app.summary;

import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.analysis.results.Causes;
import dev.headlight.analysis.results.Circuits;
import dev.headlight.analysis.results.LayerCurve;
import dev.headlight.analysis.results.ModelSummary;
import dev.headlight.analysis.results.Outcome;
import dev.headlight.analysis.results.Similarity;
import dev.headlight.analysis.results.SimilarityMatrix;
import dev.headlight.analysis.results.Sink;
import dev.headlight.analysis.results.TextSummary;
import dev.headlight.analysis.results.Timeline;
import dev.headlight.analysis.results.Verdict;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The results as tables for a person, in 80 columns of plain text. */
public final class PrintedSummary {

    /** Alerts listed before the reader is sent to the report. */
    private static final int ALERTS = 6;

    private final AnalysisResults results;
    private final PrintStream out;
    private final Lines lines;

    private PrintedSummary(AnalysisResults results, PrintStream out) {
        this.results = results;
        this.out = out;
        this.lines = new Lines(out);
    }

    /** Prints the whole summary. */
    public static void print(AnalysisResults results, PrintStream out) {
        PrintedSummary summary = new PrintedSummary(results, out);
        summary.head();
        summary.load();
        summary.verdicts();
        summary.ranking();
        summary.causes();
        summary.circuits();
        summary.clusters();
        summary.entropy();
        PrintedGroups.print(results, out);
        summary.forming();
        summary.alerts();
    }

    private void head() {
        ModelSummary m = results.model();
        TextSummary t = results.text();
        wrapped(
                "",
                "%s: %s, %s parameters, %d layers x %d heads (%d key/value heads), %s"
                        .formatted(
                                m.name(),
                                m.family(),
                                Figures.count(m.parameters()),
                                m.layers(),
                                m.heads(),
                                m.kvHeads(),
                                m.format()));
        wrapped(
                "",
                String.format(
                        Locale.ROOT,
                        "%,d %s, %,d tokens in %,d windows of at most %,d; seed %d; %.1f s",
                        t.documents(),
                        plural(t.unit(), t.documents()),
                        t.tokens(),
                        t.windows(),
                        t.context(),
                        results.provenance().seed(),
                        results.provenance().seconds()));
        out.println();
    }

    /** Before any table: a model that cannot be told from random makes all of them empty. */
    private void load() {
        if (results.indistinguishable()) {
            wrapped("! ", results.alerts().getFirst());
            out.println();
        }
    }

    private void verdicts() {
        row("%-27s  %-24s  %s", "Hypothesis", "effect [95% interval]", "outcome");
        boolean starred = false;
        for (Verdict v : results.verdicts()) {
            starred |= v.controlPasses();
            row(
                    "%-27s  %-24s  %s",
                    v.number() + " " + v.title(),
                    Figures.withInterval(v.value(), v.low(), v.high()),
                    v.outcome().text() + (v.controlPasses() ? " *" : ""));
        }
        for (Verdict v : results.verdicts()) {
            if (v.outcome() == Outcome.INCONCLUSIVE && Double.isFinite(v.detectableEffect())) {
                wrapped(
                        "? ",
                        "%d: inconclusive; an effect of %s would have been shown (80%% power)"
                                .formatted(v.number(), Figures.number(v.detectableEffect())));
            }
        }
        if (starred) {
            out.println("* the random-initialised control earns it too: not specific to training");
        }
        out.println();
    }

    private void ranking() {
        row(
                "%-17s %6s   %-24s %8s %8s %7s",
                "Top heads", "head", "score [95% interval]", "uniform", "control", "in all");
        for (HeadRanking ranking : HeadRanking.of(results)) {
            String kind = ranking.kind();
            String inAll = Long.toString(ranking.withRole());
            for (HeadRanking.Head h : ranking.heads()) {
                row(
                        "%-17s %6s   %-24s %8s %8s %7s",
                        kind,
                        "L" + h.layer() + "H" + h.head(),
                        Figures.withInterval(h.value(), h.low(), h.high()),
                        Figures.number(h.uniform()),
                        Figures.number(h.control()),
                        inAll);
                kind = "";
                inAll = "";
            }
        }
        out.println("in all: heads of the model whose role it is");
        out.println();
    }

    /** What ablations showed. */
    private void causes() {
        Causes causes = results.causes();
        if (causes != null && !causes.ablations().isEmpty()) {
            CausalLines.print(causes, out);
        }
    }

    /** Which earlier heads the strongest induction heads need, and on which heads the loss depends. */
    private void circuits() {
        Circuits circuits = results.circuits();
        if (circuits == null || circuits.sentences().isEmpty() && circuits.notDone().isEmpty()) {
            return;
        }
        out.println("Heads that work together");
        circuits.sentences().forEach(sentence -> wrapped("- ", sentence));
        circuits.notDone().forEach(sentence -> wrapped("- ", sentence));
        out.println();
    }

    /** How the heads fall into clusters, in a sentence. */
    private void clusters() {
        Similarity similarity = results.similarity();
        if (similarity == null || similarity.variants().getFirst().cluster().length == 0) {
            return;
        }
        SimilarityMatrix m = similarity.variants().getFirst();
        Map<Integer, Long> sizes =
                Arrays.stream(m.cluster())
                        .flatMapToInt(Arrays::stream)
                        .boxed()
                        .collect(Collectors.groupingBy(c -> c, Collectors.counting()));
        wrapped(
                "",
                String.format(
                        Locale.ROOT,
                        "Heads by likeness: %d clusters of %s heads; silhouette %s, on the documents they were not made"
                                + " from %s, of shuffled labels %s (p = %s)",
                        sizes.size(),
                        sizes.values().stream()
                                .sorted(Comparator.reverseOrder())
                                .map(String::valueOf)
                                .collect(Collectors.joining(", ")),
                        Figures.number(m.silhouette()),
                        Figures.number(m.silhouetteApart()),
                        Figures.number(m.shuffled()),
                        Figures.number(m.p())));
        out.println();
    }

    private void entropy() {
        LayerCurve with = curve(Sink.WITH);
        LayerCurve without = curve(Sink.WITHOUT);
        if (with == null || without == null) {
            return;
        }
        out.println("Entropy by layer, normalised (1 is uniform attention)");
        row("%5s   %-24s   %-24s  %8s", "layer", "with the sink", "without it", "control");
        for (int layer = 0; layer < with.mean().length; layer++) {
            row(
                    "%5d   %-24s   %-24s  %8s",
                    layer,
                    Figures.withInterval(with.mean()[layer], with.low()[layer], with.high()[layer]),
                    Figures.withInterval(
                            without.mean()[layer], without.low()[layer], without.high()[layer]),
                    Figures.number(
                            without.control().length == 0 ? Double.NaN : without.control()[layer]));
        }
        out.println();
    }

    private @Nullable LayerCurve curve(Sink sink) {
        return results.entropyByLayer().stream()
                .filter(c -> c.sink() == sink)
                .findFirst()
                .orElse(null);
    }

    /** Of a model that Headlight trained: what happened, in plain words. */
    private void forming() {
        Timeline timeline = results.timeline();
        if (timeline == null || timeline.sentences().isEmpty()) {
            return;
        }
        out.println("How the heads formed");
        timeline.sentences().forEach(sentence -> wrapped("- ", sentence));
        out.println();
    }

    private void alerts() {
        List<String> alerts =
                results.alerts()
                        .subList(results.indistinguishable() ? 1 : 0, results.alerts().size());
        if (alerts.isEmpty()) {
            return;
        }
        out.println("Before you believe it");
        for (String alert : alerts.subList(0, Math.min(ALERTS, alerts.size()))) {
            wrapped("- ", alert);
        }
        if (alerts.size() > ALERTS) {
            out.println("- and " + (alerts.size() - ALERTS) + " more in the report");
        }
        out.println();
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation is a dependency more, for one method
    private void row(String format, Object... cells) {
        lines.row(format, cells);
    }

    private void wrapped(String bullet, String text) {
        lines.wrapped(bullet, text);
    }

    private static String plural(String unit, int n) {
        return n == 1 ? unit : unit + "s";
    }
}
