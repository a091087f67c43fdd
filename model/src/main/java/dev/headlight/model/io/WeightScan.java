package dev.headlight.model.io;

import dev.headlight.engine.StorageType;
import dev.headlight.engine.WeightMatrix;
import dev.headlight.engine.WeightRows;
import dev.headlight.model.ModelWeights;
import dev.headlight.model.ModelWeights.Layer;
import dev.headlight.model.ModelWeights.Norm;
import dev.headlight.model.ModelWeights.Projection;
import dev.headlight.model.OpenModel;
import dev.headlight.text.InputException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks for weights that are NaN or infinite: one of them makes every figure of a model meaningless. Norms,
 * biases and the embedding are scanned when a model is opened; {@link #require} reads all of it.
 */
public final class WeightScan {

    /** Embeddings of up to so many numbers are scanned whole at opening, of larger ones evenly spread rows. */
    private static final long QUICK = 32L << 20;

    /**
     * A weight that is no number.
     *
     * @param tensor in words, {@code layer 3, query weight}
     * @param element counted through the rows of the matrix from its start, 0-based
     */
    public record NotFinite(String tensor, long element, float value) {}

    private WeightScan() {}

    /**
     * Reads every weight.
     *
     * @throws InputException with tensor and element if one is NaN or infinite
     */
    public static void require(OpenModel model) {
        Optional<NotFinite> found = first(model.weights());
        if (found.isPresent()) {
            NotFinite wrong = found.get();
            throw new InputException(
                    (model.path() == null ? model.name() : model.path())
                            + ": "
                            + wrong.tensor()
                            + " holds "
                            + wrong.value()
                            + " at element "
                            + wrong.element()
                            + "; the file is corrupt or the training broke down, fetch it again or take"
                            + " another checkpoint");
        }
    }

    /** The first weight that is no number, in the order of the forward pass; empty where all are numbers. */
    public static Optional<NotFinite> first(ModelWeights weights) {
        Optional<NotFinite> found = matrix("token embedding", weights.tokenEmbedding());
        WeightMatrix positions = weights.positionEmbedding();
        if (found.isEmpty() && positions != null) {
            found = matrix("position embedding", positions);
        }
        for (int i = 0; found.isEmpty() && i < weights.layers().size(); i++) {
            found = layer("layer " + i + ", ", weights.layers().get(i));
        }
        return found.or(() -> norm("final norm", weights.finalNorm()))
                .or(() -> matrix("output weight", weights.output()));
    }

    private static Optional<NotFinite> layer(String where, Layer layer) {
        return norm(where + "attention norm", layer.attentionNorm())
                .or(() -> projection(where + "query", layer.query()))
                .or(() -> projection(where + "key", layer.key()))
                .or(() -> projection(where + "value", layer.value()))
                .or(() -> projection(where + "attention output", layer.output()))
                .or(() -> norm(where + "feed-forward norm", layer.feedForwardNorm()))
                .or(() -> projection(where + "gate", layer.gate()))
                .or(() -> projection(where + "up", layer.up()))
                .or(() -> projection(where + "down", layer.down()));
    }

    private static Optional<NotFinite> norm(String name, Norm norm) {
        return vector(name + " gain", norm.gain()).or(() -> vector(name + " bias", norm.bias()));
    }

    private static Optional<NotFinite> projection(String name, @Nullable Projection projection) {
        return projection == null
                ? Optional.empty()
                : matrix(name + " weight", projection.weight())
                        .or(() -> vector(name + " bias", projection.bias()));
    }

    private static Optional<NotFinite> vector(String name, float @Nullable [] values) {
        for (int i = 0; values != null && i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                return Optional.of(new NotFinite(name, i, values[i]));
            }
        }
        return Optional.empty();
    }

    private static Optional<NotFinite> matrix(String name, WeightMatrix w) {
        return matrix(name, w, 1);
    }

    private static Optional<NotFinite> matrix(String name, WeightMatrix w, int rowStep) {
        for (int r = 0; r < w.rows(); r += rowStep) {
            if (!FiniteRow.check(w, r)) {
                float[] row = new float[w.cols()];
                WeightRows.read(w, r, row, 0);
                long before = (long) r * w.cols();
                return vector(name, row)
                        .map(v -> new NotFinite(name, before + v.element(), v.value()));
            }
        }
        return Optional.empty();
    }

    /** The quick scan of a large matrix: every row, or evenly spread ones. */
    static void requireQuickly(StoredTensor tensor) {
        int step = (int) Math.max(1, tensor.elements() / QUICK);
        matrix(tensor.name(), tensor.matrix(), step)
                .ifPresent(
                        found -> {
                            throw tensor.file()
                                    .fault(
                                            tensor.at() + byteOf(tensor.type(), found.element()),
                                            "tensor "
                                                    + tensor.name()
                                                    + " holds "
                                                    + found.value()
                                                    + " at element "
                                                    + found.element());
                        });
    }

    private static long byteOf(StorageType type, long element) {
        return element / type.blockElements() * type.blockBytes();
    }
}
