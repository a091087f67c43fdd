package dev.headlight.model.wired;

import dev.headlight.engine.WeightMatrix;
import dev.headlight.model.ModelWeights;
import dev.headlight.model.ModelWeights.Layer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** SHA-256 over weights that lie on the heap, as little-endian float32 in the order of the forward pass. */
final class WeightHash {

    private final MessageDigest digest;

    private WeightHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** In hex. */
    static String of(ModelWeights weights) {
        WeightHash hash = new WeightHash();
        hash.add(weights.tokenEmbedding());
        hash.add(weights.positionEmbedding());
        for (Layer layer : weights.layers()) {
            hash.add(layer.query().weight());
            hash.add(layer.key().weight());
            hash.add(layer.value().weight());
            hash.add(layer.output().weight());
        }
        hash.add(weights.output());
        return HexFormat.of().formatHex(hash.digest.digest());
    }

    private void add(@Nullable WeightMatrix matrix) {
        float[] data = matrix == null ? null : matrix.heap();
        if (data != null) {
            ByteBuffer bytes = ByteBuffer.allocate(4 * data.length).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(data);
            digest.update(bytes);
        }
    }
}
