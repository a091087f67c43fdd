package dev.headlight.analysis.causal;

import dev.headlight.model.ModelConfig;

/**
 * The arithmetic of ablations, in floating-point operations: two a weight and token of the layers that are computed
 * anew, {@code 2 nHeads dHead (T + 1)} a token and layer for attention, two a weight of the output matrix for each
 * position whose loss is taken. In the layer of the first ablated head only what follows attention is computed.
 */
final class AblationCost {

    private AblationCost() {}

    /** Of one trial over all units. */
    static double of(ModelConfig c, LossGround ground, int firstLayer) {
        double cost = 0;
        for (LossGround.Unit unit : ground.units()) {
            for (int w = 0; w < unit.windows().size(); w++) {
                cost += of(c, unit.windows().get(w).length, unit.at().get(w).length, firstLayer);
            }
        }
        return cost;
    }

    /** Of one trial over a window of {@code T} tokens. */
    static double of(ModelConfig c, int T, int losses, int firstLayer) {
        double width = (double) c.nHeads() * c.dHead();
        double kvWidth = (double) c.nKvHeads() * c.dHead();
        double before = 2.0 * c.dModel() * (width + 2 * kvWidth) + 2 * width * (T + 1);
        double matrices = c.gatedFeedForward() ? 3 : 2;
        double after = 2.0 * c.dModel() * (width + matrices * c.dFeedForward());
        double remaining = c.nLayers() - firstLayer;
        double output = 2.0 * c.vocab() * c.dModel() * losses;
        return T * ((remaining - 1) * before + remaining * after) + output;
    }
}
