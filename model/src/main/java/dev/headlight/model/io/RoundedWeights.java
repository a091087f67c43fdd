package dev.headlight.model.io;

import dev.headlight.engine.StorageType;
import dev.headlight.engine.WeightMatrix;
import dev.headlight.engine.WeightRows;
import dev.headlight.model.ModelWeights;
import dev.headlight.model.ModelWeights.Layer;
import dev.headlight.model.ModelWeights.Projection;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Weights with every matrix rounded to what a storage type can hold, as floats: what a quantised file of the model would
 * compute with. A matrix whose rows are no whole blocks of the type is rounded to F16.
 */
public final class RoundedWeights {

    private final StorageType type;

    private RoundedWeights(StorageType type) {
        this.type = type;
    }

    /** The rounded weights; norms and biases stay. */
    public static ModelWeights of(ModelWeights weights, StorageType type) {
        return new RoundedWeights(type).all(weights);
    }

    private ModelWeights all(ModelWeights w) {
        WeightMatrix token = matrix(w.tokenEmbedding());
        List<Layer> layers = new ArrayList<>();
        for (Layer l : w.layers()) {
            Projection gate = l.gate();
            layers.add(
                    new Layer(
                            l.attentionNorm(),
                            projection(l.query()),
                            projection(l.key()),
                            projection(l.value()),
                            projection(l.output()),
                            l.feedForwardNorm(),
                            gate == null ? null : projection(gate),
                            projection(l.up()),
                            projection(l.down())));
        }
        @Nullable WeightMatrix positions = w.positionEmbedding();
        return new ModelWeights(
                token,
                positions == null ? null : matrix(positions),
                layers,
                w.finalNorm(),
                w.output().equals(w.tokenEmbedding()) ? token : matrix(w.output()));
    }

    private Projection projection(Projection p) {
        return new Projection(matrix(p.weight()), p.bias());
    }

    private WeightMatrix matrix(WeightMatrix w) {
        StorageType rounded = w.cols() % type.blockElements() == 0 ? type : StorageType.F16;
        float[] values = new float[Math.multiplyExact(w.rows(), w.cols())];
        ByteBuffer bytes =
                ByteBuffer.allocate((int) rounded.bytes(w.cols())).order(ByteOrder.LITTLE_ENDIAN);
        float[] row = new float[w.cols()];
        for (int r = 0; r < w.rows(); r++) {
            WeightRows.read(w, r, row, 0);
            bytes.clear();
            Quantizer.append(rounded, row, row.length, bytes);
            WeightMatrix one =
                    WeightMatrix.ofSegment(
                            rounded, MemorySegment.ofArray(bytes.array()), 1, row.length);
            WeightRows.read(one, 0, values, r * row.length);
        }
        return WeightMatrix.ofFloats(values, w.rows(), w.cols());
    }
}
