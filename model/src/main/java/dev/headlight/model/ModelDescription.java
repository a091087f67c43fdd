package dev.headlight.model;

import dev.headlight.engine.WeightMatrix;
import dev.headlight.model.ModelWeights.Layer;
import dev.headlight.model.ModelWeights.Norm;
import dev.headlight.model.ModelWeights.Projection;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a model's weights are, by what they do.
 *
 * @param groups in the order of the forward pass; together they are all weights, tied ones once
 */
public record ModelDescription(List<Group> groups) {

    /**
     * Tensors of one purpose.
     *
     * @param name what they do
     * @param tensors how many
     * @param parameters numbers in them
     * @param bytes that they take, as they are stored
     * @param storage the storage types, joined by commas
     */
    public record Group(String name, int tensors, long parameters, long bytes, String storage) {}

    public ModelDescription {
        groups = List.copyOf(groups);
    }

    /** Describes the weights of a model. */
    public static ModelDescription of(ModelWeights weights) {
        Counter embedding = new Counter("token embedding").add(weights.tokenEmbedding());
        Counter position = new Counter("position embedding").add(weights.positionEmbedding());
        Counter attention = new Counter("attention");
        Counter feedForward = new Counter("feed-forward");
        Counter norms = new Counter("norms").add(weights.finalNorm());
        for (Layer layer : weights.layers()) {
            attention.add(layer.query()).add(layer.key()).add(layer.value()).add(layer.output());
            feedForward.add(layer.gate()).add(layer.up()).add(layer.down());
            norms.add(layer.attentionNorm()).add(layer.feedForwardNorm());
        }
        Counter output = new Counter("output");
        if (!weights.output().equals(weights.tokenEmbedding())) {
            output.add(weights.output());
        }
        List<Group> groups = new ArrayList<>();
        for (Counter c : List.of(embedding, position, attention, feedForward, norms, output)) {
            if (c.tensors > 0) {
                groups.add(c.group());
            }
        }
        return new ModelDescription(groups);
    }

    /** Numbers in all groups. */
    public long parameters() {
        return groups.stream().mapToLong(Group::parameters).sum();
    }

    /** Bytes of all groups. */
    public long bytes() {
        return groups.stream().mapToLong(Group::bytes).sum();
    }

    /** Adds up one group; null stands for a tensor that the family does not have. */
    private static final class Counter {

        private final String name;
        private final TreeSet<String> storage = new TreeSet<>();
        private int tensors;
        private long parameters;
        private long bytes;

        Counter(String name) {
            this.name = name;
        }

        Counter add(@Nullable WeightMatrix matrix) {
            if (matrix != null) {
                long size = (long) matrix.rows() * matrix.cols();
                add(matrix.type().name(), size, matrix.type().bytes(size));
            }
            return this;
        }

        Counter add(@Nullable Projection projection) {
            if (projection != null) {
                add(projection.weight());
                addFloats(projection.bias());
            }
            return this;
        }

        Counter add(Norm norm) {
            addFloats(norm.gain());
            addFloats(norm.bias());
            return this;
        }

        private void addFloats(float @Nullable [] floats) {
            if (floats != null) {
                add("F32", floats.length, (long) floats.length * Float.BYTES);
            }
        }

        private void add(String type, long size, long bytesTaken) {
            tensors++;
            parameters += size;
            bytes += bytesTaken;
            storage.add(type);
        }

        Group group() {
            return new Group(name, tensors, parameters, bytes, String.join(", ", storage));
        }
    }
}
