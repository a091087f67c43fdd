package dev.headlight.analysis.score;

import dev.headlight.analysis.tally.HeadTally;
import dev.headlight.analysis.tally.RowSampleTally;
import dev.headlight.analysis.tally.WindowTokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sums of all heads over a document's windows, and the scores they come to. */
final class DocumentSums {

    private final ScoringOptions options;
    private final HeadSums[][] heads;
    private final TextRows text;
    private final LossSums losses;
    private int tokens;
    private double sinkRates;
    private int sinkSequences;
    private final HeadComparison.@Nullable OfUnit comparison;

    DocumentSums(
            int layers,
            int nHeads,
            int longest,
            ScoringOptions options,
            HeadComparison.@Nullable OfUnit comparison) {
        this.comparison = comparison;
        this.options = options;
        int sets = options.matched().sets().size();
        text = new TextRows(longest, sets);
        losses = new LossSums(options.losses());
        heads = new HeadSums[layers][nHeads];
        for (HeadSums[] layer : heads) {
            Arrays.setAll(
                    layer, h -> new HeadSums(text.bins(), sets, longest, options.everyDistance()));
        }
    }

    /** One window on its way through the model: its heads come from several threads, each once. */
    final class InWindow {

        private final Window window;
        private final WindowTokens windowTokens;
        private final double[][] firstAlpha = new double[heads.length][heads[0].length];
        private final RowSampleTally[] sampled = new RowSampleTally[heads.length * heads[0].length];

        InWindow(Window window, WindowTokens windowTokens) {
            this.window = window;
            this.windowTokens = windowTokens;
        }

        void head(int layer, int head, HeadTally tally) {
            sampled[layer * heads[0].length + head] = tally.sample();
            firstAlpha[layer][head] =
                    heads[layer][head].add(
                            layer, head, window, tally, windowTokens, options.sinkLength());
        }

        /** After the forward pass: what concerns the window as a whole. */
        void end(int[] lossAt, float[] loss) {
            tokens += window.ids().length;
            text.add(windowTokens, new UniformRows(windowTokens, options.sinkLength()));
            losses.add(lossAt, loss);
            if (comparison != null) {
                comparison.add(window, windowTokens.sample(), sampled);
            }
            if (window.ids().length >= options.sinkLength()) {
                sinkSequences++;
                sinkRates += sinkRate(firstAlpha);
            }
        }
    }

    private static double sinkRate(double[][] alpha) {
        int sinks = 0;
        int all = 0;
        for (double[] layer : alpha) {
            for (double a : layer) {
                sinks += a > DocumentScores.SINK_THRESHOLD ? 1 : 0;
                all++;
            }
        }
        return (double) sinks / all;
    }

    DocumentScores scores(String id) {
        int layers = heads.length;
        int nHeads = heads[0].length;
        HeadRows shared = HeadRows.of(text, null);
        float[][][] values = new float[layers][nHeads][];
        float[][][] matched = new float[layers][nHeads][];
        int[][][] rows = new int[layers][nHeads][];
        int[][] skipped = new int[layers][nHeads];
        float[][][][] decay = new float[2][layers][nHeads][];
        float[][][][] uniform = new float[2][layers][nHeads][];
        int[][][][] decayRows = new int[2][layers][nHeads][];
        boolean every = options.everyDistance();
        float[][][][] byDistance = new float[2][layers][nHeads][];
        for (int l = 0; l < layers; l++) {
            for (int h = 0; h < nHeads; h++) {
                HeadSums head = heads[l][h];
                HeadRows own = head.leftOut == null ? shared : HeadRows.of(text, head.leftOut);
                values[l][h] = HeadMeans.values(head, own);
                matched[l][h] = HeadMeans.matched(head, own);
                rows[l][h] = own.figures();
                skipped[l][h] = head.leftOut == null ? 0 : head.leftOut.rows;
                for (int v = 0; v < 2; v++) {
                    decay[v][l][h] = HeadMeans.decay(head, own, v);
                    uniform[v][l][h] = own.uniform()[v];
                    decayRows[v][l][h] = own.decay()[v];
                    if (every) {
                        byDistance[v][l][h] = HeadMeans.byDistance(head, text, v);
                    }
                }
            }
        }
        return new DocumentScores(
                id,
                text.lengths.size(),
                tokens,
                values,
                rows,
                skipped,
                text.nulls(),
                matched,
                new Decay(decay[0], uniform[0], decayRows[0], every ? byDistance[0] : null),
                new Decay(decay[1], uniform[1], decayRows[1], every ? byDistance[1] : null),
                losses.mean(),
                losses.positions(),
                losses.early(),
                losses.late(),
                sinkSequences == 0 ? Double.NaN : sinkRates / sinkSequences,
                sinkSequences,
                strongestSinks(),
                comparison == null ? HeadDivergence.NONE : comparison.end());
    }

    private List<SinkPosition> strongestSinks() {
        List<SinkPosition> all = new ArrayList<>();
        for (HeadSums[] layer : heads) {
            for (HeadSums head : layer) {
                all.addAll(head.sinks);
            }
        }
        all.sort(
                Comparator.comparingDouble(
                        (SinkPosition s) -> -s.alpha())); // stable: ties stay in order
        return List.copyOf(all.subList(0, Math.min(all.size(), options.maxSinks())));
    }
}
