package dev.headlight.model.wired;

/**
 * Positions as the hands of three clocks with 15, 17 and 19 hours. Clock {@code m} has hands that go round
 * {@code k = 1 .. (m-1)/2} times while it strikes {@code m} hours, a (cosine, sine) pair each, of length
 * {@code sqrt(2 / (3 m))}. So
 *
 * <pre>
 * hands(i) . hands(j) = sum_m ( [m divides i - j] - 1/m ) / 3
 * </pre>
 *
 * which is {@link #SAME} = 0.94 where all clocks agree and at most 0.28 elsewhere: two clocks agree again
 * only after 255 hours. Moving one hour is a rotation of each pair by a fixed angle, whatever the hour.
 */
final class Clocks {

    private static final int[] HOURS = {15, 17, 19};

    /** Dimensions of the hands: 7, 8 and 9 pairs. */
    static final int DIMENSIONS = 48;

    /** {@code hands(i) . hands(i)}. */
    static final float SAME = (float) ((3 - 1.0 / 15 - 1.0 / 17 - 1.0 / 19) / 3);

    private Clocks() {}

    /** The hands at a position, [DIMENSIONS]. */
    static float[] hands(int position) {
        float[] hands = new float[DIMENSIONS];
        int at = 0;
        for (int m : HOURS) {
            double length = Math.sqrt(2.0 / (3 * m));
            for (int k = 1; 2 * k < m; k++) {
                // StrictMath: the same bits on every machine, so that the model has one
                // fingerprint.
                double angle = 2 * Math.PI * (k * position % m) / m;
                hands[at++] = (float) (length * StrictMath.cos(angle));
                hands[at++] = (float) (length * StrictMath.sin(angle));
            }
        }
        return hands;
    }

    /** {@code turn[r][c]} with {@code turn hands(i) = hands(i - 1)}: block diagonal, a rotation a pair. */
    static float[][] oneBack() {
        float[][] turn = new float[DIMENSIONS][DIMENSIONS];
        int at = 0;
        for (int m : HOURS) {
            for (int k = 1; 2 * k < m; k++, at += 2) {
                double angle = 2 * Math.PI * k / m;
                float cos = (float) StrictMath.cos(angle);
                float sin = (float) StrictMath.sin(angle);
                turn[at][at] = cos;
                turn[at][at + 1] = sin;
                turn[at + 1][at] = -sin;
                turn[at + 1][at + 1] = cos;
            }
        }
        return turn;
    }
}
