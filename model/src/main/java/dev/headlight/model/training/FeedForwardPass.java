package dev.headlight.model.training;

import dev.headlight.engine.Gelu;
import dev.headlight.engine.Silu;
import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig;
import org.jspecify.annotations.Nullable;

/**
 * The feed-forward block of a layer, {@code y = x + dropout(down(act(gate(norm x)) * up(norm x)))}, forward and
 * backward; without a gate {@code down(act(up(norm x)))}. It keeps what enters the activation; the rest is made
 * again.
 */
final class FeedForwardPass {

    private final ModelConfig config;
    private final NormPass norm;
    private final @Nullable ProjectionPass gate;
    private final ProjectionPass up;
    private final ProjectionPass down;
    private final float[] gated; // [n, dFeedForward]; empty without a gate
    private final float[] raised; // [n, dFeedForward]

    FeedForwardPass(ModelConfig config, Parameters.Layer layer, int n) {
        this.config = config;
        norm = new NormPass(config, layer.feedForwardNorm());
        gate = layer.gate() == null ? null : new ProjectionPass(layer.gate());
        up = new ProjectionPass(layer.up());
        down = new ProjectionPass(layer.down());
        raised = TrainingBuffers.floats(n, config.dFeedForward());
        gated = gate == null ? new float[0] : TrainingBuffers.floats(n, config.dFeedForward());
    }

    /**
     * @param x {@code [n, dModel]}, to be kept for the backward pass
     * @param y output, {@code [n, dModel]}; not x
     */
    void forward(Workers workers, float[] x, float[] y, TrainingBuffers b, DropoutPlace dropout) {
        norm.forward(workers, x, b.n, b.normed);
        up.forward(workers, b.normed, b.n, raised, false);
        if (gate != null) {
            gate.forward(workers, b.normed, b.n, gated, false);
        }
        activate(workers, b.hidden);
        Joining.forward(workers, down, b.hidden, x, y, b, dropout);
    }

    /** From the gradient by y in {@link TrainingBuffers#dResidual} to that by x, in the same place. */
    void backward(Workers workers, float[] x, TrainingBuffers b, DropoutPlace dropout) {
        float[] dy = Joining.backward(workers, b, dropout);
        activate(workers, b.hidden);
        down.backwardWeight(workers, b.hidden, dy, b.n);
        down.backwardInput(workers, dy, b.n, b.dHidden, false);
        activateBackward(
                workers, b.dHidden); // gated and raised now hold the gradients by themselves
        norm.forward(workers, x, b.n, b.normed);
        up.backwardWeight(workers, b.normed, raised, b.n);
        up.backwardInput(workers, raised, b.n, b.dNormed, false);
        if (gate != null) {
            gate.backwardWeight(workers, b.normed, gated, b.n);
            gate.backwardInput(workers, gated, b.n, b.dNormed, true);
        }
        norm.backward(workers, x, b.dNormed, b.n, b.dResidual, true);
    }

    private void activate(Workers workers, float[] hidden) {
        int n = raised.length;
        if (gate != null) {
            switch (config.activation()) {
                case SILU -> Silu.gated(workers, gated, raised, n, hidden);
                case GELU_ERF -> Gelu.ERF.gated(workers, gated, raised, n, hidden);
                case GELU_TANH -> Gelu.TANH.gated(workers, gated, raised, n, hidden);
            }
        } else {
            switch (config.activation()) {
                case SILU -> Silu.forward(workers, raised, n, hidden);
                case GELU_ERF -> Gelu.ERF.forward(workers, raised, n, hidden);
                case GELU_TANH -> Gelu.TANH.forward(workers, raised, n, hidden);
            }
        }
    }

    private void activateBackward(Workers workers, float[] d) {
        int n = raised.length;
        if (gate != null) {
            switch (config.activation()) {
                case SILU -> Silu.backwardGated(workers, gated, raised, d, n, gated, raised);
                case GELU_ERF ->
                        Gelu.ERF.backwardGated(workers, gated, raised, d, n, gated, raised);
                case GELU_TANH ->
                        Gelu.TANH.backwardGated(workers, gated, raised, d, n, gated, raised);
            }
        } else {
            switch (config.activation()) {
                case SILU -> Silu.backward(workers, raised, d, n, raised);
                case GELU_ERF -> Gelu.ERF.backward(workers, raised, d, n, raised);
                case GELU_TANH -> Gelu.TANH.backward(workers, raised, d, n, raised);
            }
        }
    }
}
