package dev.headlight.model.io;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes GGUF files that no writer would write. */
final class GgufBytes {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** A header of version 3 with these counts. */
    GgufBytes(long tensors, long pairs) {
        bytes("GGUF").int32(3).int64(tensors).int64(pairs);
    }

    GgufBytes bytes(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    GgufBytes int32(int n) {
        out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(n).array());
        return this;
    }

    GgufBytes int64(long n) {
        out.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(n).array());
        return this;
    }

    GgufBytes string(String text) {
        return int64(text.getBytes(StandardCharsets.UTF_8).length).bytes(text);
    }

    /** A pair whose value is a string. */
    GgufBytes pair(String key, String value) {
        return string(key).int32(8).string(value);
    }

    /** A pair whose value is an unsigned 32-bit number. */
    GgufBytes pair(String key, int value) {
        return string(key).int32(4).int32(value);
    }

    /** A tensor's entry, dimensions innermost first as GGUF has them. */
    GgufBytes tensor(String name, int type, long offset, long... dimensions) {
        string(name).int32(dimensions.length);
        for (long n : dimensions) {
            int64(n);
        }
        return int32(type).int64(offset);
    }

    /** The file with {@code data} zero bytes after the next multiple of 32. */
    byte[] file(int data) {
        byte[] structure = out.toByteArray();
        int start = (structure.length + 31) / 32 * 32;
        return ByteBuffer.allocate(start + data).put(structure).array();
    }
}
