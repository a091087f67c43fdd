package dev.headlight.explorer.reading;

import dev.headlight.engine.AttentionHook;
import dev.headlight.engine.AttentionTile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One layer's attention as it goes to the page, little-endian: for each head its value norms, T floats {@code ||W_O v_j||};
 * then for each head its rows, {@code round(65535 sqrt(A[i, j]))} in 16 bits for {@code j <= i}, row by row. The square
 * root keeps small weights apart: a weight comes back to within 2e-5, a small one closer.
 */
final class PackedLayer implements AttentionHook {

    private static final float SCALE = 65535;

    private final int T;
    private final int heads;
    private final ByteBuffer bytes;

    PackedLayer(int T, int heads) {
        this.T = T;
        this.heads = heads;
        bytes = ByteBuffer.allocate(size(T, heads)).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Bytes of a layer. */
    static int size(int T, int heads) {
        return Math.toIntExact(heads * (4L * T + (long) T * (T + 1)));
    }

    @Override
    public Rows open(int layer, int head, int range, int firstRow, int endRow) {
        int at = heads * 4 * T + head * T * (T + 1);
        return new Rows() {
            @Override
            public void accept(AttentionTile tile) {
                for (int r = 0; r < tile.rows(); r++) {
                    int query = tile.firstRow() + r;
                    int to = at + query * (query + 1); // two bytes an entry, i (i + 1) / 2
                    // before row i
                    float[] weights = tile.weights();
                    int from = tile.offset(r);
                    float scale = tile.scale(r);
                    for (int j = 0; j <= query; j++) {
                        float root = (float) Math.sqrt(weights[from + j] * scale);
                        bytes.putShort(to + 2 * j, (short) Math.round(root * SCALE));
                    }
                }
            }

            @Override
            public void close() {}
        };
    }

    /**
     * Takes over the first tokens from the same layer of a text that begins alike.
     *
     * @param from as this one packs it
     * @param fromT tokens of that text
     * @param tokens that both begin with
     */
    void begin(byte[] from, int fromT, int tokens) {
        for (int h = 0; h < heads; h++) {
            bytes.put(4 * h * T, from, 4 * h * fromT, 4 * tokens);
            int to = heads * 4 * T + h * T * (T + 1);
            int at = heads * 4 * fromT + h * fromT * (fromT + 1);
            bytes.put(to, from, at, tokens * (tokens + 1));
        }
    }

    /**
     * The norms of the positions from {@code first} on.
     *
     * @param norms [nHeads][T - first]
     */
    void valueNorms(int first, float[][] norms) {
        for (int h = 0; h < heads; h++) {
            for (int j = first; j < T; j++) {
                bytes.putFloat(4 * (h * T + j), norms[h][j - first]);
            }
        }
    }

    byte[] bytes() {
        return bytes.array();
    }
}
