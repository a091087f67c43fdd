package dev.headlight.analysis.tally;

import dev.headlight.engine.AttentionTile;

/**
 * Sums over attention rows of one head: made empty, fed tiles, combined with a tally that saw other rows,
 * then read.
 *
 * @param <T> the tally's own type
 */
public interface Tally<T extends Tally<T>> {

    /**
     * Adds the rows of a tile.
     *
     * @param scales of these rows, read from the same tile
     */
    void accept(AttentionTile tile, RowScales scales);

    /** Adds what another tally of the same make has seen. */
    void combine(T other);
}
