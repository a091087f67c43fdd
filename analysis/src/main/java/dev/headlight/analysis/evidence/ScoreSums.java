package dev.headlight.analysis.evidence;

import dev.headlight.analysis.results.Sink;
import dev.headlight.analysis.score.DocumentScores;
import dev.headlight.analysis.statistics.PoissonWeights;
import dev.headlight.analysis.statistics.UnitHash;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Everything that is summed over units. As large for ten million units as for one. */
final class ScoreSums implements Serializable {

    /** Sinks at other positions that are kept, the strongest. */
    static final int SINKS = 100;

    final SummedFigures figures;
    final ReplicateSums[][] heads; // [layer][head]
    final ReplicateSums unit;
    final long[] totals; // [replicate] weights of all units, the last their number
    final long[][][] rows; // [layer][head][figure]
    final long[][] skipped; // [layer][head]
    final DecaySums[][] decay; // [variant][half]
    List<UnitSink> sinks = List.of();
    long tokens;
    int sinkSequences;

    ScoreSums(SummedFigures figures) {
        this.figures = figures;
        heads = new ReplicateSums[figures.layers()][figures.heads()];
        rows = new long[figures.layers()][figures.heads()][SummedFigures.ON_TEXT];
        skipped = new long[figures.layers()][figures.heads()];
        for (ReplicateSums[] layer : heads) {
            Arrays.setAll(layer, h -> new ReplicateSums(figures.ofHead(), figures.replicates()));
        }
        unit = new ReplicateSums(figures.ofUnit(), figures.replicates());
        totals = new long[figures.replicates() + 1];
        decay = new DecaySums[2][2];
        for (DecaySums[] variant : decay) {
            Arrays.setAll(variant, half -> new DecaySums(figures));
        }
    }

    /** Adds units. */
    void add(List<DocumentScores> units) {
        List<byte[]> weights = units.stream().map(u -> weights(u.id())).toList();
        for (byte[] w : weights) {
            for (int b = 0; b < w.length; b++) {
                totals[b] += w[b];
            }
        }
        unit.add(weights, units.stream().map(figures::ofUnit).toList());
        for (int l = 0; l < figures.layers(); l++) {
            for (int h = 0; h < figures.heads(); h++) {
                int layer = l;
                int head = h;
                heads[l][h].add(
                        weights, units.stream().map(u -> figures.ofHead(u, layer, head)).toList());
                for (DocumentScores u : units) {
                    skipped[l][h] += u.skippedRows()[l][h];
                    for (int f = 0; f < rows[l][h].length; f++) {
                        rows[l][h][f] += u.rows()[l][h][f];
                    }
                }
            }
        }
        for (DocumentScores u : units) {
            tokens += u.tokens();
            sinkSequences += u.sinkSequences();
            int half = UnitHash.firstHalf(u.id()) ? 0 : 1;
            decay[SummedFigures.variant(Sink.WITH)][half].add(u, 0);
            decay[SummedFigures.variant(Sink.WITHOUT)][half].add(u, 1);
            keep(u.otherSinks().stream().map(s -> new UnitSink(u.id(), s)).toList());
        }
    }

    private byte[] weights(String id) {
        long hash = UnitHash.of(id);
        byte[] w = new byte[figures.replicates() + 1];
        for (int b = 0; b < figures.replicates(); b++) {
            w[b] = (byte) PoissonWeights.weight(figures.seed(), hash, b);
        }
        w[figures.replicates()] = 1;
        return w;
    }

    private void keep(List<UnitSink> more) {
        if (!more.isEmpty()) {
            List<UnitSink> all = new ArrayList<>(sinks);
            all.addAll(more);
            all.sort(UnitSink.STRONGEST_FIRST);
            sinks = new ArrayList<>(all.subList(0, Math.min(SINKS, all.size())));
        }
    }

    /** Adds the sums of other units. */
    void combine(ScoreSums other) {
        for (int b = 0; b < totals.length; b++) {
            totals[b] += other.totals[b];
        }
        unit.combine(other.unit);
        for (int l = 0; l < figures.layers(); l++) {
            for (int h = 0; h < figures.heads(); h++) {
                heads[l][h].combine(other.heads[l][h]);
                skipped[l][h] += other.skipped[l][h];
                for (int f = 0; f < rows[l][h].length; f++) {
                    rows[l][h][f] += other.rows[l][h][f];
                }
            }
        }
        for (int v = 0; v < 2; v++) {
            for (int half = 0; half < 2; half++) {
                decay[v][half].combine(other.decay[v][half]);
            }
        }
        tokens += other.tokens;
        sinkSequences += other.sinkSequences;
        keep(other.sinks);
    }
}
