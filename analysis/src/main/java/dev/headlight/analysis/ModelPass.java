package dev.headlight.analysis;

import dev.headlight.analysis.score.ForwardPass;
import dev.headlight.engine.AttentionHook;
import dev.headlight.engine.Workers;
import dev.headlight.model.RunState;
import dev.headlight.model.Transformer;
import java.util.Arrays;

/** A transformer, one run state and the threads it runs on: one window at a time. */
final class ModelPass implements ForwardPass {

    private final Transformer transformer;
    private final RunState state;
    private final Workers workers;

    /**
     * Plans the buffers.
     *
     * @param longest tokens of the longest window
     * @param workers not closed here
     */
    ModelPass(Transformer transformer, int longest, Workers workers) {
        this.transformer = transformer;
        this.state = new RunState(transformer.config(), longest);
        this.workers = workers;
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
        transformer.forward(ids, state, workers, hook);
        // The loss at position p is that of the row before it.
        int[] rows = Arrays.stream(lossAt).map(p -> p - 1).toArray();
        double[] nll = new double[rows.length];
        transformer.losses(ids, state, rows, nll, workers);
        float[] losses = new float[nll.length];
        for (int n = 0; n < losses.length; n++) {
            losses[n] = (float) nll[n];
        }
        return losses;
    }
}
