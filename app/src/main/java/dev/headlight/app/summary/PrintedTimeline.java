package dev.headlight.app.summary;

import dev.headlight.analysis.results.HeadBirth;
import dev.headlight.analysis.results.HeadScore;
import dev.headlight.analysis.results.Timeline;
import dev.headlight.analysis.results.TimelinePoint;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A run's timeline as tables for a person, in 80 columns, or as one JSON document. */
public final class PrintedTimeline {

    /** Steps that are printed; the file has all. */
    private static final int STEPS = 20;

    private static final int BIRTHS = 20;

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private PrintedTimeline() {}

    /**
     * Prints the tables.
     *
     * @param rule by which a head has formed, in words
     * @param notes what is missing, in sentences
     */
    public static void print(
            Timeline timeline,
            List<HeadBirth> births,
            String rule,
            List<String> notes,
            PrintStream out) {
        Paragraph paragraph = new Paragraph(out);
        List<TimelinePoint> points = shown(timeline.points());
        out.println("                            repeats       best          best          sink");
        out.println("    step   loss    icl  first  again  induction     previous       rate");
        for (TimelinePoint p : points) {
            out.println(
                    String.format(
                                    Locale.ROOT,
                                    "%8d %6s %6s %6s %6s  %-13s %-13s %5s",
                                    p.step(),
                                    Figures.number(p.loss()),
                                    Figures.number(p.icl()),
                                    Figures.number(p.lossFirst()),
                                    Figures.number(p.lossLater()),
                                    head(p.bestInduction()),
                                    head(p.bestPreviousToken()),
                                    Figures.number(p.sinkRate()))
                            .stripTrailing());
        }
        if (points.size() < timeline.points().size()) {
            out.println(
                    points.size()
                            + " of "
                            + timeline.points().size()
                            + " points; timeline.csv has all");
        }
        out.println();
        births(births, paragraph, out);
        paragraph.print("", rule + ".");
        out.println();
        timeline.sentences().forEach(s -> paragraph.print("- ", s));
        notes.forEach(s -> paragraph.print("- ", s));
        paragraph.print("- ", timeline.basis());
        out.println();
    }

    private static void births(List<HeadBirth> births, Paragraph paragraph, PrintStream out) {
        if (births.isEmpty()) {
            out.println("No head has formed.");
            return;
        }
        out.println("    step  head    formed as         at the end");
        for (HeadBirth b : births.subList(0, Math.min(BIRTHS, births.size()))) {
            out.println(
                    String.format(
                            Locale.ROOT,
                            "%8s  %-7s %-17s %s",
                            (b.before() ? "<=" : "") + b.step(),
                            "L" + b.layer() + "H" + b.head(),
                            b.kind(),
                            Figures.number(b.value())));
        }
        if (births.size() > BIRTHS) {
            paragraph.print("", "and " + (births.size() - BIRTHS) + " more (--json lists all)");
        }
    }

    private static String head(HeadScore h) {
        return h.layer() < 0 ? "-" : h.name() + " " + Figures.number(h.value());
    }

    /** Evenly over the run, the first and the last among them. */
    private static List<TimelinePoint> shown(List<TimelinePoint> points) {
        if (points.size() <= STEPS) {
            return points;
        }
        List<TimelinePoint> some = new ArrayList<>();
        for (int n = 0; n < STEPS; n++) {
            some.add(points.get((int) Math.round(n * (points.size() - 1.0) / (STEPS - 1))));
        }
        return some;
    }

    /** The same as JSON, every head that formed in it. */
    public static String json(
            Timeline timeline,
            List<HeadBirth> births,
            List<String> notes,
            String folder,
            List<String> files) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("basis", timeline.basis());
        ArrayNode points = root.putArray("points");
        for (TimelinePoint p : timeline.points()) {
            ObjectNode node = points.addObject();
            node.put("step", p.step());
            number(node, "loss", p.loss());
            number(node, "icl", p.icl());
            number(node, "loss_first", p.lossFirst());
            number(node, "loss_later", p.lossLater());
            number(node, "sink_rate", p.sinkRate());
            head(node.putObject("best_induction"), p.bestInduction());
            head(node.putObject("best_previous_token"), p.bestPreviousToken());
        }
        ArrayNode formed = root.putArray("formed");
        for (HeadBirth b : births) {
            ObjectNode node = formed.addObject();
            node.put("kind", b.kind());
            node.put("layer", b.layer());
            node.put("head", b.head());
            node.put("step", b.step());
            node.put("or_before", b.before());
            number(node, "value", b.value());
        }
        if (timeline.phaseChange() != null) {
            ObjectNode change = root.putObject("phase_change");
            change.put("from", timeline.phaseChange().from());
            change.put("to", timeline.phaseChange().to());
            change.put("layer", timeline.phaseChange().layer());
            change.put("head", timeline.phaseChange().head());
        } else {
            root.putNull("phase_change");
        }
        timeline.sentences().forEach(root.putArray("sentences")::add);
        notes.forEach(root.putArray("notes")::add);
        root.put("folder", folder);
        files.forEach(root.putArray("files")::add);
        return MAPPER.writeValueAsString(root);
    }

    private static void head(ObjectNode node, HeadScore h) {
        node.put("layer", h.layer());
        node.put("head", h.head());
        number(node, "value", h.value());
    }

    private static void number(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }
}
