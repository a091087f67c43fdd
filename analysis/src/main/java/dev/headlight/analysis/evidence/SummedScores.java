package dev.headlight.analysis.evidence;

import dev.headlight.analysis.results.Sink;
import dev.headlight.analysis.score.Figure;
import dev.headlight.analysis.statistics.Estimate;
import java.util.Arrays;
import java.util.List;

/** Scores of which only the sums were kept, since the units are too many. */
final class SummedScores implements TextScores {

    private final ScoreSums sums;
    private final SummedFigures figures;

    SummedScores(ScoreSums sums) {
        this.sums = sums;
        figures = sums.figures;
    }

    @Override
    public int layers() {
        return figures.layers();
    }

    @Override
    public int heads() {
        return figures.heads();
    }

    @Override
    public int units() {
        return Math.toIntExact(sums.totals[figures.replicates()]);
    }

    @Override
    public long tokens() {
        return sums.tokens;
    }

    @Override
    public int replicates() {
        return figures.replicates();
    }

    @Override
    public HeadEstimates figure(Figure figure) {
        if (figure.onRepeats()) {
            throw new IllegalArgumentException(figure + " is not taken on text");
        }
        return new HeadEstimates(
                heads(figure.index()), sums.unit.estimate(figure.index(), sums.totals));
    }

    private Estimate[][] heads(int figure) {
        Estimate[][] found = new Estimate[layers()][heads()];
        for (int l = 0; l < layers(); l++) {
            for (int h = 0; h < heads(); h++) {
                found[l][h] = sums.heads[l][h].estimate(figure, sums.totals);
            }
        }
        return found;
    }

    @Override
    public int matchedSets() {
        return figures.matchedSets();
    }

    @Override
    public HeadEstimates matchedSet(int set, Sink sink) {
        double[] ones = new double[figures.replicates()];
        Arrays.setAll(ones, b -> sums.totals[b] == 0 ? Double.NaN : 1);
        return new HeadEstimates(heads(figures.matched(set, sink)), new Estimate(1, ones, units()));
    }

    @Override
    public Estimate loss() {
        return sums.unit.estimate(SummedFigures.LOSS, sums.totals);
    }

    @Override
    public Estimate icl() {
        return sums.unit.estimate(SummedFigures.ICL, sums.totals);
    }

    @Override
    public Estimate sinkRate() {
        return sums.unit.estimate(SummedFigures.SINK_RATE, sums.totals);
    }

    @Override
    public int sinkSequences() {
        return sums.sinkSequences;
    }

    @Override
    public long[][] rows(Figure figure) {
        long[][] rows = new long[layers()][heads()];
        for (int l = 0; l < layers(); l++) {
            for (int h = 0; h < heads(); h++) {
                rows[l][h] = sums.rows[l][h][figure.index()];
            }
        }
        return rows;
    }

    @Override
    public long[][] skippedRows() {
        return sums.skipped;
    }

    @Override
    public DecayFigures decay(Sink sink) {
        return new SummedDecay(sums, SummedFigures.variant(sink));
    }

    @Override
    public List<UnitSink> strongestSinks(int most) {
        return sums.sinks.stream().limit(most).toList();
    }
}
