package dev.headlight.analysis.circuit;

import dev.headlight.analysis.results.ScoreMatrix;
import dev.headlight.analysis.results.Sink;
import dev.headlight.analysis.statistics.Estimate;
import dev.headlight.analysis.statistics.Interval;
import dev.headlight.analysis.statistics.PoissonBootstrap;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Scores of circuits as matrices of the results. Uniform attention says nothing of them, so they have no null, p and q. */
public final class CircuitMatrices {

    private static final double[][] NONE = new double[0][];

    private CircuitMatrices() {}

    /**
     * A score from the weights alone: it has no interval.
     *
     * @param values [layer][head]
     * @param control the control's, or null where there is none
     */
    public static ScoreMatrix ofWeights(
            String score, double[][] values, double @Nullable [][] control) {
        double[][] no = none(values);
        return new ScoreMatrix(
                score,
                Sink.NONE,
                values,
                no,
                no,
                no,
                control == null ? NONE : control,
                NONE,
                NONE,
                no,
                no,
                0,
                new long[0][],
                new long[0][]);
    }

    /**
     * A score by units, resampled over them.
     *
     * @param values [unit][layer][head]
     * @param ids of the units
     */
    public static ScoreMatrix ofUnits(
            String score, double[][][] values, List<String> ids, long seed, int replicates) {
        PoissonBootstrap bootstrap = new PoissonBootstrap(seed, replicates, ids);
        int layers = values[0].length;
        int heads = values[0][0].length;
        double[][] value = new double[layers][heads];
        double[][] low = new double[layers][heads];
        double[][] high = new double[layers][heads];
        for (int l = 0; l < layers; l++) {
            for (int h = 0; h < heads; h++) {
                int layer = l;
                int head = h;
                double[] of = Arrays.stream(values).mapToDouble(u -> u[layer][head]).toArray();
                Estimate estimate = bootstrap.estimate(of);
                Interval interval = estimate.interval();
                value[l][h] = estimate.value();
                low[l][h] = interval.low();
                high[l][h] = interval.high();
            }
        }
        double[][] no = none(value);
        return new ScoreMatrix(
                score,
                Sink.NONE,
                value,
                low,
                high,
                no,
                NONE,
                NONE,
                NONE,
                no,
                no,
                ids.size(),
                new long[0][],
                new long[0][]);
    }

    /** NaN for every head. */
    private static double[][] none(double[][] like) {
        double[][] none = new double[like.length][];
        for (int l = 0; l < none.length; l++) {
            none[l] = new double[like[l].length];
            Arrays.fill(none[l], Double.NaN);
        }
        return none;
    }
}
