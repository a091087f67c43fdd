package dev.headlight.report.table;

import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.analysis.results.DecayCurve;
import dev.headlight.analysis.results.ScoreMatrix;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * The tidy table: one row for each score, sink variant, layer and head. A figure that does not exist is
 * empty, never 0; a number is the shortest decimal that reads back as the same double; lines end in a line
 * feed.
 *
 * <p>The decay curve stands in it as scores {@code decay_D}, {@code D} the first distance of a bin, in
 * tokens: {@code value} is {@code P(d) / u(d)} of the head, whose uniform null is 1, {@code rows} the rows
 * behind the bin; a single head's bin has no interval and no control of its own.
 */
public final class ScoresCsv {

    /** The header line. */
    public static final String HEADER =
            "layer,head,score,sink,value,ci_low,ci_high,null_uniform,control_init,p,q,documents,rows";

    private ScoresCsv() {}

    /** Writes the table, UTF-8. The stream stays open. */
    public static void write(AnalysisResults results, OutputStream out) throws IOException {
        Writer lines = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        lines.write(HEADER);
        lines.write('\n');
        for (ScoreMatrix matrix : results.scores()) {
            writeMatrix(matrix, lines);
        }
        for (DecayCurve curve : results.decay()) {
            writeDecay(curve, lines);
        }
        lines.flush();
    }

    private static void writeMatrix(ScoreMatrix m, Writer lines) throws IOException {
        for (int layer = 0; layer < m.value().length; layer++) {
            for (int head = 0; head < m.value()[layer].length; head++) {
                row(
                        lines,
                        layer,
                        head,
                        m.score(),
                        m.sink().text(),
                        number(m.value(), layer, head),
                        number(m.low(), layer, head),
                        number(m.high(), layer, head),
                        number(m.nullUniform(), layer, head),
                        number(m.control(), layer, head),
                        number(m.p(), layer, head),
                        number(m.q(), layer, head),
                        Integer.toString(m.documents()),
                        m.rows().length == 0 ? "" : Long.toString(m.rows()[layer][head]));
            }
        }
    }

    private static void writeDecay(DecayCurve curve, Writer lines) throws IOException {
        for (int bin = 0; bin < curve.from().length; bin++) {
            for (int layer = 0; layer < curve.attention().length; layer++) {
                for (int head = 0; head < curve.attention()[layer].length; head++) {
                    double ratio = curve.attention()[layer][head][bin] / curve.uniform()[bin];
                    row(
                            lines,
                            layer,
                            head,
                            "decay_" + curve.from()[bin],
                            curve.sink().text(),
                            number(ratio),
                            "",
                            "",
                            "1.0",
                            "",
                            "",
                            "",
                            "",
                            Long.toString(curve.rows()[bin]));
                }
            }
        }
    }

    private static void row(Writer lines, int layer, int head, String... cells) throws IOException {
        lines.write(Integer.toString(layer));
        lines.write(',');
        lines.write(Integer.toString(head));
        for (String cell : cells) {
            lines.write(',');
            lines.write(cell);
        }
        lines.write('\n');
    }

    private static String number(double[][] matrix, int layer, int head) {
        return matrix.length == 0 ? "" : number(matrix[layer][head]);
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : Double.toString(value);
    }
}
