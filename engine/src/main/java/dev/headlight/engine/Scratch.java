package dev.headlight.engine;

import java.util.Arrays;

/**
 * Buffers of one thread, kept from one operation to the next and grown where they are too small. Every buffer
 * has one use, so that an operation may be called from inside another kind of operation (a product from an
 * attention hook, say).
 */
final class Scratch {

    private static final ThreadLocal<Scratch> MINE = ThreadLocal.withInitial(Scratch::new);

    /** Packed B of a product that this thread called for, part by part: an array each, so that a part stays in the cache of the thread that packs it. */
    private float[][] panels = {};

    private final LeftBlock left = new LeftBlock();

    /** A tile at the edge of C. */
    private float[] edge = {};

    /** Sums of the second half of a long inner side. */
    private float[] innerSums = {};

    /** Widened weights. */
    private float[] widened = {};

    /** Output of a product of few rows. */
    private float[] sums = {};

    /** Packed keys and values of an attention that this thread called for. */
    private float[] keysAndValues = {};

    /** Packed queries of a tile, and its output. */
    private float[] queries = {};

    private float[] attended = {};
    private float[] scales = {};
    private int[] ints = {};
    private short[] shorts = {};
    private byte[] bytes = {};
    private SoftmaxTile tile = new SoftmaxTile(0, 0);

    private Scratch() {}

    static Scratch mine() {
        return MINE.get();
    }

    /** The buffer, or a larger one where it is too small; its content is then lost. */
    static float[] grown(float[] old, int n) {
        return old.length >= n ? old : new float[n];
    }

    /** Floats from a row to the next, of n or some more: rows a multiple of 4 KiB apart share a few lines of the first-level cache. */
    static int apart(int n) {
        return n % 1024 < 64 ? n + 64 : n;
    }

    float[] panels(int part, int n) {
        if (panels.length <= part) {
            int before = panels.length;
            panels = Arrays.copyOf(panels, part + 1);
            Arrays.fill(panels, before, part + 1, new float[0]);
        }
        panels[part] = grown(panels[part], n);
        return panels[part];
    }

    LeftBlock left() {
        return left;
    }

    float[] edge(int n) {
        edge = grown(edge, n);
        return edge;
    }

    float[] innerSums(int n) {
        innerSums = grown(innerSums, n);
        return innerSums;
    }

    float[] widened(int n) {
        widened = grown(widened, n);
        return widened;
    }

    float[] sums(int n) {
        sums = grown(sums, n);
        return sums;
    }

    float[] keysAndValues(int n) {
        keysAndValues = grown(keysAndValues, n);
        return keysAndValues;
    }

    float[] queries(int n) {
        queries = grown(queries, n);
        return queries;
    }

    float[] attended(int n) {
        attended = grown(attended, n);
        return attended;
    }

    /** Scales and minima of blocks side by side. */
    float[] scales(int n) {
        scales = grown(scales, n);
        return scales;
    }

    /** Bytes of blocks side by side. */
    int[] ints(int n) {
        ints = ints.length >= n ? ints : new int[n];
        return ints;
    }

    short[] shorts(int n) {
        shorts = shorts.length >= n ? shorts : new short[n];
        return shorts;
    }

    byte[] bytes(int n) {
        bytes = bytes.length >= n ? bytes : new byte[n];
        return bytes;
    }

    SoftmaxTile tile(int rows, int width) {
        tile = tile.holds(rows, width) ? tile : new SoftmaxTile(rows, width);
        return tile;
    }
}
