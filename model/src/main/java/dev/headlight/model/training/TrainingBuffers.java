package dev.headlight.model.training;

import dev.headlight.model.ModelConfig;

/**
 * What all layers share in a training step: buffers of {@code n = batch * context} rows, planned once. Between the
 * passes of two layers nothing of value is in them but the gradient of the residual stream.
 */
final class TrainingBuffers {

    final int n;
    final float[] normed; // [n, dModel], of the stream's end
    final float[] dNormed; // [n, dModel]
    final float[] dResidual; // [n, dModel]
    final float[] joining; // [n, dModel]: what joins the stream, where it is dropped out first
    final float[] dHidden; // [n, dFeedForward]
    final float[] dQuery; // [n, nHeads, dHead]
    final float[] dKey; // [n, nKvHeads, dHead]
    final float[] dValue; // [n, nKvHeads, dHead]
    final float[][] dQueryKeyValue; // the three
    final float[] dAttended; // [n, nHeads, dHead]

    TrainingBuffers(ModelConfig config, int n, boolean dropout) {
        this.n = n;
        int dModel = config.dModel();
        int dQueries = config.nHeads() * config.dHead();
        int dKeys = config.nKvHeads() * config.dHead();
        normed = floats(n, dModel);
        dNormed = floats(n, dModel);
        dResidual = floats(n, dModel);
        joining = dropout ? floats(n, dModel) : new float[0];
        dHidden = floats(n, config.dFeedForward());
        dQuery = floats(n, dQueries);
        dKey = floats(n, dKeys);
        dValue = floats(n, dKeys);
        dQueryKeyValue = new float[][] {dQuery, dKey, dValue};
        dAttended = floats(n, dQueries);
    }

    static float[] floats(int n, int width) {
        return new float[Math.multiplyExact(n, width)];
    }
}
