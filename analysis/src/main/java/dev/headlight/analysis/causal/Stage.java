package dev.headlight.analysis.causal;

import dev.headlight.model.ModelConfig;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Trials that are run together, on one ground.
 *
 * @param name what a person is told is going on
 * @param contrasts trials with random sets beside them
 * @param alone trials by themselves
 */
record Stage(String name, LossGround ground, List<Contrast> contrasts, List<Trial> alone) {

    /** All trials, each once. */
    List<Trial> trials() {
        LinkedHashSet<Trial> all = new LinkedHashSet<>();
        for (Contrast contrast : contrasts) {
            all.add(contrast.trial());
            all.addAll(contrast.random());
        }
        all.addAll(alone);
        return new ArrayList<>(all);
    }

    /** Floating-point operations of all trials. */
    double cost(ModelConfig config) {
        return trials().stream()
                .mapToDouble(t -> AblationCost.of(config, ground, t.set().firstLayer()))
                .sum();
    }
}
