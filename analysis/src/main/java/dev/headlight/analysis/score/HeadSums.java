package dev.headlight.analysis.score;

import dev.headlight.analysis.results.Sink;
import dev.headlight.analysis.tally.DistanceTally;
import dev.headlight.analysis.tally.HeadTally;
import dev.headlight.analysis.tally.TokenSetTally;
import dev.headlight.analysis.tally.WindowTokens;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One head's figures as sums over the rows of a document: what is kept of a window's tallies once the head
 * is done, some hundred numbers instead of some times T.
 */
final class HeadSums {

    /** Where the matched sets begin among a window's token sets: after S and its three parts. */
    static final int FIRST_MATCHED = 4;

    /** Fewest rows behind an {@code alpha_k} that may be called a sink. */
    static final int MIN_SINK_ROWS = 16;

    private static final int[] LOCALITIES = {1, 4, 8, 16, 64};
    private static final Figure[] LOCALITY = {
        Figure.LOCALITY_1,
        Figure.LOCALITY_4,
        Figure.LOCALITY_8,
        Figure.LOCALITY_16,
        Figure.LOCALITY_64
    };
    private static final Figure[] LOCALITY_WITHOUT = {
        Figure.LOCALITY_1_WITHOUT,
        Figure.LOCALITY_4_WITHOUT,
        Figure.LOCALITY_8_WITHOUT,
        Figure.LOCALITY_16_WITHOUT,
        Figure.LOCALITY_64_WITHOUT
    };
    private static final Figure[] SETS = {
        Figure.SPECIAL_MASS,
        Figure.SPECIAL_MASS_PUNCTUATION,
        Figure.SPECIAL_MASS_NEWLINE,
        Figure.SPECIAL_MASS_SPECIAL
    };
    private static final Figure[] SETS_WITHOUT = {
        Figure.SPECIAL_MASS_WITHOUT,
        Figure.SPECIAL_MASS_PUNCTUATION_WITHOUT,
        Figure.SPECIAL_MASS_NEWLINE_WITHOUT,
        Figure.SPECIAL_MASS_SPECIAL_WITHOUT
    };

    final double[] sums = new double[Figure.COUNT];
    final double[] matched; // [2 set + variant]
    final double[][] decay; // [variant][bin]
    final double @Nullable [][] byDistance; // [variant][d]
    final List<SinkPosition> sinks = new ArrayList<>();

    /** Rows left out without the sink, and what they would have counted for; null where none was. */
    @Nullable LeftOut leftOut;

    HeadSums(int bins, int matchedSets, int longest, boolean everyDistance) {
        matched = new double[2 * matchedSets];
        decay = new double[2][bins];
        byDistance = everyDistance ? new double[2][longest] : null;
    }

    /** Adds a window. Returns {@code alpha_0} over its first {@code sinkLength} rows, NaN where it is shorter. */
    double add(
            int layer,
            int head,
            Window window,
            HeadTally tally,
            WindowTokens tokens,
            int sinkLength) {
        var entropy = tally.entropy();
        put(Figure.ENTROPY_NATS, entropy.nats());
        put(Figure.ENTROPY_NATS_WITHOUT, entropy.natsWithout());
        put(Figure.ENTROPY_NORMALIZED, entropy.normalized());
        put(Figure.ENTROPY_NORMALIZED_WITHOUT, entropy.normalizedWithout());
        put(Figure.DUPLICATE_TOKEN, tally.matches().duplicate());
        put(Figure.DUPLICATE_TOKEN_WITHOUT, tally.matches().duplicateWithout());
        put(Figure.NATURAL_INDUCTION, tally.matches().following());
        put(Figure.NATURAL_INDUCTION_WITHOUT, tally.matches().followingWithout());
        put(Figure.NATURAL_INDUCTION_SHUFFLED, tally.shuffled().following());
        put(Figure.NATURAL_INDUCTION_SHUFFLED_WITHOUT, tally.shuffled().followingWithout());
        TokenSetTally sets = tally.sets();
        for (int s = 0; s < SETS.length; s++) {
            put(SETS[s], sets.mass(s));
            put(SETS_WITHOUT[s], sets.massWithout(s));
        }
        for (int n = 0; n < matched.length / 2; n++) {
            matched[2 * n] += sets.mass(FIRST_MATCHED + n);
            matched[2 * n + 1] += sets.massWithout(FIRST_MATCHED + n);
        }
        double alpha = addDistances(tally.distance(), sinkLength);
        if (tally.distance().leftOut() > 0) {
            leaveOut(tally.distance().rowsLeftOut(), tokens, sinkLength);
        }
        addSinks(layer, head, window, tally.keys().alpha());
        return alpha;
    }

    private void put(Figure figure, double sum) {
        sums[figure.index()] += sum;
    }

    private double addDistances(DistanceTally tally, int sinkLength) {
        double[] rest = tally.rest();
        double[] without = tally.without();
        double[] keyZero = tally.keyZero();
        int T = rest.length;
        int w = 0;
        double near = 0;
        double nearWithout = 0;
        double far = 0;
        double farWithout = 0;
        double sink = 0;
        double first = Double.NaN;
        int bin = 0;
        for (int d = 0; d < T; d++) {
            double mass = rest[d] + keyZero[d];
            far += mass * d;
            farWithout += without[d] * d;
            near += d == 0 ? rest[0] : mass; // row 0 stands at distance 0 and does not count
            nearWithout += without[d];
            if (w < LOCALITIES.length && d == LOCALITIES[w] - 1) {
                put(LOCALITY[w], near);
                put(LOCALITY_WITHOUT[w], nearWithout);
                w++;
            }
            sink += keyZero[d];
            if (d == sinkLength - 1) {
                first = sink;
            }
            bin += d > DecayBins.to(bin) ? 1 : 0;
            decay[0][bin] += mass;
            decay[1][bin] += without[d];
            if (byDistance != null) {
                byDistance[0][d] += mass;
                byDistance[1][d] += without[d];
            }
        }
        for (; w < LOCALITIES.length; w++) { // the window is no longer than w
            put(LOCALITY[w], near);
            put(LOCALITY_WITHOUT[w], nearWithout);
        }
        put(Figure.MEAN_DISTANCE, far);
        put(Figure.MEAN_DISTANCE_WITHOUT, farWithout);
        put(Figure.PREVIOUS_TOKEN, rest[1] + keyZero[1]);
        put(Figure.PREVIOUS_TOKEN_WITHOUT, without[1]);
        put(Figure.ALPHA_0, sink);
        if (!Double.isNaN(first)) {
            put(Figure.ALPHA_0_FIRST64, first);
        }
        return first / sinkLength;
    }

    private void leaveOut(int[] rows, WindowTokens tokens, int sinkLength) {
        if (leftOut == null) {
            leftOut = new LeftOut(decay[0].length, matched.length / 2, byDistance != null);
        }
        UniformRows nulls = new UniformRows(tokens, sinkLength);
        for (int i = 1; i < rows.length; i++) {
            if (rows[i] > 0) {
                leftOut.add(i, tokens, nulls);
            }
        }
    }

    private void addSinks(int layer, int head, Window window, double[] alpha) {
        for (int k = 1; k + MIN_SINK_ROWS <= alpha.length; k++) {
            if (alpha[k] > DocumentScores.SINK_THRESHOLD) {
                sinks.add(
                        new SinkPosition(
                                layer, head, window.index(), k, window.ids()[k], (float) alpha[k]));
            }
        }
    }

    /** Rows of {@code sink=without} of which nothing but the sink was left, by what they are missing from. */
    static final class LeftOut {

        int rows;
        final long[] figures = new long[Figure.COUNT];
        final long[] matched;
        final long[] decayRows;
        final double[] decayUniform;
        final List<Integer> at =
                new ArrayList<>(); // every row by itself, where distances are kept by themselves
        private final boolean everyDistance;

        LeftOut(int bins, int matchedSets, boolean everyDistance) {
            matched = new long[matchedSets];
            decayRows = new long[bins];
            decayUniform = new double[bins];
            this.everyDistance = everyDistance;
        }

        void add(int i, WindowTokens tokens, UniformRows nulls) {
            rows++;
            for (Figure figure : Figure.values()) {
                if (figure.sink() == Sink.WITHOUT && !Double.isNaN(nulls.value(figure, i))) {
                    figures[figure.index()]++;
                }
            }
            for (int n = 0; n < matched.length; n++) {
                matched[n] += tokens.sets().counts(FIRST_MATCHED + n, i) ? 1 : 0;
            }
            TextRows.decayRow(i, 1.0 / i, decayRows, decayUniform);
            if (everyDistance) {
                at.add(i);
            }
        }
    }
}
