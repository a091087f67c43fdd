package dev.headlight.training;

import dev.headlight.model.io.NewFile;
import dev.headlight.text.InputException;
import dev.headlight.text.ResourceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code metrics.jsonl}: one JSON object a line, {@code {"step": 100, "loss": 2.31, ...}}, in the order of the steps
 * and each step once. Append a step's line before its checkpoint is saved: a run that is killed between the two makes
 * the line again.
 */
public final class Metrics implements AutoCloseable {

    private static final String STEP = "step";
    private static final JsonMapper MAPPER = new JsonMapper();

    private final Path file;
    private final FileChannel channel;

    private Metrics(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Opens the file to go on after {@code step}: lines of later steps, and a last one that was cut short, are taken
     * out first. The folder must exist.
     *
     * @param step that the run was resumed at; -1 for a new run, which keeps no line
     * @throws InputException where a line before the last is no JSON object with a step
     */
    public static Metrics open(Path file, long step) {
        try {
            if (Files.exists(file)) {
                byte[] all = Files.readAllBytes(file);
                byte[] kept = upTo(file, all, step);
                if (kept.length < all.length) {
                    NewFile.write(file, kept);
                }
            }
            return new Metrics(
                    file,
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
        } catch (IOException e) {
            throw new ResourceException(file + " cannot be opened: " + e.getMessage() + ".", e);
        }
    }

    private static byte[] upTo(Path file, byte[] all, long step) {
        StringBuilder kept = new StringBuilder();
        String text = new String(all, StandardCharsets.UTF_8);
        int whole = text.lastIndexOf('\n') + 1; // what follows was cut short
        List<String> lines = text.substring(0, whole).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (stepOf(file, i + 1, lines.get(i)) <= step) {
                kept.append(lines.get(i)).append('\n');
            }
        }
        return kept.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static long stepOf(Path file, int line, String text) {
        try {
            JsonNode step = MAPPER.readTree(text).path(STEP);
            if (step.isIntegralNumber()) {
                return step.longValue();
            }
        } catch (JacksonException e) {
            throw noStep(file, line, e);
        }
        throw noStep(file, line, null);
    }

    private static InputException noStep(Path file, int line, @Nullable Exception cause) {
        String sentence =
                file
                        + ", line "
                        + line
                        + ": no JSON object with a step, so it is not known which lines the resumed run"
                        + " makes again; take the line out.";
        return cause == null ? new InputException(sentence) : new InputException(sentence, cause);
    }

    /**
     * Appends a line; a number that is not finite becomes null, since JSON has none.
     *
     * @param figures numbers, words or truth values by name, in their order
     */
    public void append(long step, Map<String, ?> figures) {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put(STEP, step);
        figures.forEach((name, value) -> line.put(name, finite(value)));
        byte[] json = (MAPPER.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            ByteBuffer bytes = ByteBuffer.wrap(json);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw new ResourceException(
                    file + " cannot be written: " + e.getMessage() + ": free some space.", e);
        }
    }

    /** Brings all lines to the disk. */
    public void flush() {
        try {
            channel.force(false);
        } catch (IOException e) {
            throw new ResourceException(
                    file + " cannot be written: " + e.getMessage() + ": free some space.", e);
        }
    }

    private static @Nullable Object finite(Object value) {
        boolean lost =
                value instanceof Double d && !Double.isFinite(d)
                        || value instanceof Float f && !Float.isFinite(f);
        return lost ? null : value;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new ResourceException(file + " cannot be closed: " + e.getMessage() + ".", e);
        }
    }
}
