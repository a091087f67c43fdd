package dev.headlight.model.wired;

/**
 * 2,048 unit vectors of 64 dimensions, entries {@code +-1/8}, whose dot products are 0 within a block of 64
 * and exactly {@code 0} or {@code +-1/8} between blocks: a token's vector is told from any other's by a
 * wide margin, where random vectors of that many dimensions would come as near as 0.6.
 *
 * <pre>
 * v[s, a, b](x, e) = (-1)^( Q_s(x, e) + Tr(a x) + b e ) / 8       s, a, x in GF(32), b, e in GF(2)
 * Q_s(x, e) = Tr((s x)^3) + Tr((s x)^5) + e Tr(s x)
 * </pre>
 *
 * <p>Source: Kerdock (1972); in this form Calderbank, Cameron, Kantor, Seidel, "Z4-Kerdock codes, orthogonal
 * spreads, and extremal Euclidean line-sets" (1997).
 */
final class KerdockCode {

    /** Dimensions of a vector. */
    static final int DIMENSIONS = 64;

    /** Vectors there are. */
    static final int SIZE = 32 * DIMENSIONS;

    private static final int FIELD = 32;
    private static final int REDUCTION = 0b100101; // x^5 + x^2 + 1
    private static final float ENTRY = 1f / 8;

    private KerdockCode() {}

    /** Vector {@code n}, 0 to {@link #SIZE} - 1; the first 64 are the rows of a Hadamard matrix. */
    static float[] vector(int n) {
        int s = n / DIMENSIONS;
        int a = n % DIMENSIONS / 2;
        int b = n % 2;
        float[] v = new float[DIMENSIONS];
        for (int x = 0; x < FIELD; x++) {
            int y = times(s, x);
            int square = times(y, y);
            int form = trace(times(square, y)) ^ trace(times(times(square, square), y));
            int linear = trace(times(a, x));
            for (int e = 0; e < 2; e++) {
                int sign = form ^ linear ^ e & (trace(y) ^ b);
                v[2 * x + e] = sign == 0 ? ENTRY : -ENTRY;
            }
        }
        return v;
    }

    private static int times(int a, int b) {
        int product = 0;
        for (int bit = 0; bit < 5; bit++) {
            if ((b >> bit & 1) != 0) {
                product ^= a << bit;
            }
        }
        for (int bit = 8; bit >= 5; bit--) {
            if ((product >> bit & 1) != 0) {
                product ^= REDUCTION << bit - 5;
            }
        }
        return product;
    }

    /** {@code x + x^2 + x^4 + x^8 + x^16}, 0 or 1. */
    private static int trace(int x) {
        int sum = 0;
        int power = x;
        for (int i = 0; i < 5; i++) {
            sum ^= power;
            power = times(power, power);
        }
        return sum;
    }
}
