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
 * queries, keys, values, the heads' outputs and each row's log-sum-exp; the norm is made again.
 */
final class AttentionPass {

    private final ModelConfig config;
    private final AttentionShape shape; // of one window
    private final int batch;
    private final @Nullable Rotary rotary;
    private final NormPass norm;
    private final ProjectionPass query;
    private final ProjectionPass key;
    private final ProjectionPass value;
    private final ProjectionPass output;
    private final float[] q; // [n, nHeads, dHead]
    private final float[] k; // [n, nKvHeads, dHead]
    private final float[] v; // [n, nKvHeads, dHead]
    private final float[] attended; // [n, nHeads, dHead]
    private final float[] logSumExp; // [batch, nHeads, T]

    AttentionPass(
            ModelConfig config, Parameters.Layer layer, int batch, int T, @Nullable Rotary rotary) {
        this.config = config;
        this.batch = batch;
        this.rotary = rotary;
        shape = new AttentionShape(T, 0, config.nHeads(), config.nKvHeads(), config.dHead());
        norm = new NormPass(config, layer.attentionNorm());
        query = new ProjectionPass(layer.query());
        key = new ProjectionPass(layer.key());
        value = new ProjectionPass(layer.value());
        output = new ProjectionPass(layer.output());
        int n = batch * T;
        q = TrainingBuffers.floats(n, config.nHeads() * config.dHead());
        k = TrainingBuffers.floats(n, config.nKvHeads() * config.dHead());
        v = TrainingBuffers.floats(n, config.nKvHeads() * config.dHead());
        attended = TrainingBuffers.floats(n, config.nHeads() * config.dHead());
        logSumExp = TrainingBuffers.floats(n, config.nHeads());
    }

    /**
     * @param x {@code [n, dModel]}, to be kept for the backward pass
     * @param y output, {@code [n, dModel]}; not x
     */
    void forward(Workers workers, float[] x, float[] y, TrainingBuffers b, DropoutPlace dropout) {
        norm.forward(workers, x, b.n, b.normed);
        query.forward(workers, b.normed, b.n, q, false);
        key.forward(workers, b.normed, b.n, k, false);
        value.forward(workers, b.normed, b.n, v, false);
        turn(workers, q, config.nHeads(), false);
        turn(workers, k, config.nKvHeads(), false);
        CausalAttention.forward(workers, q, k, v, attended, logSumExp, shape, batch);
        Joining.forward(workers, output, attended, x, y, b, dropout);
    }

    /** From the gradient by y in {@link TrainingBuffers#dResidual} to that by x, in the same place. */
    void backward(Workers workers, float[] x, TrainingBuffers b, DropoutPlace dropout) {
        float[] dy = Joining.backward(workers, b, dropout);
        output.backwardWeight(workers, attended, dy, b.n);
        output.backwardInput(workers, dy, b.n, b.dAttended, false);
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
        norm.forward(workers, x, b.n, b.normed);
        query.backwardWeight(workers, b.normed, b.dQuery, b.n);
        key.backwardWeight(workers, b.normed, b.dKey, b.n);
        value.backwardWeight(workers, b.normed, b.dValue, b.n);
        query.backwardInput(workers, b.dQuery, b.n, b.dNormed, false);
        key.backwardInput(workers, b.dKey, b.n, b.dNormed, true);
        value.backwardInput(workers, b.dValue, b.n, b.dNormed, true);
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
