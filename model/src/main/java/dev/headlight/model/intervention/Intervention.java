package dev.headlight.model.intervention;

/** What a head hands on instead of its own output {@code out[i] = sum_j A[i, j] v[j]}, before {@code W_O}. */
public sealed interface Intervention {

    /** Nothing: {@code out[i] = 0}. */
    record Zero() implements Intervention {}

    /**
     * The same at every position: {@code out[i] = output}, such as the head's mean over a text.
     *
     * @param output [dHead]; not to be written
     */
    record Constant(float[] output) implements Intervention {}

    /**
     * An output for each position: {@code out[i] = outputs[i]}, such as the head's mean over windows of one form.
     *
     * @param outputs {@code [T][dHead]}, those in a cache counted; not to be written
     */
    record Outputs(float[][] outputs) implements Intervention {}

    /** Its own values under another pattern: {@code out[i] = sum_j pattern[i, j] v[j]}. */
    record Pattern(AttentionPattern pattern) implements Intervention {}
}
