package dev.headlight.engine;

/**
 * Keys and values of all key/value heads in the order of the tile kernel, packed once and shared by the query
 * heads: of a head the keys over {@code sqrt(dHead)} as columns, {@code [keys / cols][dHead][cols]}, then the values, {@code [dHead /
 * cols][keys][cols]}.
 */
final class PackedKeysValues {

    /** Keys of a packing task. */
    private static final int SHARE = 512;

    final float[] data;
    private final int keyFloats;
    private final int headFloats;

    PackedKeysValues(Workers workers, FloatRows k, FloatRows v, AttentionShape shape) {
        int cols = Kernels.TILE.cols();
        int keys = shape.keys();
        int d = shape.dHead();
        keyFloats = Math.multiplyExact(Math.ceilDiv(keys, cols) * cols, d);
        headFloats = keyFloats + Math.multiplyExact(keys, Math.ceilDiv(d, cols) * cols);
        data = Scratch.mine().keysAndValues(Math.multiplyExact(headFloats, shape.nKvHeads()));
        float scale = (float) (1 / Math.sqrt(d));
        int shares = Math.ceilDiv(keys, SHARE);
        workers.forEach(
                shares * shape.nKvHeads(),
                task -> {
                    int kv = task / shares;
                    int from = task % shares * SHARE;
                    int count = Math.min(SHARE, keys - from);
                    int ko = k.at(from) + kv * d;
                    int vo = v.at(from) + kv * d;
                    int at = keysAt(kv) + from * d;
                    Packing.pack(k.data(), ko, k.step(), 1, count, cols, d, data, at, cols * d);
                    int packed = Math.ceilDiv(count, cols) * cols * d;
                    Kernels.ROW_GRADIENT.scale(data, at, packed, scale);
                    at = valuesAt(kv) + from * cols;
                    Packing.pack(v.data(), vo, 1, v.step(), d, cols, count, data, at, cols * keys);
                });
    }

    /** Where the keys of a head start. */
    int keysAt(int kv) {
        return kv * headFloats;
    }

    /** Where the values of a head start. */
    int valuesAt(int kv) {
        return kv * headFloats + keyFloats;
    }
}
