package dev.headlight.model.training;

import dev.headlight.engine.LayerNorm;
import dev.headlight.engine.RmsNorm;
import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.training.Parameters.Normed;
import org.jspecify.annotations.Nullable;

/** A norm of the residual stream, forward and backward. */
final class NormPass {

    private final ModelConfig config;
    private final Normed norm;

    NormPass(ModelConfig config, Normed norm) {
        this.config = config;
        this.norm = norm;
    }

    /** {@code y = norm(x)}, both {@code [n, dModel]}. */
    void forward(Workers workers, float[] x, int n, float[] y) {
        int d = config.dModel();
        float epsilon = config.normEpsilon();
        float[] gain = norm.gain().values();
        switch (config.normalization()) {
            case RMS_NORM -> RmsNorm.forward(workers, x, n, d, gain, epsilon, y);
            case LAYER_NORM ->
                    LayerNorm.forward(workers, x, n, d, gain, values(norm.bias()), epsilon, y);
        }
    }

    /**
     * Adds to the gradients of gain and bias.
     *
     * @param x what the forward pass read
     * @param dy gradient by its output
     * @param dx gradient by x, added to or overwritten
     */
    void backward(Workers workers, float[] x, float[] dy, int n, float[] dx, boolean add) {
        int d = config.dModel();
        float epsilon = config.normEpsilon();
        float[] gain = norm.gain().values();
        float[] dGain = norm.gain().gradient();
        switch (config.normalization()) {
            case RMS_NORM -> RmsNorm.backward(workers, x, dy, n, d, gain, epsilon, dx, add, dGain);
            case LAYER_NORM -> {
                Parameter bias = norm.bias();
                float[] dBias = bias == null ? null : bias.gradient();
                LayerNorm.backward(workers, x, dy, n, d, gain, epsilon, dx, add, dGain, dBias);
            }
        }
    }

    private static float @Nullable [] values(@Nullable Parameter parameter) {
        return parameter == null ? null : parameter.values();
    }
}
