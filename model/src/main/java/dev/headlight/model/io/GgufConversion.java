package dev.headlight.model.io;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.headlight.engine.StorageType;
import dev.headlight.engine.WeightMatrix;
import dev.headlight.engine.WeightRows;
import dev.headlight.text.InputException;
import dev.headlight.text.UsageException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A GGUF file with its matrices in another storage type: for a model's full-precision or quantised twin. The metadata, the
 * tokenizer in it, is copied byte for byte but for {@code general.file_type}; vectors become F32; a matrix whose rows are
 * no whole blocks of the type becomes F16.
 */
public final class GgufConversion {

    private static final int HEADER = 24;
    private static final int ALIGNMENT = 32;
    private static final String FILE_TYPE = "general.file_type";

    /** Values of {@code general.file_type}. Source: llama.cpp, {@code enum llama_ftype}. */
    private static final Map<StorageType, Integer> FILE_TYPES =
            Map.of(
                    StorageType.F32, 0,
                    StorageType.F16, 1,
                    StorageType.Q4_0, 2,
                    StorageType.Q4_1, 3,
                    StorageType.Q8_0, 7,
                    StorageType.BF16, 32);

    private final MappedFile file;
    private final GgufFile gguf;
    private final StorageType to;

    private GgufConversion(MappedFile file, StorageType to) {
        this.file = file;
        this.to = to;
        gguf = new GgufFile(file);
    }

    /** Whether a file is GGUF. */
    public static boolean recognises(Path path) {
        if (!Files.isRegularFile(path)) {
            return false;
        }
        try (Arena memory = Arena.ofConfined()) {
            return GgufFile.recognised(MappedFile.open(path, memory));
        }
    }

    /**
     * Writes the file, whole or not at all.
     *
     * @throws InputException where the source cannot be read, or holds tensors of a type that is not known
     * @throws UsageException where source and target are one file
     */
    public static void convert(Path source, StorageType to, Path target) {
        if (source.toAbsolutePath().normalize().equals(target.toAbsolutePath().normalize())) {
            throw new UsageException(target + " is the model itself; name another file with --out");
        }
        try (Arena memory = Arena.ofShared()) {
            GgufConversion conversion = new GgufConversion(MappedFile.open(source, memory), to);
            NewFile.write(target, conversion::write);
        }
    }

    /** A tensor as it will be written. */
    private record Planned(StoredTensor tensor, StorageType type, long offset) {

        long bytes() {
            return type.bytes(tensor.elements());
        }
    }

    private void write(FileChannel channel) throws IOException {
        Map<String, String> unusable = gguf.tensors().unusable();
        if (!unusable.isEmpty()) {
            Map.Entry<String, String> first = unusable.entrySet().iterator().next();
            throw new InputException(
                    file.path()
                            + " holds "
                            + first.getKey()
                            + " as "
                            + first.getValue()
                            + ", which is not read here; convert it from a file without such tensors");
        }
        int alignment = gguf.metadata().positive("general.alignment", ALIGNMENT);
        List<Planned> planned = new ArrayList<>();
        long offset = 0;
        for (StoredTensor tensor : gguf.tensors().all()) {
            Planned each = new Planned(tensor, type(tensor), offset);
            planned.add(each);
            offset = aligned(offset + each.bytes(), alignment);
        }
        byte[] metadata = metadata();
        byte[] entries = entries(planned);
        NewFile.writeFully(channel, ByteBuffer.wrap(metadata));
        NewFile.writeFully(channel, ByteBuffer.wrap(entries));
        long start = aligned((long) metadata.length + entries.length, alignment);
        for (Planned each : planned) {
            channel.position(start + each.offset);
            data(channel, each);
        }
        // The last tensor's padding is part of the file.
        long end = start + offset;
        if (channel.size() < end) {
            channel.position(end - 1);
            NewFile.writeFully(channel, ByteBuffer.wrap(new byte[1]));
        }
    }

    private static long aligned(long at, int alignment) {
        return (at + alignment - 1) / alignment * alignment;
    }

    private StorageType type(StoredTensor tensor) {
        long[] shape = tensor.shape();
        if (shape.length < 2) {
            return StorageType.F32;
        }
        return shape[shape.length - 1] % to.blockElements() == 0 ? to : StorageType.F16;
    }

    private byte[] metadata() {
        long end = gguf.metadata().end();
        byte[] bytes = file.slice(0, end, "the metadata").toArray(JAVA_BYTE);
        ByteBuffer patched = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        patched.putLong(8, gguf.tensors().all().size());
        long fileType = gguf.metadata().placeOfInt32(FILE_TYPE);
        if (fileType >= HEADER) {
            patched.putInt((int) fileType, FILE_TYPES.getOrDefault(to, 0));
        }
        return bytes;
    }

    private static byte[] entries(List<Planned> planned) {
        int size = 0;
        for (Planned each : planned) {
            int name = each.tensor.name().getBytes(StandardCharsets.UTF_8).length;
            size += 8 + name + 4 + 8 * each.tensor.shape().length + 4 + 8;
        }
        ByteBuffer entries = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        for (Planned each : planned) {
            byte[] name = each.tensor.name().getBytes(StandardCharsets.UTF_8);
            long[] shape = each.tensor.shape();
            entries.putLong(name.length).put(name).putInt(shape.length);
            for (int i = shape.length - 1; i >= 0; i--) {
                entries.putLong(shape[i]);
            }
            entries.putInt(GgufType.number(each.type)).putLong(each.offset);
        }
        return entries.array();
    }

    private static void data(FileChannel channel, Planned planned) throws IOException {
        StoredTensor tensor = planned.tensor;
        if (tensor.shape().length < 2) {
            float[] vector = tensor.vector();
            ByteBuffer bytes = buffer(planned.bytes());
            Quantizer.append(StorageType.F32, vector, vector.length, bytes);
            NewFile.writeFully(channel, bytes.flip());
            return;
        }
        int columns = (int) tensor.shape()[tensor.shape().length - 1];
        int rows = (int) (tensor.elements() / columns);
        WeightMatrix matrix = WeightMatrix.ofSegment(tensor.type(), tensor.bytes(), rows, columns);
        float[] row = new float[columns];
        ByteBuffer bytes = buffer(planned.type.bytes(columns));
        for (int r = 0; r < rows; r++) {
            WeightRows.read(matrix, r, row, 0);
            bytes.clear();
            Quantizer.append(planned.type, row, columns, bytes);
            NewFile.writeFully(channel, bytes.flip());
        }
    }

    private static ByteBuffer buffer(long bytes) {
        return ByteBuffer.allocate((int) bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
