package dev.headlight.model.training;

/** Is shown the gradient of the loss by what the heads hand on, in a backward pass. */
@FunctionalInterface
public interface AttendedGradients {

    /**
     * A layer's heads.
     *
     * @param layer 0-based
     * @param attended the heads' outputs before {@code W_O}, {@code [batch * T, nHeads, dHead]}; not to be written, nor
     *     read after the call
     * @param gradient by them, of the same shape
     */
    void accept(int layer, float[] attended, float[] gradient);
}
