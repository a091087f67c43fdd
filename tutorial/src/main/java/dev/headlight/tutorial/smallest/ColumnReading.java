package dev.headlight.tutorial.smallest;

import dev.headlight.engine.WeightMatrix;
import dev.headlight.engine.WeightRows;
import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.RunState;
import dev.headlight.tutorial.digits.DigitModel;
import dev.headlight.tutorial.digits.Gaze;
import java.util.stream.IntStream;

/**
 * What attention adds to a token when a digit of place i is written, by column: how much one of the token's numbers
 * grows with a digit of column i - 1, i and i + 1, all heads together. With the mean attention {@code A[h]} on such a
 * digit it is the slope over the digits d of {@code sum over h of A[h] (W_o,h v(d))}, by least squares.
 *
 * @param number which of the token's numbers: that which grows most with the own column
 */
record ColumnReading(int number, double before, double own, double after) {

    private static final int DIGITS = 10;

    /**
     * @param gaze at a model of one layer
     */
    static ColumnReading of(DigitModel model, Gaze gaze, Workers workers) {
        ModelConfig config = model.config();
        RunState state = new RunState(config, DIGITS);
        model.transformer().embed(IntStream.range(0, DIGITS).toArray(), state);
        model.transformer().attend(0, state, workers, null);
        float[] values = state.value(0); // [DIGITS, nKvHeads, dHead]
        ColumnReading most = new ColumnReading(-1, 0, 0, 0);
        for (int number = 0; number < config.dModel(); number++) {
            double[] slopes = new double[config.nHeads()];
            for (int h = 0; h < slopes.length; h++) {
                slopes[h] = slope(model, values, h, number);
            }
            ColumnReading each =
                    new ColumnReading(
                            number,
                            growth(gaze, slopes, -1),
                            growth(gaze, slopes, 0),
                            growth(gaze, slopes, 1));
            most = Math.abs(each.own) > Math.abs(most.own) ? each : most;
        }
        return most;
    }

    /** How much {@code W_o,h v(d)} grows with d, in one of its numbers. */
    private static double slope(DigitModel model, float[] values, int head, int number) {
        ModelConfig config = model.config();
        int dHead = config.dHead();
        int kvWidth = config.nKvHeads() * dHead;
        int shared = head / (config.nHeads() / config.nKvHeads()) * dHead;
        WeightMatrix output = model.transformer().weights().layers().get(0).output().weight();
        float[] row = new float[output.cols()];
        WeightRows.read(output, number, row, 0);
        double mean = (DIGITS - 1) / 2.0;
        double product = 0;
        double square = 0;
        for (int d = 0; d < DIGITS; d++) {
            double y = 0;
            for (int e = 0; e < dHead; e++) {
                y += row[head * dHead + e] * values[d * kvWidth + shared + e];
            }
            product += (d - mean) * y;
            square += (d - mean) * (d - mean);
        }
        return product / square;
    }

    private static double growth(Gaze gaze, double[] slopes, int offset) {
        double growth = 0;
        for (int h = 0; h < slopes.length; h++) {
            growth += onColumn(gaze, h, offset) / 2 * slopes[h]; // of its two digits, one
        }
        return growth;
    }

    /**
     * The mean attention of a head on both digits of a column, over the places that have a column on either side.
     *
     * @param offset 0 for the column of the digit that is written, -1 for the one before
     */
    static double onColumn(Gaze gaze, int head, int offset) {
        int last = gaze.format().digits() - 2;
        double sum = 0;
        for (int place = 1; place <= last; place++) {
            sum += gaze.onColumn(gaze.all(), head, place, place + offset) / last;
        }
        return sum;
    }
}
