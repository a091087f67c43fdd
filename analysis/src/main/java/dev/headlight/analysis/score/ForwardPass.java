package dev.headlight.analysis.score;

import dev.headlight.engine.AttentionHook;

/** One forward pass of a model over a window; what scores need of a model and nothing else. */
public interface ForwardPass {

    /** Layers of the model. */
    int layers();

    /** Query heads of a layer. */
    int heads();

    /**
     * Runs the window and hands its attention rows to the hook.
     *
     * @param ids [T]
     * @param lossAt positions whose loss is wanted, ascending, each from 1 to T - 1
     * @return {@code -ln p(ids[lossAt[n]] | ids[0 .. lossAt[n] - 1])}, nats, [lossAt.length]
     */
    float[] run(int[] ids, int[] lossAt, AttentionHook hook);
}
