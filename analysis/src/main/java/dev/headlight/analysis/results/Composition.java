package dev.headlight.analysis.results;

import java.util.List;

/**
 * Composition scores of pairs of heads, from the weights alone (Elhage et al. 2021): how much of what a head writes
 * lies where a head of a later layer reads its queries, keys or values.
 *
 * @param pairs pairs looked at for each kind: every head with every head of a later layer
 * @param controls the same scores at random initialisation: one entry a kind; empty where there is no control
 * @param strongest pairs above the control's mean, of each kind the 20 strongest, strongest first
 * @param note what the scores take in and what they leave out, in words
 */
public record Composition(
        int pairs,
        List<CompositionControl> controls,
        List<CompositionPair> strongest,
        String note) {

    public Composition {
        controls = List.copyOf(controls);
        strongest = List.copyOf(strongest);
    }
}
