package dev.headlight.report.table;

import dev.headlight.analysis.results.Comparison;
import dev.headlight.analysis.results.Comparison.Contrast;
import dev.headlight.analysis.results.Comparison.HeadPair;
import dev.headlight.analysis.results.Comparison.ScoreDifference;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * {@code comparison.csv}: one row for each other side, score, sink variant and pair of heads. {@code difference} is other
 * minus first; a figure that does not exist is empty.
 */
public final class ComparisonCsv {

    /** The header line. */
    public static final String HEADER =
            "other,layer,head,other_layer,other_head,score,sink,first_value,other_value,difference,ci_low,ci_high,p,q";

    private ComparisonCsv() {}

    /** Writes the table, UTF-8. The stream stays open. */
    public static void write(Comparison comparison, OutputStream out) throws IOException {
        Writer lines = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        lines.write(HEADER + "\n");
        for (Contrast contrast : comparison.contrasts()) {
            String other = Cells.text(comparison.sides().get(contrast.other()).name());
            for (ScoreDifference s : contrast.scores()) {
                for (int n = 0; n < contrast.pairs().size(); n++) {
                    HeadPair pair = contrast.pairs().get(n);
                    lines.write(
                            String.join(
                                            ",",
                                            other,
                                            Integer.toString(pair.layer()),
                                            Integer.toString(pair.head()),
                                            Integer.toString(pair.otherLayer()),
                                            Integer.toString(pair.otherHead()),
                                            s.score(),
                                            s.sink().text(),
                                            Cells.number(s.first()[n]),
                                            Cells.number(s.other()[n]),
                                            Cells.number(s.difference()[n]),
                                            Cells.number(s.low()[n]),
                                            Cells.number(s.high()[n]),
                                            Cells.number(s.p()[n]),
                                            Cells.number(s.q()[n]))
                                    + "\n");
                }
            }
        }
        lines.flush();
    }
}
