package dev.headlight.model.io;

import dev.headlight.engine.StorageType;
import java.nio.ByteBuffer;

/**
 * Floats to a storage type, as ggml's reference quantisers round: of a block of 32 with the largest magnitude {@code a}
 * (its value {@code s}), least {@code m} and greatest {@code M},
 *
 * <pre>
 * Q8_0   d = a / 127        q = round(w / d)
 * Q4_0   d = s / -8         q = min(15, trunc(w / d + 8.5))      w = d (q - 8)
 * Q4_1   d = (M - m) / 15   q = min(15, trunc((w - m) / d + 0.5))
 * </pre>
 *
 * with the scales kept in half precision. Source: ggml, {@code quantize_row_*_ref}.
 */
final class Quantizer {

    private static final int BLOCK = 32;

    private Quantizer() {}

    /**
     * Appends a row.
     *
     * @param count whole blocks of the type
     * @param out little-endian
     */
    static void append(StorageType type, float[] row, int count, ByteBuffer out) {
        switch (type) {
            case F32 -> {
                for (int i = 0; i < count; i++) {
                    out.putFloat(row[i]);
                }
            }
            case F16 -> {
                for (int i = 0; i < count; i++) {
                    out.putShort(Float.floatToFloat16(row[i]));
                }
            }
            case BF16 -> {
                for (int i = 0; i < count; i++) {
                    out.putShort(bfloat16(row[i]));
                }
            }
            case Q8_0 -> {
                for (int at = 0; at < count; at += BLOCK) {
                    q8(row, at, out);
                }
            }
            case Q4_0 -> {
                for (int at = 0; at < count; at += BLOCK) {
                    q40(row, at, out);
                }
            }
            case Q4_1 -> {
                for (int at = 0; at < count; at += BLOCK) {
                    q41(row, at, out);
                }
            }
        }
    }

    /** The upper half, rounded to the nearest, ties to even. */
    private static short bfloat16(float w) {
        int bits = Float.floatToIntBits(w);
        return (short) ((bits + 0x7fff + (bits >>> 16 & 1)) >>> 16);
    }

    private static void q8(float[] w, int at, ByteBuffer out) {
        float largest = 0;
        for (int i = at; i < at + BLOCK; i++) {
            largest = Math.max(largest, Math.abs(w[i]));
        }
        float d = largest / 127;
        float inverse = d == 0 ? 0 : 1 / d;
        out.putShort(Float.floatToFloat16(d));
        for (int i = at; i < at + BLOCK; i++) {
            float scaled = w[i] * inverse;
            // Away from zero where a number stands halfway, as C's roundf.
            out.put(
                    (byte)
                            (int)
                                    (scaled < 0
                                            ? Math.ceil(scaled - 0.5f)
                                            : Math.floor(scaled + 0.5f)));
        }
    }

    private static void q40(float[] w, int at, ByteBuffer out) {
        float largest = 0;
        float signed = 0;
        for (int i = at; i < at + BLOCK; i++) {
            if (Math.abs(w[i]) > largest) {
                largest = Math.abs(w[i]);
                signed = w[i];
            }
        }
        float d = signed / -8;
        float inverse = d == 0 ? 0 : 1 / d;
        out.putShort(Float.floatToFloat16(d));
        for (int i = at; i < at + BLOCK / 2; i++) {
            int low = Math.min(15, (int) (w[i] * inverse + 8.5f));
            int high = Math.min(15, (int) (w[i + BLOCK / 2] * inverse + 8.5f));
            out.put((byte) (low | high << 4));
        }
    }

    private static void q41(float[] w, int at, ByteBuffer out) {
        float least = w[at];
        float most = w[at];
        for (int i = at; i < at + BLOCK; i++) {
            least = Math.min(least, w[i]);
            most = Math.max(most, w[i]);
        }
        float d = (most - least) / 15;
        float inverse = d == 0 ? 0 : 1 / d;
        out.putShort(Float.floatToFloat16(d));
        out.putShort(Float.floatToFloat16(least));
        for (int i = at; i < at + BLOCK / 2; i++) {
            int low = Math.min(15, (int) ((w[i] - least) * inverse + 0.5f));
            int high = Math.min(15, (int) ((w[i + BLOCK / 2] - least) * inverse + 0.5f));
            out.put((byte) (low | high << 4));
        }
    }
}
