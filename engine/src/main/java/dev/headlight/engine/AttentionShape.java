package dev.headlight.engine;

/**
 * The sizes of one attention, and who reads whom.
 *
 * @param T new positions: rows of the queries
 * @param past positions before them whose keys and values are given too
 * @param nHeads query heads
 * @param nKvHeads key/value heads, of which {@code nHeads} is a multiple: query head {@code h} reads key/value
 *     head {@code h / (nHeads / nKvHeads)}
 * @param dHead width of a head
 * @param causal whether a query reads the keys up to its own position only; else every query reads every key
 */
public record AttentionShape(int T, int past, int nHeads, int nKvHeads, int dHead, boolean causal) {

    /** Causal attention, as a language model needs it. */
    public AttentionShape(int T, int past, int nHeads, int nKvHeads, int dHead) {
        this(T, past, nHeads, nKvHeads, dHead, true);
    }

    /** Attention among {@code T} positions in which every query reads every key. */
    public static AttentionShape full(int T, int nHeads, int nKvHeads, int dHead) {
        return new AttentionShape(T, 0, nHeads, nKvHeads, dHead, false);
    }

    public AttentionShape {
        if (T < 0 || past < 0 || nHeads <= 0 || nKvHeads <= 0 || dHead <= 0) {
            throw new IllegalArgumentException(
                    "attention of "
                            + T
                            + " after "
                            + past
                            + ", "
                            + nHeads
                            + "/"
                            + nKvHeads
                            + " heads of "
                            + dHead);
        }
        if (nHeads % nKvHeads != 0) {
            throw new IllegalArgumentException(
                    nHeads + " query heads over " + nKvHeads + " key/value heads");
        }
    }

    /** Keys in all, {@code past + T}. */
    public int keys() {
        return past + T;
    }

    /** Keys that the query at position {@code i} of the window reads: the first so many. */
    public int keysOf(int i) {
        return causal ? i + 1 : keys();
    }

    /** The key/value head that query head {@code h} reads. */
    public int kvHead(int h) {
        return h / (nHeads / nKvHeads);
    }
}
