package dev.headlight.report.arrays;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An array in numpy's format 1.0: magic, version, a header that names type and shape, padded to 64 bytes, then the
 * values, little-endian, the last axis fastest. Source: numpy, "A simple file format for NumPy arrays".
 */
final class NpyArray {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final int ALIGNMENT = 64;
    private static final Pattern HEADER =
            Pattern.compile(
                    "\\{'descr': '<f4', 'fortran_order': False, 'shape': \\(([0-9, ]*)\\), }\\s*");

    private NpyArray() {}

    /** The header of an array of 32-bit floats. */
    static byte[] header(int... shape) {
        String axes =
                Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        String text = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + axes + "), }";
        int before = MAGIC.length + Short.BYTES;
        int length = (before + text.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT - before;
        ByteBuffer header =
                ByteBuffer.allocate(before + length)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .put(MAGIC)
                        .putShort((short) length)
                        .put(text.getBytes(StandardCharsets.US_ASCII));
        while (header.remaining() > 1) {
            header.put((byte) ' ');
        }
        return header.put((byte) '\n').array();
    }

    static void write(float[] values, OutputStream out) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        out.write(bytes.array());
    }

    /**
     * Holds the header against the shape that is expected.
     *
     * @throws IOException where it is another array
     */
    static void requireHeader(InputStream in, int... shape) throws IOException {
        DataInputStream data = new DataInputStream(in);
        byte[] magic = data.readNBytes(MAGIC.length);
        int length = Short.toUnsignedInt(Short.reverseBytes(data.readShort()));
        String text = new String(data.readNBytes(length), StandardCharsets.US_ASCII);
        Matcher header = HEADER.matcher(text);
        String axes =
                Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        if (!Arrays.equals(magic, MAGIC) || !header.matches() || !header.group(1).equals(axes)) {
            throw new IOException("an array is not of the shape (" + axes + ")");
        }
    }

    static float[] read(InputStream in, int count) throws IOException {
        byte[] bytes = in.readNBytes(Math.multiplyExact(count, Float.BYTES));
        if (bytes.length != count * Float.BYTES) {
            throw new EOFException("an array is cut short");
        }
        float[] values = new float[count];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }
}
