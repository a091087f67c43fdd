package dev.headlight.model.training;

import dev.headlight.engine.AttentionShape;
import dev.headlight.engine.CausalAttention;
import dev.headlight.engine.Rotary;
import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.ModelConfig.RotaryPositions;
import org.jspecify.annotations.Nullable;

/**
 * The attention block of a layer, {@code y = x + dropout(W_O attention(norm x))}, forward and backward. It keeps
 * the normed input, queries, keys, values, the heads' outputs and each row's log-sum-exp.
 */
final class AttentionPass {

    private final ModelConfig config;
    private final AttentionShape shape; // of one window
    private final int batch;
    private final @Nullable Rotary rotary;
    private final NormPass norm;
    private final JointProjection inputs; // to queries, keys and values
    private final ProjectionPass output;
    private final float[] q; // [n, nHeads, dHead]
    private final float[] k; // [n, nKvHeads, dHead]
    private final float[] v; // [n, nKvHeads, dHead]
    private final float[] attended; // [n, nHeads, dHead]
    private final float[] logSumExp; // [batch, nHeads, T]
    private final float[] normed; // [n, dModel]
    private final float[][] qkv; // q, k, v

    AttentionPass(
            ModelConfig config, Parameters.Layer layer, int batch, int T, @Nullable Rotary rotary) {
        this.config = config;
        this.batch = batch;
        this.rotary = rotary;
        shape = new AttentionShape(T, 0, config.nHeads(), config.nKvHeads(), config.dHead());
        norm = new NormPass(config, layer.attentionNorm());
        inputs = new JointProjection(layer.query(), layer.key(), layer.value());
        output = new ProjectionPass(layer.output());
        int n = batch * T;
        q = TrainingBuffers.floats(n, config.nHeads() * config.dHead());
        k = TrainingBuffers.floats(n, config.nKvHeads() * config.dHead());
        v = TrainingBuffers.floats(n, config.nKvHeads() * config.dHead());
        attended = TrainingBuffers.floats(n, config.nHeads() * config.dHead());
        logSumExp = TrainingBuffers.floats(n, config.nHeads());
        normed = TrainingBuffers.floats(n, config.dModel());
        qkv = new float[][] {q, k, v};
    }

    /**
     * @param x {@code [n, dModel]}, to be kept for the backward pass
     * @param y output, {@code [n, dModel]}; not x
     */
    void forward(Workers workers, float[] x, float[] y, TrainingBuffers b, DropoutPlace dropout) {
        norm.forward(workers, x, b.n, normed);
        inputs.forward(workers, normed, b.n, qkv);
        turn(workers, q, config.nHeads(), false);
        turn(workers, k, config.nKvHeads(), false);
        CausalAttention.forward(workers, q, k, v, attended, logSumExp, shape, batch);
        Joining.forward(workers, output, attended, x, y, b, dropout);
    }

    /**
     * From the gradient by y in {@link TrainingBuffers#dResidual} to that by x, in the same place.
     *
     * @param gradients is shown the heads' outputs and the gradient by them, or null
     */
    void backward(
            Workers workers,
            float[] x,
            TrainingBuffers b,
            DropoutPlace dropout,
            int layer,
            @Nullable AttendedGradients gradients) {
        float[] dy = Joining.backward(workers, b, dropout);
        output.backwardWeight(workers, attended, dy, b.n);
        output.backwardInput(workers, dy, b.n, b.dAttended, false);
        if (gradients != null) {
            gradients.accept(layer, attended, b.dAttended);
        }
        CausalAttention.backward(
                workers,
                q,
                k,
                v,
                attended,
                b.dAttended,
                logSumExp,
                shape,
                batch,
                b.dQuery,
                b.dKey,
                b.dValue);
        turn(workers, b.dQuery, config.nHeads(), true);
        turn(workers, b.dKey, config.nKvHeads(), true);
        inputs.backwardWeight(workers, normed, b.dQueryKeyValue, b.n);
        inputs.backwardInput(workers, b.dQueryKeyValue, b.n, b.dNormed);
        norm.backward(workers, x, b.dNormed, b.n, b.dResidual, true);
    }

    /** Rotary positions, or the gradient of them. */
    private void turn(Workers workers, float[] x, int heads, boolean back) {
        if (rotary != null && config.positions() instanceof RotaryPositions positions) {
            Rotary.Pairing pairing =
                    positions.interleaved() ? Rotary.Pairing.ADJACENT : Rotary.Pairing.HALVES;
            if (back) {
                rotary.backward(workers, x, batch, heads, config.dHead(), pairing);
            } else {
                rotary.forward(workers, x, batch, heads, config.dHead(), pairing);
            }
        }
    }
}
