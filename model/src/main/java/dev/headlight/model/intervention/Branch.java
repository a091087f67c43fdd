package dev.headlight.model.intervention;

/**
 * A run of a window that is as every other up to a layer, and from there on is not.
 *
 * @param interventions what some heads hand on; at least one
 * @param cleanPatterns whether every head looks where it does in the run as it is: then the interventions reach later
 *     layers through what heads read, not through where they look
 */
public record Branch(Interventions interventions, boolean cleanPatterns) {

    public Branch {
        if (interventions.firstLayer() < 0) {
            throw new IllegalArgumentException("a branch that changes nothing");
        }
    }

    /** Where it branches off. */
    int layer() {
        return interventions.firstLayer();
    }
}
