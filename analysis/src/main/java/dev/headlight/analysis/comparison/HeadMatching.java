package dev.headlight.analysis.comparison;

import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.analysis.results.Comparison.HeadPair;
import dev.headlight.analysis.results.ScoreMatrix;
import dev.headlight.analysis.results.Sink;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which head of one model is held against which of another: the one at the same place, where layers and heads agree; else
 * by behaviour. A head's profile is the vector of the scores that earn roles, each standardised over the heads of both
 * models; the pairs are those with the least sum of squared distances. The heads of the larger model that are left over
 * have no partner.
 */
final class HeadMatching {

    private record Score(String id, Sink sink) {}

    /** The scores that earn roles, as {@code role.Role} has them. */
    private static final List<Score> PROFILE =
            List.of(
                    new Score("previous_token", Sink.WITHOUT),
                    new Score("duplicate_token", Sink.WITHOUT),
                    new Score("induction_entry", Sink.WITHOUT),
                    new Score("special_mass", Sink.WITHOUT),
                    new Score("locality_8", Sink.WITHOUT),
                    new Score("alpha_0", Sink.WITH),
                    new Score("alpha_0", Sink.NONE),
                    new Score("entropy_normalized", Sink.WITHOUT),
                    new Score("mean_distance", Sink.WITHOUT));

    private HeadMatching() {}

    static boolean byPosition(AnalysisResults a, AnalysisResults b) {
        return a.model().layers() == b.model().layers() && a.model().heads() == b.model().heads();
    }

    static String words(AnalysisResults a, AnalysisResults b) {
        return byPosition(a, b)
                ? "by position: both models have layers and heads of the same number"
                : "by behaviour: the assignment with the least sum of squared distances between the heads'"
                        + " standardised scores";
    }

    static List<HeadPair> of(AnalysisResults a, AnalysisResults b) {
        return byPosition(a, b) ? position(a.model().layers(), a.model().heads()) : behaviour(a, b);
    }

    private static List<HeadPair> position(int layers, int heads) {
        List<HeadPair> pairs = new ArrayList<>();
        for (int l = 0; l < layers; l++) {
            for (int h = 0; h < heads; h++) {
                pairs.add(new HeadPair(l, h, l, h, Double.NaN));
            }
        }
        return pairs;
    }

    private static List<HeadPair> behaviour(AnalysisResults a, AnalysisResults b) {
        int headsA = a.model().heads();
        int headsB = b.model().heads();
        double[][] first = new double[a.model().layers() * headsA][PROFILE.size()];
        double[][] other = new double[b.model().layers() * headsB][PROFILE.size()];
        for (int s = 0; s < PROFILE.size(); s++) {
            ScoreMatrix x = a.score(PROFILE.get(s).id(), PROFILE.get(s).sink());
            ScoreMatrix y = b.score(PROFILE.get(s).id(), PROFILE.get(s).sink());
            if (x != null && y != null) {
                fill(x.value(), first, s);
                fill(y.value(), other, s);
                standardise(s, first, other);
            }
        }
        boolean swapped = first.length > other.length;
        double[][] rows = swapped ? other : first;
        double[][] columns = swapped ? first : other;
        double[][] cost = new double[rows.length][columns.length];
        for (int r = 0; r < rows.length; r++) {
            for (int c = 0; c < columns.length; c++) {
                cost[r][c] = squaredDistance(rows[r], columns[c]);
            }
        }
        int[] columnOf = Assignment.least(cost);
        List<HeadPair> pairs = new ArrayList<>();
        for (int r = 0; r < rows.length; r++) {
            int x = swapped ? columnOf[r] : r;
            int y = swapped ? r : columnOf[r];
            pairs.add(
                    new HeadPair(
                            x / headsA,
                            x % headsA,
                            y / headsB,
                            y % headsB,
                            Math.sqrt(cost[r][columnOf[r]])));
        }
        pairs.sort(Comparator.comparingInt(HeadPair::layer).thenComparingInt(HeadPair::head));
        return pairs;
    }

    private static void fill(double[][] matrix, double[][] profiles, int score) {
        int heads = matrix[0].length;
        for (int n = 0; n < profiles.length; n++) {
            profiles[n][score] = matrix[n / heads][n % heads];
        }
    }

    /** To mean 0 and variance 1 over the heads of both; a head without the score stands at the mean. */
    private static void standardise(int s, double[][] first, double[][] other) {
        double sum = 0;
        double squares = 0;
        int n = 0;
        for (double[][] side : List.of(first, other)) {
            for (double[] profile : side) {
                if (!Double.isNaN(profile[s])) {
                    sum += profile[s];
                    n++;
                }
            }
        }
        double mean = sum / n;
        for (double[][] side : List.of(first, other)) {
            for (double[] profile : side) {
                squares += Double.isNaN(profile[s]) ? 0 : (profile[s] - mean) * (profile[s] - mean);
            }
        }
        double deviation = Math.sqrt(squares / n);
        for (double[][] side : List.of(first, other)) {
            for (double[] profile : side) {
                profile[s] =
                        Double.isNaN(profile[s]) || !(deviation > 0)
                                ? 0
                                : (profile[s] - mean) / deviation;
            }
        }
    }

    private static double squaredDistance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return sum;
    }
}
