package dev.headlight.analysis.evidence;

import dev.headlight.analysis.results.Sink;
import dev.headlight.analysis.score.Decay;
import dev.headlight.analysis.score.DocumentScores;
import dev.headlight.analysis.statistics.Estimate;
import dev.headlight.analysis.statistics.PoissonBootstrap;
import dev.headlight.analysis.statistics.UnitFigures;
import dev.headlight.analysis.statistics.UnitHash;
import dev.headlight.engine.Workers;
import java.util.List;

/** Attention by distance from units that are kept one by one. */
final class KeptDecay implements DecayFigures {

    /** One worker for what already runs on a worker's thread. */
    private static final Workers SINGLE = new Workers(1);

    private final List<DocumentScores> units;
    private final PoissonBootstrap bootstrap;
    private final Sink sink;
    private final int bins;
    private final boolean[] first; // [unit] whether it is of the first half

    /** Of units in the order of the bootstrap's. */
    KeptDecay(List<DocumentScores> units, PoissonBootstrap bootstrap, Sink sink) {
        this.units = units;
        this.bootstrap = bootstrap;
        this.sink = sink;
        bins = units.stream().mapToInt(d -> d.decay(sink).bins()).max().orElse(0);
        first = new boolean[units.size()];
        for (int n = 0; n < first.length; n++) {
            first[n] = UnitHash.firstHalf(units.get(n).id());
        }
    }

    private boolean in(int unit, Half half) {
        return half == Half.BOTH || first[unit] == (half == Half.FIRST);
    }

    @Override
    public int bins() {
        return bins;
    }

    @Override
    public int units(Half half) {
        int count = 0;
        for (int n = 0; n < first.length; n++) {
            count += in(n, half) ? 1 : 0;
        }
        return count;
    }

    @Override
    public Estimate[] curves(int layer, int head) {
        Estimate[] curves = new Estimate[2 * bins];
        bootstrap.forEach(
                new UnitFigures() {
                    @Override
                    public int figures() {
                        return 2 * bins;
                    }

                    @Override
                    public double value(int unit, int figure) {
                        Decay d = units.get(unit).decay(sink);
                        int bin = figure % bins;
                        if (bin >= d.bins()) {
                            return Double.NaN;
                        }
                        return (figure < bins ? d.attention() : d.uniform())[layer][head][bin];
                    }
                },
                SINGLE,
                (e, f) -> curves[f] = e);
        return curves;
    }

    @Override
    public double[] rows(int layer, int head, Half half) {
        double[] sum = new double[bins];
        for (int n = 0; n < units.size(); n++) {
            if (in(n, half)) {
                int[] r = units.get(n).decay(sink).rows()[layer][head];
                for (int bin = 0; bin < r.length; bin++) {
                    sum[bin] += r[bin];
                }
            }
        }
        return sum;
    }

    @Override
    public Sums sums(int layer, int head, Half half) {
        double[] p = new double[bins];
        double[] u = new double[bins];
        for (int n = 0; n < units.size(); n++) {
            Decay d = units.get(n).decay(sink);
            for (int bin = 0; in(n, half) && bin < d.bins(); bin++) {
                if (!Float.isNaN(d.attention()[layer][head][bin])) {
                    p[bin] += d.attention()[layer][head][bin];
                    u[bin] += d.uniform()[layer][head][bin];
                }
            }
        }
        return new Sums(p, u);
    }
}
