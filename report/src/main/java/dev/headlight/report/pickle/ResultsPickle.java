package dev.headlight.report.pickle;

import dev.headlight.analysis.results.AnalysisResults;
import java.io.IOException;
import java.io.OutputStream;
import net.razorvine.pickle.Pickler;

/**
 * The results tree as a Python pickle (protocol 2): the names and the order of {@code results.json}, with
 * two differences that suit Python: a figure that does not exist is {@code nan}, so that a matrix stays a
 * matrix of floats, and the rows of a pattern are lists of floats.
 */
public final class ResultsPickle {

    private ResultsPickle() {}

    /** Writes the tree. The stream stays open. */
    public static void write(AnalysisResults results, OutputStream out) throws IOException {
        // No memo: the tree shares nothing, and a memo would keep every number alive.
        new Pickler(false).dump(PlainTree.of(results), out);
        out.flush();
    }
}
