package dev.headlight.training.checkpoint;

import dev.headlight.model.io.NewFile;
import dev.headlight.model.io.SafetensorsWriter;
import dev.headlight.text.InputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A safetensors file whose metadata begins with {@code crc32c}: the checksum of the whole file with zeros in its
 * place. Other readers of safetensors read it too.
 */
final class CheckpointFile {

    private static final String CHECKSUM = "crc32c";
    private static final String UNKNOWN = "00000000";
    private static final byte[] BEFORE =
            "{\"__metadata__\":{\"crc32c\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final int CHECKSUM_AT = Long.BYTES + BEFORE.length;
    private static final int HEAD = CHECKSUM_AT + UNKNOWN.length();
    private static final int BUFFER = 1 << 20;

    private final Path path;
    private final JsonNode header;
    private final long dataAt;

    private CheckpointFile(Path path, JsonNode header, long dataAt) {
        this.path = path;
        this.header = header;
        this.dataAt = dataAt;
    }

    /** Writes a file, whole or not at all. */
    static void write(Path path, Map<String, String> metadata, List<RunArrays.Named> arrays) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put(CHECKSUM, UNKNOWN);
        all.putAll(metadata);
        List<SafetensorsWriter.Tensor> tensors =
                arrays.stream().map(RunArrays.Named::tensor).toList();
        NewFile.write(
                path,
                channel -> {
                    long checksum = SafetensorsWriter.write(channel, all, tensors);
                    ByteBuffer hex = ByteBuffer.wrap(hex(checksum));
                    while (hex.hasRemaining()) {
                        channel.write(hex, CHECKSUM_AT + hex.position());
                    }
                });
    }

    private static byte[] hex(long checksum) {
        return HexFormat.of().toHexDigits((int) checksum).getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Opens a file and verifies all of it.
     *
     * @throws InputException where it is cut short, changed, or no checkpoint
     */
    static CheckpointFile open(Path path) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            byte[] head = new byte[HEAD];
            long length = channel.size() < HEAD ? -1 : headerLength(channel, head);
            if (length < 0) {
                throw damaged(path, "it is no checkpoint of Headlight's, or cut short");
            }
            byte[] stored = Arrays.copyOfRange(head, CHECKSUM_AT, HEAD);
            if (!Arrays.equals(stored, hex(checksum(channel)))) {
                throw damaged(path, "its content does not match its checksum");
            }
            ByteBuffer json = ByteBuffer.allocate((int) length);
            read(channel, json, Long.BYTES);
            return new CheckpointFile(
                    path, new JsonMapper().readTree(json.array()), Long.BYTES + length);
        } catch (JacksonException e) {
            throw damaged(path, "its header is no JSON");
        } catch (IOException e) {
            throw new InputException(path + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /** The length of the header, or -1 where the file does not start as a checkpoint does. */
    private static long headerLength(FileChannel channel, byte[] head) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        read(channel, buffer, 0);
        long length = buffer.getLong(0);
        boolean starts =
                Arrays.equals(head, Long.BYTES, CHECKSUM_AT, BEFORE, 0, BEFORE.length)
                        && length >= HEAD
                        && length <= Math.min(channel.size() - Long.BYTES, Integer.MAX_VALUE / 2);
        return starts ? length : -1;
    }

    private static long checksum(FileChannel channel) throws IOException {
        CRC32C checksum = new CRC32C();
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
        long size = channel.size();
        for (long at = 0; at < size; at += BUFFER) {
            buffer.clear().limit((int) Math.min(BUFFER, size - at));
            read(channel, buffer, at);
            if (at == 0) {
                buffer.put(CHECKSUM_AT, UNKNOWN.getBytes(StandardCharsets.US_ASCII));
            }
            checksum.update(buffer.flip());
        }
        return checksum.getValue();
    }

    private static void read(FileChannel channel, ByteBuffer buffer, long at) throws IOException {
        long from = at;
        while (buffer.hasRemaining()) {
            int n = channel.read(buffer, from);
            if (n < 0) {
                throw new IOException("it ends at byte " + from);
            }
            from += n;
        }
    }

    /** The words about the file, without its checksum. */
    Map<String, String> metadata() {
        Map<String, String> words = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> e : header.path("__metadata__").properties()) {
            if (!e.getKey().equals(CHECKSUM)) {
                words.put(e.getKey(), e.getValue().asString());
            }
        }
        return words;
    }

    /** The shape of each tensor, in the order of the file. */
    Map<String, long[]> shapes() {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> e : header.properties()) {
            if (!e.getKey().equals("__metadata__")) {
                shapes.put(e.getKey(), longs(e.getValue().path("shape")));
            }
        }
        return shapes;
    }

    private static long[] longs(JsonNode list) {
        long[] values = new long[list.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = list.get(i).asLong();
        }
        return values;
    }

    /** Fills arrays, whose shapes are those of the file. */
    void fill(List<RunArrays.Named> arrays) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            for (RunArrays.Named array : arrays) {
                long at = dataAt + longs(header.path(array.name()).path("data_offsets"))[0];
                float[] to = array.values();
                int step = BUFFER / Float.BYTES;
                for (int from = 0; from < to.length; from += step) {
                    int n = Math.min(step, to.length - from);
                    buffer.clear().limit(n * Float.BYTES);
                    read(channel, buffer, at + (long) from * Float.BYTES);
                    buffer.flip().asFloatBuffer().get(to, from, n);
                }
            }
        } catch (IOException e) {
            throw new InputException(path + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private static InputException damaged(Path path, String what) {
        return new InputException("The checkpoint " + path + " is damaged: " + what + ".");
    }
}
