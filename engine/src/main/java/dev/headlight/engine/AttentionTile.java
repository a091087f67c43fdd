package dev.headlight.engine;

/**
 * Some consecutive query rows of one head, as the kernel has them in cache. Row {@code r} of the tile is
 * query {@code i = firstRow() + r}; it has {@code n = i + 1} keys, or all where the {@link AttentionShape} is not
 * causal, and
 *
 * <pre>A[i, j] = weights()[offset(r) + j] * scale(r)    for 0 &lt;= j &lt; n</pre>
 *
 * where {@code weights} holds {@code exp(s[i,j] - max_j s[i,j])} and {@code scale = 1 / sum}. At least
 * {@link #PADDING} zeros stand before {@code offset(r)}, and the row is followed by zeros up to {@link
 * #width()} (and {@link #PADDING} more floats that may be read but mean nothing), so that whole vectors
 * may be read across both ends. Sums over the keys other than key 0 are added up from those keys, never
 * taken as a difference: where a sink holds nearly all, the difference is noise.
 *
 * <p>The object is reused for the next tile, and its arrays belong to the kernel: read them during the
 * call, write nothing.
 */
public interface AttentionTile {

    /** Floats that may be read before and after a row. */
    int PADDING = 16;

    /** The query of the first row, 0-based in the window. */
    int firstRow();

    /** Rows of this tile. */
    int rows();

    /** Floats of a row that are defined: its keys, then zeros; at least {@code firstRow() + rows()}. */
    int width();

    /** The buffer that holds the rows. */
    float[] weights();

    /** Where key 0 of row {@code r} stands in {@link #weights()}. */
    int offset(int r);

    /** {@code 1 / sum_j weights[j]} over all keys of row {@code r}. */
    float scale(int r);

    /** {@code sum_{j >= 1} weights[j]}: the mass of the keys other than key 0, times {@code 1 / scale}. */
    float restSum(int r);

    /**
     * Entropy in nats of row {@code r}, {@code -sum_j A ln A = logsumexp - E[s]}.
     */
    float entropy(int r);

    /**
     * Entropy in nats of row {@code r} with key 0 dropped and the rest renormalised; 0 where fewer than two
     * keys are left.
     */
    float restEntropy(int r);

    /** {@code ln sum_j exp s[i,j]} of the scaled scores: with q and k it gives any entry of the row again. */
    float logSumExp(int r);
}
