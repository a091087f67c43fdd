package dev.headlight.report.json;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/**
 * The causal triangle of one head's attention as text: rows one after another, {@code T (T + 1) / 2}
 * little-endian unsigned 16-bit numbers in base64. A number {@code u} stands for {@code u / 65534}; 65535
 * for "no value". So a weight is off by at most {@code 1 / 131068} (7.7e-6), and a head over 64 tokens takes
 * 5.5 KB where decimal text would take 40.
 */
public final class PatternRows {

    private static final int ONE = 65534;
    private static final int NO_VALUE = 65535;

    private PatternRows() {}

    /**
     * Packs rows.
     *
     * @param rows {@code rows[i][j]}, j from 0 to i, each in [0, 1] or NaN
     * @throws IllegalArgumentException where a row has not i + 1 entries or a weight lies outside [0, 1]
     */
    public static String encode(float[][] rows) {
        ByteBuffer packed =
                ByteBuffer.allocate(triangle(rows.length) * 2).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != i + 1) {
                throw new IllegalArgumentException(
                        "row " + i + " of a causal pattern has " + rows[i].length + " entries");
            }
            for (float weight : rows[i]) {
                packed.putShort((short) level(weight));
            }
        }
        return Base64.getEncoder().encodeToString(packed.array());
    }

    /**
     * Unpacks rows.
     *
     * @throws IllegalArgumentException where the text is not base64 or not a triangle
     */
    public static float[][] decode(String text) {
        byte[] bytes = Base64.getDecoder().decode(text);
        int tokens = (int) ((Math.sqrt(4.0 * bytes.length + 1) - 1) / 2);
        if (triangle(tokens) * 2 != bytes.length) {
            throw new IllegalArgumentException(
                    bytes.length + " bytes are not a causal triangle of 16-bit numbers");
        }
        ByteBuffer packed = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        float[][] rows = new float[tokens][];
        for (int i = 0; i < tokens; i++) {
            rows[i] = new float[i + 1];
            for (int j = 0; j <= i; j++) {
                rows[i][j] = weight(Short.toUnsignedInt(packed.getShort()));
            }
        }
        return rows;
    }

    /** The weight as it comes back from disk: rounded to the nearest {@code u / 65534}. */
    public static float round(float weight) {
        return weight(level(weight));
    }

    private static float weight(int level) {
        return level == NO_VALUE ? Float.NaN : (float) level / ONE;
    }

    private static int level(float weight) {
        if (Float.isNaN(weight)) {
            return NO_VALUE;
        }
        // Softmax in float32 may end a rounding error beside 0 or 1.
        if (weight < -1e-4f || weight > 1 + 1e-4f) {
            throw new IllegalArgumentException("an attention weight of " + weight);
        }
        return Math.round(Math.clamp(weight, 0f, 1f) * ONE);
    }

    private static int triangle(int tokens) {
        return Math.multiplyExact(tokens, tokens + 1) / 2;
    }
}
