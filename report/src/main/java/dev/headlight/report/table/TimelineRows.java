package dev.headlight.report.table;

import dev.headlight.analysis.results.TimelinePoint;
import dev.headlight.text.InputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rows of {@code timeline.csv}: a point as text, and back. */
final class TimelineRows {

    private static final List<String> OF_MODEL =
            List.of("loss", "icl", "loss_first", "loss_later", "sink_rate");
    private static final List<String> OF_HEADS =
            List.of("induction_entry", "previous_token", "alpha_0");

    private TimelineRows() {}

    static String text(TimelinePoint p) {
        StringBuilder rows = new StringBuilder();
        double[] ofModel = {p.loss(), p.icl(), p.lossFirst(), p.lossLater(), p.sinkRate()};
        for (int n = 0; n < ofModel.length; n++) {
            row(rows, p.step(), OF_MODEL.get(n), ",", ofModel[n]);
        }
        double[][][] ofHeads = {p.inductionEntry(), p.previousToken(), p.alpha0()};
        for (int n = 0; n < ofHeads.length; n++) {
            for (int l = 0; l < ofHeads[n].length; l++) {
                for (int h = 0; h < ofHeads[n][l].length; h++) {
                    row(rows, p.step(), OF_HEADS.get(n), l + "," + h, ofHeads[n][l][h]);
                }
            }
        }
        return rows.toString();
    }

    private static void row(
            StringBuilder rows, long step, String score, String head, double value) {
        rows.append(step).append(',').append(score).append(',').append(head).append(',');
        rows.append(Double.isNaN(value) ? "" : Double.toString(value)).append('\n');
    }

    /** One step's figures by what stands between step and value: {@code loss,,} or {@code alpha_0,1,2}. */
    private record Step(long step, int line, Map<String, Double> figures) {}

    /** The points of a table whose end may have been cut short. */
    static List<TimelinePoint> points(Path file, String text) {
        List<String> lines = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        if (!lines.isEmpty() && !lines.getFirst().equals(TimelineCsv.HEADER)) {
            throw wrong(file, 1, "the header is not " + TimelineCsv.HEADER);
        }
        List<Step> steps = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            addRow(file, i + 1, lines.get(i), steps);
        }
        if (steps.size() > 1 && steps.getLast().figures.size() < steps.getFirst().figures.size()) {
            steps.removeLast();
        }
        return steps.stream().map(step -> point(file, step)).toList();
    }

    private static void addRow(Path file, int line, String text, List<Step> steps) {
        String[] cells = text.split(",", -1);
        if (cells.length != 5) {
            throw wrong(file, line, "not 5 cells");
        }
        try {
            long step = Long.parseLong(cells[0]);
            double value = cells[4].isEmpty() ? Double.NaN : Double.parseDouble(cells[4]);
            if (steps.isEmpty() || steps.getLast().step < step) {
                steps.add(new Step(step, line, new LinkedHashMap<>()));
            } else if (steps.getLast().step > step) {
                throw wrong(file, line, "step " + step + " stands after a later one");
            }
            String figure = cells[1] + "," + cells[2] + "," + cells[3];
            if (steps.getLast().figures.put(figure, value) != null) {
                throw wrong(file, line, "the figure stands there twice");
            }
        } catch (NumberFormatException e) {
            throw wrong(file, line, "a cell is no number");
        }
    }

    private static TimelinePoint point(Path file, Step step) {
        double[] ofModel =
                OF_MODEL.stream().mapToDouble(s -> figure(file, step, s + ",,")).toArray();
        double[][][] ofHeads = new double[OF_HEADS.size()][][];
        Arrays.setAll(ofHeads, n -> heads(file, step, OF_HEADS.get(n)));
        return new TimelinePoint(
                step.step,
                ofModel[0],
                ofModel[1],
                ofModel[2],
                ofModel[3],
                ofModel[4],
                ofHeads[0],
                ofHeads[1],
                ofHeads[2]);
    }

    private static double[][] heads(Path file, Step step, String score) {
        int layers = 0;
        while (step.figures.containsKey(score + "," + layers + ",0")) {
            layers++;
        }
        int heads = 0;
        while (step.figures.containsKey(score + ",0," + heads)) {
            heads++;
        }
        double[][] values = new double[layers][heads];
        for (int l = 0; l < layers; l++) {
            for (int h = 0; h < heads; h++) {
                values[l][h] = figure(file, step, score + "," + l + "," + h);
            }
        }
        return values;
    }

    private static double figure(Path file, Step step, String key) {
        Double value = step.figures.get(key);
        if (value == null) {
            throw wrong(file, step.line, "step " + step.step + " lacks the figure " + key);
        }
        return value;
    }

    private static InputException wrong(Path file, int line, String what) {
        return new InputException(
                file
                        + ", line "
                        + line
                        + ": "
                        + what
                        + ", so this is not a timeline of Headlight; move the file away, or take the line out.");
    }
}
