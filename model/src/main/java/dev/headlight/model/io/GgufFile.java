package dev.headlight.model.io;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.headlight.engine.StorageType;
import dev.headlight.text.InputException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The structure of a GGUF file of version 2 or 3: counts, metadata, tensors. Source: GGUF specification,
 * ggml/docs/gguf.md.
 */
final class GgufFile {

    private static final int MAGIC = 0x46554747; // "GGUF"
    private static final int HEADER = 24;
    private static final int SMALLEST_PAIR = 13; // empty key, kind, one byte
    private static final int SMALLEST_TENSOR = 24; // empty name, no dimensions, type, offset
    private static final int MOST_DIMENSIONS = 4;
    private static final int LONGEST_NAME = 1_024;
    private static final int ALIGNMENT = 32;

    private final MappedFile file;
    private final int version;
    private final GgufMetadata metadata;
    private final TensorSet tensors;

    static boolean recognised(MappedFile file) {
        return file.size() >= 4 && file.int32(0) == MAGIC;
    }

    /** Reads the structure; every tensor lies in the file and none over another. */
    GgufFile(MappedFile file) {
        this.file = file;
        this.version = file.int32(4);
        if (version != 2 && version != 3) {
            boolean swapped =
                    Integer.reverseBytes(version) > 0 && Integer.reverseBytes(version) < 16;
            throw new InputException(
                    file.path()
                            + ", byte 4: GGUF "
                            + (swapped
                                    ? "in big-endian order"
                                    : "version " + Integer.toUnsignedString(version))
                            + " is not supported: convert the model to version 3, little-endian");
        }
        long tensorCount = count(8, SMALLEST_TENSOR, "tensors");
        this.metadata = new GgufMetadata(file, HEADER, count(16, SMALLEST_PAIR, "metadata"));
        this.tensors = new TensorSet(file.path());
        readTensors(tensorCount);
    }

    int version() {
        return version;
    }

    GgufMetadata metadata() {
        return metadata;
    }

    TensorSet tensors() {
        return tensors;
    }

    private long count(long at, int least, String what) {
        long count = file.int64(at);
        if (count < 0 || count > (file.size() - HEADER) / least) {
            throw file.fault(
                    at,
                    Long.toUnsignedString(count)
                            + " "
                            + what
                            + " do not fit into a file of "
                            + file.size()
                            + " bytes");
        }
        return count;
    }

    /** @param shape row-major, GGUF's dimensions reversed */
    private record Entry(String name, long at, long[] shape, int type, long offset) {}

    private void readTensors(long count) {
        List<Entry> entries = new ArrayList<>();
        long at = metadata.end();
        for (long i = 0; i < count; i++) {
            Entry entry = entry(at);
            entries.add(entry);
            at += 8 + nameBytes(at) + 4 + 8L * entry.shape().length + 4 + 8;
        }
        int alignment = metadata.positive("general.alignment", ALIGNMENT);
        long start = (at + alignment - 1) / alignment * alignment;
        for (Entry entry : entries) {
            add(entry, start, alignment);
        }
        requireApart();
    }

    private long nameBytes(long at) {
        long length = file.int64(at);
        if (length < 0 || length > LONGEST_NAME) {
            throw file.fault(at, "a tensor's name of " + Long.toUnsignedString(length) + " bytes");
        }
        return length;
    }

    private Entry entry(long at) {
        byte[] name = file.slice(at + 8, nameBytes(at), "a tensor's name").toArray(JAVA_BYTE);
        long after = at + 8 + name.length;
        int dimensions = file.int32(after);
        if (dimensions < 0 || dimensions > MOST_DIMENSIONS) {
            throw file.fault(
                    after,
                    "a tensor of "
                            + Integer.toUnsignedString(dimensions)
                            + " dimensions, not 0 to 4");
        }
        long[] shape = new long[dimensions];
        for (int i = 0; i < dimensions; i++) {
            shape[dimensions - 1 - i] = file.int64(after + 4 + 8L * i);
        }
        long types = after + 4 + 8L * dimensions;
        return new Entry(
                new String(name, StandardCharsets.UTF_8),
                at,
                shape,
                file.int32(types),
                file.int64(types + 4));
    }

    private void add(Entry entry, long start, int alignment) {
        Optional<StorageType> type = GgufType.storage(entry.type());
        if (type.isEmpty()) {
            tensors.addUnusable(entry.name(), GgufType.name(entry.type()));
            return;
        }
        long elements = elements(entry);
        long row = entry.shape().length == 0 ? 1 : entry.shape()[entry.shape().length - 1];
        if (row % type.get().blockElements() != 0) {
            throw file.fault(
                    entry.at(),
                    "tensor "
                            + entry.name()
                            + " has rows of "
                            + row
                            + ", which are no whole blocks of "
                            + type.get());
        }
        if (entry.offset() < 0
                || entry.offset() > file.size() - start
                || entry.offset() % alignment != 0
                || elements / type.get().blockElements()
                        > (file.size() - start - entry.offset()) / type.get().blockBytes()) {
            throw file.fault(
                    entry.at(),
                    "tensor "
                            + entry.name()
                            + " "
                            + StoredTensor.shapeText(entry.shape())
                            + " at offset "
                            + Long.toUnsignedString(entry.offset())
                            + " does not lie in the "
                            + Math.max(0, file.size() - start)
                            + " bytes of data");
        }
        tensors.add(
                StoredTensor.of(
                        entry.name(), type.get(), file, start + entry.offset(), entry.shape()));
    }

    private long elements(Entry entry) {
        long elements = 1;
        for (long n : entry.shape()) {
            if (n < 0 || n > 0 && elements > Long.MAX_VALUE / n) {
                throw file.fault(
                        entry.at(),
                        "tensor "
                                + entry.name()
                                + " of the impossible shape "
                                + StoredTensor.shapeText(entry.shape()));
            }
            elements *= n;
        }
        return elements;
    }

    private void requireApart() {
        List<StoredTensor> ordered = new ArrayList<>(tensors.all());
        ordered.sort(Comparator.comparingLong(StoredTensor::at));
        for (int i = 1; i < ordered.size(); i++) {
            StoredTensor before = ordered.get(i - 1);
            StoredTensor tensor = ordered.get(i);
            if (tensor.at() < before.at() + before.bytes().byteSize()) {
                throw file.fault(
                        tensor.at(),
                        "tensor " + tensor.name() + " overlaps tensor " + before.name());
            }
        }
    }
}
