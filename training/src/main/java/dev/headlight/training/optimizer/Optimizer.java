package dev.headlight.training.optimizer;

import dev.headlight.engine.Workers;
import java.util.List;

/** Changes the parameters that it was made for by their gradients. */
public interface Optimizer {

    /**
     * An array that the optimizer remembers from step to step.
     *
     * @param name unique in the optimizer, such as {@code adamw.mean.layers.0.attention_norm.gain}
     * @param values the array itself; to restore a state is to fill it
     */
    record State(String name, float[] values) {}

    /**
     * Takes one step.
     *
     * @param factor of the peak learning rate, from {@link Schedule#factor}
     */
    void step(double factor, Workers workers);

    /** The number of steps taken. */
    long steps();

    /** Everything remembered from step to step but {@link #steps}, always in the same order. */
    List<State> state();

    /** Says how many steps were taken, after the arrays of {@link #state} were filled. */
    void continueAfter(long steps);
}
