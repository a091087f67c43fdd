package dev.headlight.analysis.results;

import java.util.List;

/**
 * What the loss became without some heads: the causal part of an analysis.
 *
 * @param plan what was ablated and why, in words
 * @param ranking by what the most important heads were chosen, in words
 * @param seconds wall-clock seconds of all ablations
 * @param cutShort whether the plan was ended before all of it was done
 * @param clean the loss of the model as it is, on the same positions
 * @param ablations one entry for each set of heads, kind and place
 * @param tokens per-token effects on a few units, for the report
 */
public record Causes(
        String plan,
        String ranking,
        double seconds,
        boolean cutShort,
        List<CleanLoss> clean,
        List<Ablation> ablations,
        List<TokenEffects> tokens) {

    public Causes {
        clean = List.copyOf(clean);
        ablations = List.copyOf(ablations);
        tokens = List.copyOf(tokens);
    }
}
