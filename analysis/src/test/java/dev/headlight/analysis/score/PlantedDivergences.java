package dev.headlight.analysis.score;

import dev.headlight.analysis.tally.DivergenceTally;
import java.util.Random;

/** Divergences between heads whose truth is known, with noise from unit to unit. */
public final class PlantedDivergences {

    private PlantedDivergences() {}

    /** The truth about a pair of heads. */
    public interface Truth {
        double at(int n, int m);
    }

    /** Sums over units, each of whose divergences is the truth plus normal noise of that size. */
    public static DivergenceSums of(int heads, int units, Truth truth, double noise, long seed) {
        DivergenceSums sums = new DivergenceSums(heads);
        for (int u = 0; u < units; u++) {
            Random random = new Random(1000 * seed + u);
            double[] pairs = new double[DivergenceTally.pairs(heads)];
            for (int n = 0; n < heads; n++) {
                for (int m = 0; m < n; m++) {
                    pairs[DivergenceTally.pair(n, m)] =
                            Math.abs(truth.at(n, m) + noise * random.nextGaussian());
                }
            }
            sums.add("unit " + seed + "." + u, 1, (v, pair) -> pairs[pair]);
        }
        return sums;
    }
}
