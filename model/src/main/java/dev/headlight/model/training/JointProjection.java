package dev.headlight.model.training;

import dev.headlight.engine.JointLinear;
import dev.headlight.engine.Linear;
import dev.headlight.engine.WeightMatrix;
import dev.headlight.engine.Workers;
import dev.headlight.model.training.Parameters.Biased;
import org.jspecify.annotations.Nullable;

/** Projections of one input, {@code Y[i] = X W[i]^T + b[i]}, forward and backward together. */
final class JointProjection {

    private final int cols;
    private final Parameter[] weights;
    private final WeightMatrix[] matrices;
    private final float[][] gradients;
    private final Parameter @Nullable [] biases; // all or none
    private final float @Nullable [][] biasValues;

    JointProjection(Biased... projections) {
        int count = projections.length;
        weights = new Parameter[count];
        matrices = new WeightMatrix[count];
        gradients = new float[count][];
        boolean biased = projections[0].bias() != null;
        biases = biased ? new Parameter[count] : null;
        biasValues = biased ? new float[count][] : null;
        for (int i = 0; i < count; i++) {
            Parameter weight = projections[i].weight();
            weights[i] = weight;
            matrices[i] = WeightMatrix.ofFloats(weight.values(), weight.rows(), weight.cols());
            gradients[i] = weight.gradient();
            Parameter bias = projections[i].bias();
            if (biases != null && biasValues != null && bias != null) {
                biases[i] = bias;
                biasValues[i] = bias.values();
            }
        }
        cols = weights[0].cols();
    }

    /**
     * @param x {@code [n, cols]}
     * @param y outputs, overwritten, each {@code [n, rows]}
     */
    void forward(Workers workers, float[] x, int n, float[][] y) {
        JointLinear.forward(workers, x, n, matrices, biasValues, y);
    }

    /** Adds {@code dY[i]^T X} and the column sums of dY[i] to the gradients of weights and biases, unless they are frozen. */
    void backwardWeight(Workers workers, float[] x, float[][] dy, int n) {
        if (weights[0].frozen()) {
            return;
        }
        JointLinear.backwardWeight(workers, dy, x, n, gradients, cols);
        for (int i = 0; i < weights.length && biases != null; i++) {
            Linear.backwardBias(workers, dy[i], n, weights[i].rows(), biases[i].gradient());
        }
    }

    /** {@code dX = sum_i dY[i] W[i]}, overwritten. */
    void backwardInput(Workers workers, float[][] dy, int n, float[] dx) {
        for (int i = 0; i < matrices.length; i++) {
            Linear.backwardInput(workers, dy[i], n, matrices[i], dx, i > 0);
        }
    }
}
