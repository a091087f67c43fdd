package dev.headlight.model.io;

import dev.headlight.engine.StorageType;
import dev.headlight.engine.WeightMatrix;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A tensor where it lies in its file. Made only by a reader that has held the offsets against the file
 * and the byte count against the shape.
 *
 * @param name as the file spells it
 * @param shape row-major: the last dimension's elements lie side by side
 * @param bytes exactly its storage, in mapped memory
 * @param at the byte of the file where it starts
 */
record StoredTensor(
        String name,
        StorageType type,
        long[] shape,
        MemorySegment bytes,
        MappedFile file,
        long at) {

    /** Slices {@code file}; the shape's elements must be whole blocks. */
    static StoredTensor of(String name, StorageType type, MappedFile file, long at, long... shape) {
        long elements = 1;
        for (long n : shape) {
            elements = Math.multiplyExact(elements, n);
        }
        MemorySegment bytes = file.slice(at, type.bytes(elements), "tensor " + name);
        return new StoredTensor(name, type, shape, bytes, file, at);
    }

    long elements() {
        return bytes.byteSize() / type.blockBytes() * type.blockElements();
    }

    boolean hasShape(long... wanted) {
        return Arrays.equals(shape, wanted);
    }

    /** The matrix as stored, a view: rows and columns are the tensor's two dimensions. */
    WeightMatrix matrix() {
        return WeightMatrix.ofSegment(type, bytes, (int) shape[0], (int) shape[1]);
    }

    /** A vector widened to floats; one that is not finite is told with its place. */
    float[] vector() {
        if (type.blockElements() != 1) {
            throw file.fault(at, "tensor " + name + " is a vector and cannot be stored as " + type);
        }
        float[] values = new float[(int) elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = ScalarStorage.read(type, bytes, i);
            if (!Float.isFinite(values[i])) {
                throw file.fault(
                        at + (long) i * type.blockBytes(),
                        "tensor " + name + " holds " + values[i] + " at element " + i);
            }
        }
        return values;
    }

    static String shapeText(long... shape) {
        return Arrays.stream(shape)
                .mapToObj(Long::toString)
                .collect(Collectors.joining(" x ", "[", "]"));
    }
}
