package dev.headlight.analysis.score;

import dev.headlight.engine.AttentionHook;
import dev.headlight.engine.Workers;
import dev.headlight.model.RunState;
import dev.headlight.model.Transformer;

/** The forward pass of a real model, one window at a time; it keeps one run's buffers. */
public final class TransformerPass implements ForwardPass {

    private final Transformer transformer;
    private final Workers workers;
    private final RunState state;

    /**
     * A pass with buffers of its own.
     *
     * @param longest tokens of the longest window that will be run
     */
    public TransformerPass(Transformer transformer, Workers workers, int longest) {
        this.transformer = transformer;
        this.workers = workers;
        state = new RunState(transformer.config(), longest);
    }

    @Override
    public int layers() {
        return transformer.config().nLayers();
    }

    @Override
    public int heads() {
        return transformer.config().nHeads();
    }

    @Override
    public float[] run(int[] ids, int[] lossAt, AttentionHook hook) {
        int[] before = new int[lossAt.length]; // the position that predicts
        for (int n = 0; n < before.length; n++) {
            before[n] = lossAt[n] - 1;
        }
        transformer.forward(ids, state, workers, hook, before);
        double[] nll = new double[lossAt.length];
        transformer.losses(ids, state, before, nll, workers);
        float[] loss = new float[nll.length];
        for (int n = 0; n < loss.length; n++) {
            loss[n] = (float) nll[n];
        }
        return loss;
    }
}
