package dev.headlight.analysis.results;

/**
 * Queries, keys and log-sum-exps of one head over one text, of which any tile of its rows can be made, whatever the
 * length of the text:
 *
 * <pre>
 * s[i, j] = queryScale[i] keyScale[j] sum_e query[i, e] key[j, e],   A[i, j] = exp(s[i, j] - logSumExp[i])
 * </pre>
 *
 * @param dHead dimensions of a query and of a key
 * @param queryScale one a position, {@code 1 / sqrt(dHead)} in it
 * @param query positions one after another, {@code dHead} numbers from -32767 to 32767 each
 * @param keyScale one a position
 * @param key as the queries
 * @param logSumExp {@code ln sum_j exp s[i, j]} of each row, as the model had it
 * @param largestError the greatest difference between a weight that is made of these and the model's own, over all rows
 */
public record PatternFactors(
        int dHead,
        float[] queryScale,
        short[] query,
        float[] keyScale,
        short[] key,
        float[] logSumExp,
        double largestError) {

    /** Positions. */
    public int tokens() {
        return logSumExp.length;
    }
}
