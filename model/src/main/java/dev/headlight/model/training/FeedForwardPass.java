package dev.headlight.model.training;

import dev.headlight.engine.Gelu;
import dev.headlight.engine.Silu;
import dev.headlight.engine.Slope;
import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.training.Parameters.Biased;

/**
 * The feed-forward block of a layer, {@code y = x + dropout(down(act(gate(norm x)) * up(norm x)))}, forward and
 * backward; without a gate {@code down(act(up(norm x)))}. It keeps the normed input, what enters the activation, or
 * its slopes where there is no gate, and what leaves it.
 */
final class FeedForwardPass {

    private final ModelConfig config;
    private final NormPass norm;
    private final boolean gatedUnit;
    private final JointProjection inputs; // up, and gate where there is one
    private final ProjectionPass down;
    private final float[] gated; // [n, dFeedForward]; empty without a gate
    private final float[]
            raised; // [n, dFeedForward]; without a gate, after the activation its slopes
    private final float[][] entering; // raised, gated
    private final float[] hidden; // [n, dFeedForward], after the activation
    private final float[] normed; // [n, dModel]

    FeedForwardPass(ModelConfig config, Parameters.Layer layer, int n) {
        this.config = config;
        norm = new NormPass(config, layer.feedForwardNorm());
        Biased gate = layer.gate();
        gatedUnit = gate != null;
        inputs =
                gate == null
                        ? new JointProjection(layer.up())
                        : new JointProjection(layer.up(), gate);
        down = new ProjectionPass(layer.down());
        raised = TrainingBuffers.floats(n, config.dFeedForward());
        gated = gatedUnit ? TrainingBuffers.floats(n, config.dFeedForward()) : new float[0];
        entering = gatedUnit ? new float[][] {raised, gated} : new float[][] {raised};
        hidden = TrainingBuffers.floats(n, config.dFeedForward());
        normed = TrainingBuffers.floats(n, config.dModel());
    }

    /**
     * @param x {@code [n, dModel]}, to be kept for the backward pass
     * @param y output, {@code [n, dModel]}; not x
     */
    void forward(Workers workers, float[] x, float[] y, TrainingBuffers b, DropoutPlace dropout) {
        norm.forward(workers, x, b.n, normed);
        inputs.forward(workers, normed, b.n, entering);
        activate(workers);
        Joining.forward(workers, down, hidden, x, y, b, dropout);
    }

    /** From the gradient by y in {@link TrainingBuffers#dResidual} to that by x, in the same place. */
    void backward(Workers workers, float[] x, TrainingBuffers b, DropoutPlace dropout) {
        float[] dy = Joining.backward(workers, b, dropout);
        down.backwardWeight(workers, hidden, dy, b.n);
        down.backwardInput(workers, dy, b.n, b.dHidden, false);
        activateBackward(workers, b.dHidden); // entering now holds the gradients by itself
        inputs.backwardWeight(workers, normed, entering, b.n);
        inputs.backwardInput(workers, entering, b.n, b.dNormed);
        norm.backward(workers, x, b.dNormed, b.n, b.dResidual, true);
    }

    private void activate(Workers workers) {
        int n = raised.length;
        if (gatedUnit) {
            switch (config.activation()) {
                case SILU -> Silu.gated(workers, gated, raised, n, hidden);
                case GELU_ERF -> Gelu.ERF.gated(workers, gated, raised, n, hidden);
                case GELU_TANH -> Gelu.TANH.gated(workers, gated, raised, n, hidden);
            }
        } else {
            switch (config.activation()) {
                case SILU -> Silu.forward(workers, raised, n, hidden, raised);
                case GELU_ERF -> Gelu.ERF.forward(workers, raised, n, hidden, raised);
                case GELU_TANH -> Gelu.TANH.forward(workers, raised, n, hidden, raised);
            }
        }
    }

    private void activateBackward(Workers workers, float[] d) {
        int n = raised.length;
        if (gatedUnit) {
            switch (config.activation()) {
                case SILU -> Silu.backwardGated(workers, gated, raised, d, n, gated, raised);
                case GELU_ERF ->
                        Gelu.ERF.backwardGated(workers, gated, raised, d, n, gated, raised);
                case GELU_TANH ->
                        Gelu.TANH.backwardGated(workers, gated, raised, d, n, gated, raised);
            }
        } else {
            Slope.backward(workers, raised, d, n, raised);
        }
    }
}
