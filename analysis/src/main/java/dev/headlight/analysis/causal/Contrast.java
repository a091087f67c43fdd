package dev.headlight.analysis.causal;

import dev.headlight.analysis.results.HeadAddress;
import dev.headlight.model.ModelConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A trial beside those of random heads.
 *
 * @param trial of the set in question
 * @param random of as many other heads, in the same way
 * @param note how many there are and why, in words
 */
record Contrast(Trial trial, List<Trial> random, String note) {

    /**
     * Draws the random sets.
     *
     * @param out heads that are in none of them, besides those of the trial
     */
    static Contrast draw(
            Trial trial, List<HeadAddress> out, ModelConfig c, int sets, String why, long seed) {
        RandomHeads drawn =
                RandomHeads.draw(trial.set().heads(), out, c.nLayers(), c.nHeads(), sets, seed);
        List<Trial> random = new ArrayList<>();
        for (List<HeadAddress> heads : drawn.sets()) {
            // Named by its heads: two contrasts that draw the same set run it once.
            String name = heads.stream().map(HeadAddress::name).collect(Collectors.joining("+"));
            random.add(new Trial(new HeadSet(name, "random", heads), trial.kind()));
        }
        StringBuilder note = new StringBuilder();
        if (random.isEmpty()) {
            note.append("there are not as many other heads, or none in these layers");
        } else if (random.size() < sets) {
            note.append(
                    random.size() == 1
                            ? "the only other set"
                            : "all " + random.size() + " other sets");
        } else {
            note.append(random.size()).append(" random sets");
            note.append(why.isEmpty() ? "" : ", " + why);
        }
        if (!drawn.sameLayers() && !random.isEmpty()) {
            note.append("; layers with too few other heads are made up for from other layers");
        }
        return new Contrast(trial, random, note.toString());
    }
}
