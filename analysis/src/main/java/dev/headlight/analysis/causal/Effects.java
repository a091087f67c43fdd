package dev.headlight.analysis.causal;

import java.util.List;

/**
 * What some trials did on some ground, unit by unit.
 *
 * @param ground whose units they are
 * @param trials in their order
 * @param clean mean loss of each unit as it is, NaN where it was not run [unit]
 * @param delta mean loss without the heads minus with them, NaN likewise [trial][unit]
 * @param tokens losses of single tokens of the unit kept, each window [1 + trial][window][position]; empty where none is
 * @param tokensOf which unit that is, -1 where none is
 */
public record Effects(
        LossGround ground,
        List<Trial> trials,
        double[] clean,
        double[][] delta,
        double[][][] tokens,
        int tokensOf) {

    /** Units that were run. */
    int units() {
        int n = 0;
        for (double c : clean) {
            n += Double.isNaN(c) ? 0 : 1;
        }
        return n;
    }
}
