package dev.headlight.model.io;

/** Which projections have a bias. Norms have one exactly where the norm is LayerNorm. */
record Biases(boolean queryKeyValue, boolean attentionOutput, boolean feedForward) {

    static final Biases NONE = new Biases(false, false, false);
    static final Biases ALL = new Biases(true, true, true);
}
