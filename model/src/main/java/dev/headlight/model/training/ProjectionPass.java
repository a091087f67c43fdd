package dev.headlight.model.training;

import dev.headlight.engine.Linear;
import dev.headlight.engine.WeightMatrix;
import dev.headlight.engine.Workers;
import dev.headlight.model.training.Parameters.Biased;
import org.jspecify.annotations.Nullable;

/** A projection {@code y = W x + b}, forward and backward. */
final class ProjectionPass {

    private final Parameter weight;
    private final @Nullable Parameter bias;
    private final WeightMatrix matrix;

    ProjectionPass(Biased projection) {
        weight = projection.weight();
        bias = projection.bias();
        matrix = WeightMatrix.ofFloats(weight.values(), weight.rows(), weight.cols());
    }

    /** {@code y (+)= W x + b} for {@code n} rows. */
    void forward(Workers workers, float[] x, int n, float[] y, boolean add) {
        Linear.forward(workers, x, n, matrix, bias == null ? null : bias.values(), y, add);
    }

    /** Adds {@code dY^T X} and the column sums of dY to the gradients of weight and bias, unless they are frozen. */
    void backwardWeight(Workers workers, float[] x, float[] dy, int n) {
        if (weight.frozen()) {
            return;
        }
        Linear.backwardWeight(
                workers, dy, x, n, weight.gradient(), weight.rows(), weight.cols(), true);
        if (bias != null) {
            Linear.backwardBias(workers, dy, n, weight.rows(), bias.gradient());
        }
    }

    /** {@code dX (+)= dY W}. */
    void backwardInput(Workers workers, float[] dy, int n, float[] dx, boolean add) {
        Linear.backwardInput(workers, dy, n, matrix, dx, add);
    }
}
