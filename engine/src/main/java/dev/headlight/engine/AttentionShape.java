package dev.headlight.engine;

/**
 * The sizes of one attention.
 *
 * @param T new positions: rows of the queries
 * @param past positions before them whose keys and values are given too
 * @param nHeads query heads
 * @param nKvHeads key/value heads, of which {@code nHeads} is a multiple: query head {@code h} reads key/value
 *     head {@code h / (nHeads / nKvHeads)}
 * @param dHead width of a head
 */
public record AttentionShape(int T, int past, int nHeads, int nKvHeads, int dHead) {

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

    /** The key/value head that query head {@code h} reads. */
    public int kvHead(int h) {
        return h / (nHeads / nKvHeads);
    }
}
