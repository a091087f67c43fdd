package dev.headlight.report.table;

import dev.headlight.analysis.results.GroupScore;
import dev.headlight.analysis.results.TextGroups;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * {@code groups.csv}: one row for each score, sink variant, head and group of documents. {@code difference}, {@code
 * share}, {@code p}, {@code q}, {@code apart_p} and {@code apart_q} are the head's, the same in the rows of all its groups; {@code interaction_p} and {@code
 * interaction_q} are the score's. A figure that does not exist is empty.
 */
public final class GroupsCsv {

    /** The header line. */
    public static final String HEADER =
            "layer,head,score,sink,group,value,ci_low,ci_high,null_uniform,documents,difference,share,p,q,"
                    + "apart_p,apart_q,interaction_p,interaction_q";

    private GroupsCsv() {}

    /** Writes the table, UTF-8. The stream stays open. */
    public static void write(TextGroups groups, OutputStream out) throws IOException {
        Writer lines = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        lines.write(HEADER + "\n");
        for (GroupScore s : groups.scores()) {
            for (int l = 0; l < s.difference().length; l++) {
                for (int h = 0; h < s.difference()[l].length; h++) {
                    for (int g = 0; g < groups.groups().size(); g++) {
                        lines.write(
                                String.join(
                                                ",",
                                                Integer.toString(l),
                                                Integer.toString(h),
                                                s.score(),
                                                s.sink().text(),
                                                Cells.text(groups.groups().get(g).name()),
                                                Cells.number(s.value()[g][l][h]),
                                                Cells.number(s.low()[g][l][h]),
                                                Cells.number(s.high()[g][l][h]),
                                                Cells.number(s.nullUniform()[g]),
                                                Integer.toString(
                                                        groups.groups().get(g).documents()),
                                                Cells.number(s.difference()[l][h]),
                                                Cells.number(s.share()[l][h]),
                                                Cells.number(s.p()[l][h]),
                                                Cells.number(s.q()[l][h]),
                                                Cells.number(s.apartP()[l][h]),
                                                Cells.number(s.apartQ()[l][h]),
                                                Cells.number(s.interactionP()),
                                                Cells.number(s.interactionQ()))
                                        + "\n");
                    }
                }
            }
        }
        lines.flush();
    }
}
