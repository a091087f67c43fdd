package dev.headlight.analysis.circuit;

import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.ModelWeights;
import dev.headlight.model.training.AttendedGradients;
import dev.headlight.model.training.ParameterReader;
import dev.headlight.model.training.Parameters;
import dev.headlight.model.training.TrainingPass;
import org.jspecify.annotations.Nullable;

/**
 * {@code dL/dxi_h} of a window: how its mean loss changes with a gate {@code xi_h = 1} on the output of head {@code h}
 * before {@code W_O}, at all positions alike, for all heads in one backward pass. By the chain rule
 *
 * <pre>dL/dxi_h = sum_t sum_e out[t, h, e] dL/dout[t, h, e]</pre>
 *
 * The size of it is the head's first-order importance in the window. Source: Michel et al. 2019.
 *
 * <p>All weights are widened to floats on the heap while this lives; no gradient by them is made.
 */
public final class GateGradients {

    private final ModelConfig config;
    private final Parameters parameters;
    private final Workers workers;
    private @Nullable TrainingPass pass; // of the latest length: windows come in order of theirs
    private int passTokens;
    private int passCounted;

    /**
     * @throws dev.headlight.text.UsageException where the model has biases that the backward pass does not know
     */
    public GateGradients(ModelConfig config, ModelWeights weights, Workers workers) {
        this.config = config;
        this.workers = workers;
        parameters = ParameterReader.readFrozen(config, weights);
    }

    /** Bytes of the heap for windows of at most {@code tokens}, an upper estimate. */
    public static long bytes(ModelConfig config, long parameters, int tokens) {
        long query = (long) config.nHeads() * config.dHead();
        long key = (long) config.nKvHeads() * config.dHead();
        long attention = config.dModel() + 2 * query + 2 * key + config.nHeads();
        long feedForward = config.dModel() + 3L * config.dFeedForward();
        long shared = 6L * config.dModel() + 2 * query + 2 * key + config.dFeedForward();
        long kept = config.nLayers() * (attention + feedForward + 2L * config.dModel());
        long scratch = 96L << 20; // packed panels, a block of logits
        return 4 * parameters + 4L * tokens * (kept + shared) + scratch;
    }

    /**
     * The gradients of a window.
     *
     * @param ids {@code [T]}, at least 2
     * @param counted how many of the last positions the loss is the mean of, at most {@code T - 1}
     * @return {@code [layer][head]}, nats
     */
    public double[][] of(int[] ids, int counted) {
        TrainingPass run = pass;
        int context = ids.length - 1;
        if (run == null || passTokens != context || passCounted != counted) {
            pass = null; // its buffers may go before others are made
            run = new TrainingPass(parameters, 1, context, counted, 0, workers);
            pass = run;
            passTokens = context;
            passCounted = counted;
        }
        double[][] gates = new double[config.nLayers()][config.nHeads()];
        AttendedGradients sum =
                (layer, attended, gradient) ->
                        workers.forEach(
                                config.nHeads(),
                                h -> gates[layer][h] = dot(h, context, attended, gradient));
        run.gradients(ids, 1, sum);
        return gates;
    }

    private double dot(int head, int tokens, float[] attended, float[] gradient) {
        int d = config.dHead();
        double sum = 0;
        for (int t = 0; t < tokens; t++) {
            int at = (t * config.nHeads() + head) * d;
            for (int e = at; e < at + d; e++) {
                sum += (double) attended[e] * gradient[e];
            }
        }
        return sum;
    }
}
