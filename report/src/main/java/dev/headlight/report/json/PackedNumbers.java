package dev.headlight.report.json;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/**
 * Many numbers as text: 32-bit floats, or 16-bit whole numbers with sign, one after another, low byte first, in base64.
 * Nothing is rounded.
 */
final class PackedNumbers {

    private PackedNumbers() {}

    static String encode(float[] values) {
        byte[] packed = new byte[values.length * Float.BYTES];
        buffer(packed).asFloatBuffer().put(values);
        return Base64.getEncoder().encodeToString(packed);
    }

    static String encode(short[] values) {
        byte[] packed = new byte[values.length * Short.BYTES];
        buffer(packed).asShortBuffer().put(values);
        return Base64.getEncoder().encodeToString(packed);
    }

    /**
     * The way back.
     *
     * @throws IllegalArgumentException where the text is not base64, or no whole number of numbers
     */
    static float[] floats(String text) {
        ByteBuffer packed = decoded(text, Float.BYTES);
        float[] values = new float[packed.capacity() / Float.BYTES];
        packed.asFloatBuffer().get(values);
        return values;
    }

    /**
     * The way back.
     *
     * @throws IllegalArgumentException where the text is not base64, or no whole number of numbers
     */
    static short[] shorts(String text) {
        ByteBuffer packed = decoded(text, Short.BYTES);
        short[] values = new short[packed.capacity() / Short.BYTES];
        packed.asShortBuffer().get(values);
        return values;
    }

    private static ByteBuffer decoded(String text, int size) {
        byte[] bytes = Base64.getDecoder().decode(text);
        if (bytes.length % size != 0) {
            throw new IllegalArgumentException(
                    bytes.length + " bytes are no numbers of " + size + " bytes");
        }
        return buffer(bytes);
    }

    private static ByteBuffer buffer(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
