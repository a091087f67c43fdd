package dev.headlight.tutorial.digits;

import dev.headlight.engine.WeightMatrix;
import dev.headlight.engine.WeightRows;
import dev.headlight.model.ModelWeights;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/**
 * The embedding vectors of the ten digits, their mean taken off: how a model tells digits apart before it has read
 * anything else.
 *
 * @param vectors {@code [10][dModel]}
 */
record DigitEmbedding(double[][] vectors) {

    private static final int SHUFFLES = 1000;
    private static final double QUANTILE = 0.95;

    /**
     * The two directions in which digits differ most: the first principal components.
     *
     * @param first of length 1, {@code [dModel]}; 9 lies further that way than 0
     * @param second of length 1, at a right angle to the first, {@code [dModel]}
     */
    record Plane(double[] first, double[] second) {}

    /** Takes the rows of the digits. */
    static DigitEmbedding of(ModelWeights weights) {
        WeightMatrix embedding = weights.tokenEmbedding();
        int d = embedding.cols();
        double[][] vectors = new double[DigitShape.COUNT][d];
        double[] mean = new double[d];
        float[] row = new float[d];
        for (int digit = 0; digit < vectors.length; digit++) {
            WeightRows.read(embedding, digit, row, 0);
            for (int e = 0; e < d; e++) {
                vectors[digit][e] = row[e];
                mean[e] += row[e] / vectors.length;
            }
        }
        for (double[] vector : vectors) {
            for (int e = 0; e < d; e++) {
                vector[e] -= mean[e];
            }
        }
        return new DigitEmbedding(vectors);
    }

    /** The directions of largest spread: right singular vectors of the matrix of vectors. */
    Plane plane() {
        int d = vectors[0].length;
        SingularValueDecomposition_F64<DMatrixRMaj> svd =
                DecompositionFactory_DDRM.svd(vectors.length, d, false, true, true);
        if (!svd.decompose(new DMatrixRMaj(vectors))) {
            throw new IllegalStateException(
                    "the singular values of the embedding did not converge");
        }
        double[] values = svd.getSingularValues().clone();
        DMatrixRMaj v = svd.getV(null, false); // [dModel, values]
        int count = Math.min(v.numCols, values.length);
        int largest = 0;
        for (int i = 1; i < count; i++) {
            largest = values[i] > values[largest] ? i : largest;
        }
        values[largest] = Double.NEGATIVE_INFINITY;
        int next = largest == 0 ? 1 : 0;
        for (int i = 0; i < count; i++) {
            next = values[i] > values[next] ? i : next;
        }
        return new Plane(directed(column(v, largest)), directed(column(v, next)));
    }

    private static double[] column(DMatrixRMaj m, int c) {
        double[] column = new double[m.numRows];
        for (int r = 0; r < column.length; r++) {
            column[r] = m.get(r, c);
        }
        return column;
    }

    /** A direction has no sign of its own: the one in which 9 lies further than 0. */
    private double[] directed(double[] axis) {
        double last = dot(vectors[vectors.length - 1], axis);
        return last >= dot(vectors[0], axis) ? axis : Arrays.stream(axis).map(x -> -x).toArray();
    }

    /** Where the digits lie on a plane, of this or of another moment: {@code [10][2]}. */
    double[][] on(Plane plane) {
        double[][] places = new double[vectors.length][];
        for (int digit = 0; digit < places.length; digit++) {
            places[digit] =
                    new double[] {
                        dot(vectors[digit], plane.first()), dot(vectors[digit], plane.second())
                    };
        }
        return places;
    }

    /** Share of the spread (sum of squares) that a direction of length 1 holds. */
    double share(double[] axis) {
        double sum = 0;
        for (double[] vector : vectors) {
            sum += dot(vector, axis) * dot(vector, axis);
        }
        return sum / spread();
    }

    /** Share of the spread that follows a shape: the squared projections of all coordinates on its functions. */
    double share(DigitShape shape) {
        return share(shape, vectors);
    }

    private double share(DigitShape shape, double[][] ordered) {
        double sum = 0;
        for (double[] function : shape.functions()) {
            for (int e = 0; e < ordered[0].length; e++) {
                double projection = 0;
                for (int digit = 0; digit < ordered.length; digit++) {
                    projection += function[digit] * ordered[digit][e];
                }
                sum += projection * projection;
            }
        }
        return sum / spread();
    }

    /** What 95 of 100 random orders of the same ten vectors stay below. */
    double shuffled(DigitShape shape, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] shares = new double[SHUFFLES];
        double[][] order = vectors.clone();
        for (int n = 0; n < SHUFFLES; n++) {
            for (int i = order.length - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                double[] swapped = order[i];
                order[i] = order[j];
                order[j] = swapped;
            }
            shares[n] = share(shape, order);
        }
        Arrays.sort(shares);
        return shares[(int) (QUANTILE * SHUFFLES)];
    }

    /** How far two digits are apart. */
    double distance(int one, int other) {
        double sum = 0;
        for (int e = 0; e < vectors[one].length; e++) {
            double apart = vectors[one][e] - vectors[other][e];
            sum += apart * apart;
        }
        return Math.sqrt(sum);
    }

    /** The mean distance of digits that differ by so much. */
    double distance(int difference) {
        double sum = 0;
        int count = vectors.length - difference;
        for (int digit = 0; digit < count; digit++) {
            sum += distance(digit, digit + difference) / count;
        }
        return sum;
    }

    /** The mean distance of any two. */
    double distance() {
        double sum = 0;
        int pairs = vectors.length * (vectors.length - 1) / 2;
        for (int difference = 1; difference < vectors.length; difference++) {
            sum += distance(difference) * (vectors.length - difference) / pairs;
        }
        return sum;
    }

    private double spread() {
        double sum = 0;
        for (double[] vector : vectors) {
            sum += dot(vector, vector);
        }
        return sum;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
