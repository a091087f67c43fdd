package dev.headlight.analysis.evidence;

import dev.headlight.analysis.results.Sink;
import dev.headlight.analysis.score.DivergenceSums;
import dev.headlight.analysis.score.Figure;
import dev.headlight.analysis.statistics.Estimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Scores of which only the sums were kept, since the units are too many. */
final class SummedScores implements TextScores {

    private final ScoreSums sums;
    private final SummedFigures figures;
    private final @Nullable DivergenceSums divergences;

    SummedScores(ScoreSums sums, @Nullable DivergenceSums divergences) {
        this.sums = sums;
        this.divergences = divergences;
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
    public HeadEstimates specialization(Sink sink) {
        double[] zeros = new double[figures.replicates()];
        Arrays.setAll(zeros, b -> sums.totals[b] == 0 ? Double.NaN : 0);
        return new HeadEstimates(
                heads(figures.specialization(SummedFigures.variant(sink))),
                new Estimate(0, zeros, units()));
    }

    @Override
    public List<Estimate> withinLayers(Sink sink) {
        List<Estimate> all = new ArrayList<>();
        for (int l = 0; l < layers(); l++) {
            int at = figures.within(SummedFigures.variant(sink), l);
            all.add(sums.unit.estimate(at, sums.totals));
        }
        return all;
    }

    @Override
    public @Nullable DivergenceSums divergences() {
        return divergences;
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
