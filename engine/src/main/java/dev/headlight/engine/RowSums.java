package dev.headlight.engine;

/**
 * Sums of attention rows while they are in cache: by distance from the query and by key. The rows of a
 * tile are merged before the sums are touched, so that a statistic costs a multiply-add and a load an entry.
 *
 * <p>Where the Vector API is missing plain loops give the same sums to rounding.
 */
public final class RowSums {

    private RowSums() {}

    /**
     * Adds the rows by distance, key 0 left out, under two scalings at once:
     *
     * <pre>
     * a[last - d] += sum_r aScale[r] w[r, i_r - d],   b[last - d] += sum_r bScale[r] w[r, i_r - d]
     * </pre>
     *
     * over the rows {@code i_r} that have a key {@code i_r - d >= 1}. Distance 0 stands last, so that a row adds in
     * the order of its keys.
     *
     * @param aScale [rows of the tile]
     * @param bScale [rows of the tile]
     * @param a sums, at least {@code last + 1 +} {@link AttentionTile#PADDING} floats; what stands behind {@code
     *     last} means nothing
     * @param b sums of the same length
     * @param last where distance 0 stands; at least the last row of the tile
     */
    public static void addByDistance(
            AttentionTile tile, float[] aScale, float[] bScale, float[] a, float[] b, int last) {
        int end = tile.firstRow() + tile.rows();
        if (last < end - 1 || a.length < last + 1 + AttentionTile.PADDING || a.length != b.length) {
            throw new IllegalArgumentException(
                    "sums of "
                            + a.length
                            + " floats, distance 0 at "
                            + last
                            + ", "
                            + end
                            + " rows");
        }
        addFirstKeys(tile, aScale, bScale, a, b, last);
        Kernels.ROW_SUM.addByDistance(tile, aScale, bScale, a, b, last);
    }

    /**
     * Adds the rows by key: {@code sums[j] += sum_r scale[r] w[r, j]}.
     *
     * @param scale [rows of the tile]
     * @param sums at least as many floats as the tile's last row has keys
     */
    public static void addByKey(AttentionTile tile, float[] scale, float[] sums) {
        int keys = tile.firstRow() + tile.rows();
        if (sums.length < keys) {
            throw new IllegalArgumentException(
                    "sums of " + sums.length + " floats, " + keys + " keys");
        }
        Kernels.ROW_SUM.addByKey(tile, scale, sums);
    }

    /** The distances that only some rows of the tile reach: row r, keys 1 to r. */
    private static void addFirstKeys(
            AttentionTile tile, float[] aScale, float[] bScale, float[] a, float[] b, int last) {
        float[] w = tile.weights();
        for (int r = 1; r < tile.rows(); r++) {
            int at = tile.offset(r);
            int to = last - tile.firstRow() - r;
            for (int j = 1; j <= r; j++) {
                float x = w[at + j];
                a[to + j] += aScale[r] * x;
                b[to + j] += bScale[r] * x;
            }
        }
    }
}
