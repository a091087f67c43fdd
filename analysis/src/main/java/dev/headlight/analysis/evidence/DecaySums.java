package dev.headlight.analysis.evidence;

import dev.headlight.analysis.score.Decay;
import dev.headlight.analysis.score.DocumentScores;
import java.io.Serializable;

/** Attention by distance of one sink variant, summed over the units of one half: what held-out fits need. */
final class DecaySums implements Serializable {

    final double[][][] attention; // [layer][head][bin], over the units that reach the bin
    final double[][][] uniform;
    final double[][][] rows;
    int units;

    DecaySums(SummedFigures figures) {
        attention = new double[figures.layers()][figures.heads()][figures.bins()];
        uniform = new double[figures.layers()][figures.heads()][figures.bins()];
        rows = new double[figures.layers()][figures.heads()][figures.bins()];
    }

    void add(DocumentScores unit, int variant) {
        Decay decay = variant == 0 ? unit.decay() : unit.decayWithout();
        units++;
        for (int l = 0; l < attention.length; l++) {
            for (int h = 0; h < attention[l].length; h++) {
                float[] p = decay.attention()[l][h];
                for (int bin = 0; bin < p.length; bin++) {
                    rows[l][h][bin] += decay.rows()[l][h][bin];
                    if (!Float.isNaN(p[bin])) {
                        attention[l][h][bin] += p[bin];
                        uniform[l][h][bin] += decay.uniform()[l][h][bin];
                    }
                }
            }
        }
    }

    void combine(DecaySums other) {
        units += other.units;
        for (int l = 0; l < attention.length; l++) {
            for (int h = 0; h < attention[l].length; h++) {
                for (int bin = 0; bin < attention[l][h].length; bin++) {
                    attention[l][h][bin] += other.attention[l][h][bin];
                    uniform[l][h][bin] += other.uniform[l][h][bin];
                    rows[l][h][bin] += other.rows[l][h][bin];
                }
            }
        }
    }
}
