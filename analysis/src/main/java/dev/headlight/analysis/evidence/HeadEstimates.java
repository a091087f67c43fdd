package dev.headlight.analysis.evidence;

import dev.headlight.analysis.statistics.Estimate;
import java.util.ArrayList;
import java.util.List;

/**
 * One figure of every head.
 *
 * @param heads [layer][head]
 * @param nullUniform the figure of uniform causal attention over the same units
 */
public record HeadEstimates(Estimate[][] heads, Estimate nullUniform) {

    public Estimate head(int layer, int head) {
        return heads[layer][head];
    }

    /** All heads, layer by layer. */
    public List<Estimate> all() {
        List<Estimate> all = new ArrayList<>();
        for (Estimate[] layer : heads) {
            all.addAll(List.of(layer));
        }
        return all;
    }

    /** Mean over a layer's heads, those left out that do not exist. */
    public Estimate layerMean(int layer) {
        return Estimate.mean(List.of(heads[layer]));
    }

    /** Whether any head has the figure. */
    public boolean exists() {
        return all().stream().anyMatch(Estimate::exists);
    }
}
