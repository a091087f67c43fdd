package dev.headlight.model.io;

import dev.headlight.engine.WeightMatrix;
import dev.headlight.engine.WeightRows;
import dev.headlight.model.ModelWeights;
import dev.headlight.model.ModelWeights.Layer;
import dev.headlight.model.ModelWeights.Projection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether weights are laid out as training leaves them or as random numbers lie, told without running the model. In
 * a matrix of exchangeable numbers (initialised and never trained, or trained and put in the wrong order) the rows
 * are as large as one another but for chance; training makes some output features larger than others. With {@code
 * s_r} the mean square of row {@code r}, {@code m_2} and {@code m_4} the moments of all numbers,
 *
 * <pre>R = var_r(s_r) / ((m_4 - m_2^2) / cols)</pre>
 *
 * is 1 for exchangeable numbers, with standard deviation {@code sqrt(2 / (rows - 1))}. A matrix is uneven where R lies more
 * than {@link #LIMIT} of these away from 1.
 *
 * <p>A single even matrix says little: small ones of trained models are, at times. That none is uneven says
 * that nothing was loaded. Whole matrices exchanged for one another, rows in another order and a wrong layout of heads
 * change nothing here; a matrix of zeros is named.
 *
 * @param matrices that were looked at: those of {@link #FEWEST_ROWS} rows and more
 * @param uneven how many of them are uneven
 * @param even names of the others, zeros left out, in the order of the forward pass
 * @param zeros names of those that hold zeros only
 */
public record WeightEvenness(int matrices, int uneven, List<String> even, List<String> zeros) {

    /** Standard deviations from 1 at which R is no chance. */
    public static final double LIMIT = 6;

    /** With fewer rows their spread says nothing. */
    public static final int FEWEST_ROWS = 16;

    /** Numbers of a matrix that are read, in evenly spread rows. */
    private static final long MOST_READ = 4L << 20;

    public WeightEvenness {
        even = List.copyOf(even);
        zeros = List.copyOf(zeros);
    }

    /** Whether the weights cannot be told from random numbers. */
    public boolean random() {
        return matrices > 0 && uneven == 0;
    }

    /** Looks at every matrix of a model. */
    public static WeightEvenness of(ModelWeights weights) {
        Look look = new Look();
        look.at("token embedding", weights.tokenEmbedding());
        look.at("position embedding", weights.positionEmbedding());
        for (int i = 0; i < weights.layers().size(); i++) {
            String where = "layer " + i + ", ";
            Layer layer = weights.layers().get(i);
            look.at(where + "query", layer.query());
            look.at(where + "key", layer.key());
            look.at(where + "value", layer.value());
            look.at(where + "attention output", layer.output());
            look.at(where + "gate", layer.gate());
            look.at(where + "up", layer.up());
            look.at(where + "down", layer.down());
        }
        if (!weights.output().equals(weights.tokenEmbedding())) {
            look.at("output weight", weights.output());
        }
        return new WeightEvenness(look.matrices, look.uneven, look.even, look.zeros);
    }

    /** R of a matrix; NaN where all of its numbers have one size, or it has too few rows. */
    static double spread(WeightMatrix w) {
        if (w.rows() < FEWEST_ROWS) {
            return Double.NaN;
        }
        int step = step(w);
        int rows = rowsRead(w);
        float[] row = new float[w.cols()];
        double[] squares = new double[rows];
        double fourth = 0;
        for (int n = 0; n < rows; n++) {
            WeightRows.read(w, n * step, row, 0);
            double sum = 0;
            for (float x : row) {
                double square = (double) x * x;
                sum += square;
                fourth += square * square;
            }
            squares[n] = sum / w.cols();
        }
        double mean = 0;
        for (double s : squares) {
            mean += s / rows;
        }
        double variance = 0;
        for (double s : squares) {
            variance += (s - mean) * (s - mean) / (rows - 1);
        }
        double expected = (fourth / rows / w.cols() - mean * mean) / w.cols();
        return expected > 0 ? variance / expected : Double.NaN;
    }

    private static int step(WeightMatrix w) {
        return (int) Math.max(1, (long) w.rows() * w.cols() / MOST_READ);
    }

    private static int rowsRead(WeightMatrix w) {
        return (w.rows() + step(w) - 1) / step(w);
    }

    private static final class Look {

        private final List<String> even = new ArrayList<>();
        private final List<String> zeros = new ArrayList<>();
        private int matrices;
        private int uneven;

        void at(String name, @Nullable Projection projection) {
            at(name, projection == null ? null : projection.weight());
        }

        void at(String name, @Nullable WeightMatrix w) {
            if (w == null) {
                return;
            }
            double spread = spread(w);
            if (Double.isNaN(spread)) {
                if (zero(w)) {
                    zeros.add(name);
                }
                return;
            }
            matrices++;
            if (Math.abs(spread - 1) > LIMIT * Math.sqrt(2.0 / (rowsRead(w) - 1))) {
                uneven++;
            } else {
                even.add(name);
            }
        }

        private static boolean zero(WeightMatrix w) {
            float[] row = new float[w.cols()];
            for (int r = 0; r < w.rows(); r++) {
                WeightRows.read(w, r, row, 0);
                for (float x : row) {
                    if (x != 0) {
                        return false;
                    }
                }
            }
            return true;
        }
    }
}
