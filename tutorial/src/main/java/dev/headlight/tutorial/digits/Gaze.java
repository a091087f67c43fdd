package dev.headlight.tutorial.digits;

import dev.headlight.engine.Workers;
import dev.headlight.model.RunState;
import dev.headlight.model.Sampler;
import dev.headlight.model.intervention.RecordedPatterns;
import java.util.Arrays;
import java.util.List;

/**
 * Where the heads of a model's first layer look when a digit of the result is written: the mean over sums, apart for
 * the digits that come out right and wrong.
 *
 * @param format how the sums are written
 * @param all {@code [heads][answerDigits][context]}: the mean weight on each token
 * @param right the same over the digits that are right; NaN where there is none
 * @param wrong the same over those that are wrong; NaN where there is none
 * @param share share of the digits that are right, {@code [answerDigits]}
 */
public record Gaze(
        SumFormat format,
        double[][][] all,
        double[][][] right,
        double[][][] wrong,
        double[] share) {

    /** Asks sums, the right digits standing before each that is asked for. */
    public static Gaze of(DigitModel model, List<Sum> sums, Workers workers) {
        SumFormat format = model.format();
        int heads = model.config().nHeads();
        int T = format.context();
        int digits = format.answerDigits();
        double[][][][] sum = new double[2][heads][digits][T]; // wrong, right
        double[][] count = new double[2][digits];
        RunState state = new RunState(model.config(), T);
        float[] logits = new float[model.config().vocab()];
        for (Sum each : sums) {
            int[] ids = format.ids(each);
            var patterns = new RecordedPatterns(model.config(), T);
            model.transformer().forward(Arrays.copyOf(ids, T), state, workers, patterns);
            for (int k = 0; k < digits; k++) {
                int row = format.questionTokens() - 1 + k;
                model.transformer().logits(state, row, logits, workers);
                int right = Sampler.likeliest(logits, 0, logits.length) == ids[row + 1] ? 1 : 0;
                count[right][k]++;
                for (int h = 0; h < heads; h++) {
                    for (int j = 0; j <= row; j++) {
                        sum[right][h][k][j] += patterns.weight(0, h, row, j);
                    }
                }
            }
        }
        double[][][][] mean = new double[3][heads][digits][T];
        for (int h = 0; h < heads; h++) {
            for (int k = 0; k < digits; k++) {
                for (int j = 0; j < T; j++) {
                    mean[0][h][k][j] = sum[0][h][k][j] / count[0][k];
                    mean[1][h][k][j] = sum[1][h][k][j] / count[1][k];
                    mean[2][h][k][j] = (sum[0][h][k][j] + sum[1][h][k][j]) / sums.size();
                }
            }
        }
        double[] share = new double[digits];
        for (int k = 0; k < digits; k++) {
            share[k] = count[1][k] / sums.size();
        }
        return new Gaze(format, mean[2], mean[1], mean[0], share);
    }

    /**
     * The weight on the two digits of a column when a digit of the result is written.
     *
     * @param weights one of the three
     * @param place of the digit that is written, 0 for the units
     * @param column whose digits are read
     */
    public double onColumn(double[][][] weights, int head, int place, int column) {
        double[] row = weights[head][format.positionOfResult(place) - format.questionTokens()];
        return row[format.positionOfFirst(column)] + row[format.positionOfSecond(column)];
    }

    /** The weight on the written digit's own column, the mean over the places that have one. */
    public double own(int head) {
        double sum = 0;
        for (int place = 0; place < format.digits(); place++) {
            sum += onColumn(all, head, place, place) / format.digits();
        }
        return sum;
    }

    /**
     * The weight on the column before, from which the carry comes: the mean over the places that have a column of their
     * own too. At the last digit of the result the column before is all there is to read.
     */
    public double before(int head) {
        double sum = 0;
        for (int place = 1; place < format.digits(); place++) {
            sum += onColumn(all, head, place, place - 1) / (format.digits() - 1);
        }
        return sum;
    }

    /** The head that looks most at the column before: whose the carry should be. */
    public int carryHead() {
        int best = 0;
        for (int h = 1; h < all.length; h++) {
            best = before(h) > before(best) ? h : best;
        }
        return best;
    }

    /** The head that looks most at the digit's own column. */
    public int columnHead() {
        int best = 0;
        for (int h = 1; h < all.length; h++) {
            best = own(h) > own(best) ? h : best;
        }
        return best;
    }
}
