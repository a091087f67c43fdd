package dev.headlight.model.training;

import dev.headlight.engine.Dropout;
import dev.headlight.engine.Workers;

/**
 * Dropout of the embedding, and where a block's output joins the residual stream. Attention weights are not dropped, as
 * GPT-2's {@code attn_pdrop} would: the fused attention never holds them.
 *
 * @param rate share of the elements that are dropped; 0 outside training
 * @param seed of the step and the accumulated batch in it
 */
record DropoutPlace(double rate, long seed) {

    static final DropoutPlace NONE = new DropoutPlace(0, 0);

    /** The same at another place of the network: other elements are dropped there. */
    DropoutPlace at(int place) {
        return new DropoutPlace(rate, seed * 0x9E3779B97F4A7C15L + place);
    }

    boolean drops() {
        return rate > 0;
    }

    /** In place, forward or backward: the two are one map. */
    void apply(Workers workers, float[] x, int n) {
        Dropout.forward(workers, x, n, rate, seed, x);
    }
}
