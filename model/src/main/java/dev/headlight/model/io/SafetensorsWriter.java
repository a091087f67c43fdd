package dev.headlight.model.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes tensors of floats as safetensors: 8 bytes of length, a JSON header padded with spaces to a multiple of 8,
 * then the values of one tensor after the other, little-endian. Nothing is held but a buffer. Source: safetensors,
 * README "Format".
 */
public final class SafetensorsWriter {

    private static final int BUFFER = 1 << 20;
    private static final int ALIGNMENT = 8;
    private static final JsonFactory JSON = new JsonFactory();

    private final FileChannel channel;
    private final ByteBuffer buffer =
            ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
    private final CRC32C checksum = new CRC32C();

    private SafetensorsWriter(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * A tensor to be written.
     *
     * @param shape row-major
     */
    public record Tensor(String name, long[] shape, Floats floats) {

        /** The whole of an array. */
        public static Tensor of(String name, float[] values, long... shape) {
            return new Tensor(name, shape, sink -> sink.accept(values, 0, values.length));
        }

        long elements() {
            long n = 1;
            for (long d : shape) {
                n = Math.multiplyExact(n, d);
            }
            return n;
        }
    }

    /** Hands over the values of a tensor, part by part in their order. */
    public interface Floats {
        void writeTo(Sink sink) throws IOException;
    }

    /** Takes values {@code x[from .. from + count - 1]}. */
    public interface Sink {
        void accept(float[] x, int from, int count) throws IOException;
    }

    /**
     * Writes a file from where the channel stands.
     *
     * @param metadata words about the file, in this order; {@code format=pt} is what Hugging Face's libraries ask for
     * @return CRC-32C of all that was written
     */
    public static long write(
            FileChannel channel, Map<String, String> metadata, List<Tensor> tensors)
            throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter(channel);
        byte[] header = header(metadata, tensors);
        writer.buffer.putLong(header.length);
        writer.bytes(header);
        for (Tensor t : tensors) {
            long before = writer.floats;
            t.floats.writeTo(writer::floats);
            if (writer.floats - before != t.elements()) {
                throw new IllegalStateException(
                        t.name
                                + " handed over "
                                + (writer.floats - before)
                                + " values for a shape of "
                                + t.elements());
            }
        }
        writer.flush();
        return writer.checksum.getValue();
    }

    private long floats;

    private void floats(float[] x, int from, int count) throws IOException {
        int at = from;
        int end = from + count;
        while (at < end) {
            if (buffer.remaining() < Float.BYTES) {
                flush();
            }
            int n = Math.min(end - at, buffer.remaining() / Float.BYTES);
            buffer.asFloatBuffer().put(x, at, n);
            buffer.position(buffer.position() + n * Float.BYTES);
            at += n;
        }
        floats += count;
    }

    private void bytes(byte[] x) throws IOException {
        int at = 0;
        while (at < x.length) {
            if (!buffer.hasRemaining()) {
                flush();
            }
            int n = Math.min(x.length - at, buffer.remaining());
            buffer.put(x, at, n);
            at += n;
        }
    }

    private void flush() throws IOException {
        buffer.flip();
        checksum.update(buffer);
        buffer.rewind();
        NewFile.writeFully(channel, buffer);
        buffer.clear();
    }

    private static byte[] header(Map<String, String> metadata, List<Tensor> tensors) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeObjectPropertyStart("__metadata__");
            metadata.forEach(json::writeStringProperty);
            json.writeEndObject();
            long at = 0;
            for (Tensor t : tensors) {
                json.writeObjectPropertyStart(t.name);
                json.writeStringProperty("dtype", "F32");
                json.writeName("shape");
                json.writeArray(t.shape, 0, t.shape.length);
                long end = at + Float.BYTES * t.elements();
                json.writeName("data_offsets");
                json.writeArray(new long[] {at, end}, 0, 2);
                json.writeEndObject();
                at = end;
            }
            json.writeEndObject();
        }
        while (out.size() % ALIGNMENT != 0) {
            out.write(' ');
        }
        return out.toByteArray();
    }
}
