package dev.headlight.model.training;

/**
 * One trainable tensor and the gradient of the loss by it.
 *
 * @param name such as {@code layers.3.attention.query.weight}, {@code embedding.weight}
 * @param kind what it does, by which optimizers treat it
 * @param rows output features; 1 for a vector
 * @param cols input features; the length of a vector
 * @param values {@code [rows, cols]}, written by the optimizer alone
 * @param gradient {@code [rows, cols]}, added to by the backward pass, cleared by the trainer; empty where the tensor
 *     is frozen
 */
public record Parameter(
        String name, Kind kind, int rows, int cols, float[] values, float[] gradient) {

    /** What a parameter does. */
    public enum Kind {
        /** Rows are looked up by token or position; also the output matrix that is tied to it. */
        EMBEDDING,
        /** The output matrix, where it is not the token embedding. */
        OUTPUT,
        /** A matrix inside a layer: what Muon is for. */
        MATRIX,
        /** Gain of a norm: not decayed. */
        GAIN,
        /** Bias of a norm or projection: not decayed. */
        BIAS
    }

    /** A parameter of zeros. */
    public static Parameter zeros(String name, Kind kind, int rows, int cols) {
        int n = Math.multiplyExact(rows, cols);
        return new Parameter(name, kind, rows, cols, new float[n], new float[n]);
    }

    /** A parameter of zeros that the backward pass makes no gradient for. */
    static Parameter frozen(String name, Kind kind, int rows, int cols) {
        return new Parameter(
                name, kind, rows, cols, new float[Math.multiplyExact(rows, cols)], new float[0]);
    }

    /** Whether the backward pass makes no gradient for it. */
    public boolean frozen() {
        return gradient.length == 0;
    }

    /** The number of values. */
    public int size() {
        return values.length;
    }
}
