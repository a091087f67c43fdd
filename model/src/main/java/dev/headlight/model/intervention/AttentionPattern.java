package dev.headlight.model.intervention;

/** Attention weights that stand in for those of a head, a row a query. Safe for several threads. */
@FunctionalInterface
public interface AttentionPattern {

    /** Every key alike: {@code A[i, j] = 1 / (i + 1)}. */
    AttentionPattern UNIFORM =
            (query, weights) -> java.util.Arrays.fill(weights, 0, query + 1, 1f / (query + 1));

    /**
     * Writes the weights of a query.
     *
     * @param query 0-based position in the text, those in a cache counted
     * @param weights output, {@code weights[j]} for keys {@code 0 <= j <= query}; what follows is not read
     */
    void row(int query, float[] weights);

    /**
     * A matrix as it is.
     *
     * @param weights {@code [T][>= T]}, of a window that is no longer than any it is used on; not to be written
     */
    static AttentionPattern of(float[][] weights) {
        return (query, row) -> {
            if (query >= weights.length) {
                throw new IllegalArgumentException(
                        "query " + query + " of a pattern of " + weights.length);
            }
            System.arraycopy(weights[query], 0, row, 0, query + 1);
        };
    }
}
