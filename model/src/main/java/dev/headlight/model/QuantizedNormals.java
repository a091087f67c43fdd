package dev.headlight.model;

/**
 * Normally distributed numbers {@code N(0, sd^2)} rounded to multiples of one scale, in blocks of 32:
 * {@code w = scale q} with {@code q} a signed byte.
 *
 * <p>The step is 1/28 of a standard deviation. Rounding adds the variance {@code step^2 / 12}, a ten
 * thousandth of the whole, independent from weight to weight; a dot product of such weights with any
 * vector is a sum of independent symmetric numbers with the right variance, which is all that a random
 * initialisation is. What 16 random bits cannot reach, {@code |w| > 4.3 sd}, is one weight in 65,536,
 * and stands in the last step instead. Nothing is clipped: 4.3 standard deviations are 121 steps.
 */
final class QuantizedNormals {

    private static final int STEPS_PER_SD = 28;
    private static final int BLOCK = 32;
    private static final byte[] BY_PROBABILITY = byProbability();

    private final short scaleBits;
    private final float scale;
    private final long stream;

    /**
     * @param sd standard deviation
     * @param seed of the whole initialisation
     * @param matrix number of the matrix: each has its own random numbers
     */
    QuantizedNormals(double sd, long seed, int matrix) {
        this.scaleBits = Float.floatToFloat16((float) (sd / STEPS_PER_SD));
        this.scale = Float.float16ToFloat(scaleBits);
        this.stream = mix(mix(seed) + matrix);
    }

    /** The scale as the bits of a half-precision number. */
    short scaleBits() {
        return scaleBits;
    }

    float scale() {
        return scale;
    }

    /** Writes the 32 bytes of block number {@code block} from {@code at} on. */
    void fill(long block, byte[] out, int at) {
        long counter = stream + block * (BLOCK / 4) * GOLDEN;
        for (int i = 0; i < BLOCK; i += 4) {
            counter += GOLDEN;
            long bits = mix(counter);
            out[at + i] = BY_PROBABILITY[(int) bits & 0xFFFF];
            out[at + i + 1] = BY_PROBABILITY[(int) (bits >>> 16) & 0xFFFF];
            out[at + i + 2] = BY_PROBABILITY[(int) (bits >>> 32) & 0xFFFF];
            out[at + i + 3] = BY_PROBABILITY[(int) (bits >>> 48)];
        }
    }

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /** The output function of SplitMix64 (Steele, Lea and Flood 2014). */
    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /**
     * Which {@code q} belongs to each sixteen-bit number: {@code q} stands as often as the normal
     * distribution has probability between {@code (q - 1/2)} and {@code (q + 1/2)} steps. The first half
     * is mirrored, so the mean is exactly 0.
     */
    private static byte[] byProbability() {
        byte[] table = new byte[1 << 16];
        int half = table.length / 2;
        double below = 0.5; // Phi at the lower edge of the step, going down from 0
        int filled = half;
        int q = 0;
        while (filled > 0) {
            below -= probability(q == 0 ? 0 : q - 0.5, q + 0.5);
            int edge = (int) Math.max(0, Math.round(below * table.length));
            for (int i = edge; i < filled; i++) {
                table[i] = (byte) -q;
                table[table.length - 1 - i] = (byte) q;
            }
            filled = edge;
            q++;
        }
        return table;
    }

    /** The normal distribution's probability between two numbers of steps, by Simpson's rule. */
    private static double probability(double from, double to) {
        int intervals = 16;
        double width = (to - from) / intervals;
        double sum = 0;
        for (int i = 0; i <= intervals; i++) {
            int weight = i == 0 || i == intervals ? 1 : i % 2 == 1 ? 4 : 2;
            double z = (from + i * width) / STEPS_PER_SD;
            sum += weight * Math.exp(-z * z / 2);
        }
        return sum * width / 3 / STEPS_PER_SD / Math.sqrt(2 * Math.PI);
    }
}
