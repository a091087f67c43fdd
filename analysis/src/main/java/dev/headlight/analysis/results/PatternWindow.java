package dev.headlight.analysis.results;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Attention over the first tokens of a document: a picture, no statistic. The documents are the first with at least 64
 * tokens in their first window, else the longest; where a text has 128 or more, a further window shows up to 256 tokens of
 * it, for the clearest head of each role; where it has more than that, a last one shows up to 4,096, for as many of these
 * as fit into a bounded file.
 *
 * @param document which document
 * @param tokens the tokens, as a person should see them
 * @param heads one entry a head that was kept
 */
public record PatternWindow(String document, List<String> tokens, List<Head> heads) {

    /**
     * One head's rows, entry by entry or as what they are made of.
     *
     * @param rows {@code A[i][j]}, j from 0 to i; empty where there are factors
     * @param valueNorms {@code ||W_O v_j||} of each key: how long a step its value would be in the residual stream, read
     *     alone; empty in a file from before it was kept
     * @param factors what the rows are made of, null where they are here entry by entry
     */
    public record Head(
            int layer,
            int head,
            float[][] rows,
            float[] valueNorms,
            @Nullable PatternFactors factors) {

        /** Rows alone. */
        public Head(int layer, int head, float[][] rows) {
            this(layer, head, rows, new float[0], null);
        }
    }
}
