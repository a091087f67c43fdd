package dev.headlight.analysis.causal;

import dev.headlight.analysis.results.HeadAddress;
import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.Transformer;
import java.util.ArrayList;
import java.util.List;

/** How fast this machine runs a model's ablations, from a second's work: what an estimate of time rests on. */
public final class AblationSpeed {

    private static final double LEAST_SECONDS = 0.4;
    private static final int MOST_ROUNDS = 200;

    private AblationSpeed() {}

    /**
     * Operations a second, as {@link AblationCost} counts them.
     *
     * @param ground whose first units are run, ablations of heads of the last layers
     */
    public static double measure(Transformer transformer, LossGround ground, Workers workers) {
        ModelConfig c = transformer.config();
        int units = Math.min(ground.units().size(), 2 * workers.threads());
        LossGround few =
                new LossGround(
                        ground.where(), ground.positions(), ground.units().subList(0, units));
        int layer = Math.max(0, c.nLayers() - Math.max(1, c.nLayers() / 4));
        List<Trial> trials = new ArrayList<>();
        for (int h = 0; h < c.nHeads(); h++) {
            HeadSet set = HeadSet.of(new HeadAddress(layer, h), "measured");
            trials.add(new Trial(set, AblationKind.ZERO));
        }
        double operations =
                AblationCost.of(c, few, 0) + trials.size() * AblationCost.of(c, few, layer);
        Ablations ablations = new Ablations(transformer, MeanOutputs.none(), workers, () -> false);
        double best = 0;
        long begun = System.nanoTime();
        for (int round = 0;
                round < MOST_ROUNDS && (System.nanoTime() - begun) / 1e9 < LEAST_SECONDS;
                round++) {
            long from = System.nanoTime();
            ablations.run(few, trials, -1, done -> {});
            best = Math.max(best, operations / ((System.nanoTime() - from) / 1e9));
        }
        return best;
    }
}
