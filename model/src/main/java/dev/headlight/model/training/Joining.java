package dev.headlight.model.training;

import dev.headlight.engine.Workers;

/** How a block's output joins the residual stream: {@code y = x + dropout(W u + b)}. */
final class Joining {

    private Joining() {}

    static void forward(
            Workers workers,
            ProjectionPass output,
            float[] u,
            float[] x,
            float[] y,
            TrainingBuffers b,
            DropoutPlace dropout) {
        int floats = x.length;
        if (!dropout.drops()) {
            System.arraycopy(x, 0, y, 0, floats);
            output.forward(workers, u, b.n, y, true);
            return;
        }
        output.forward(workers, u, b.n, b.joining, false);
        dropout.apply(workers, b.joining, floats);
        for (int i = 0; i < floats; i++) {
            y[i] = x[i] + b.joining[i];
        }
    }

    /** The gradient by {@code W u + b}; that by x along the stream stays what it is. */
    static float[] backward(Workers workers, TrainingBuffers b, DropoutPlace dropout) {
        if (!dropout.drops()) {
            return b.dResidual;
        }
        System.arraycopy(b.dResidual, 0, b.joining, 0, b.dResidual.length);
        dropout.apply(workers, b.joining, b.joining.length);
        return b.joining;
    }
}
