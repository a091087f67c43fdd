package dev.headlight.training;

import dev.headlight.model.io.NewFile;
import dev.headlight.text.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code training.json}: what was asked of a run and what it was made from, by which it is resumed. */
public final class TrainingJson {

    static final String NAME = "training.json";

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private TrainingJson() {}

    /** Writes the file into the folder of a run, whole or not at all; the names in the map's order. */
    public static Path write(Path run, Map<String, ?> content) {
        Path file = run.resolve(NAME);
        NewFile.write(
                file, (MAPPER.writeValueAsString(content) + "\n").getBytes(StandardCharsets.UTF_8));
        return file;
    }

    /**
     * Reads it back: objects as maps, lists as lists, whole numbers as Integer or Long, others as Double.
     *
     * @throws InputException where the folder holds no run, or the file is no JSON object (with line and column)
     */
    public static Map<String, Object> read(Path run) {
        Path file = run.resolve(NAME);
        try {
            return MAPPER.readValue(
                    Files.readAllBytes(file), new TypeReference<Map<String, Object>>() {});
        } catch (NoSuchFileException e) {
            throw new InputException(
                    run + " holds no " + NAME + ": name the folder of a run that was begun.", e);
        } catch (JacksonException e) {
            throw new InputException(
                    file
                            + ", line "
                            + e.getLocation().getLineNr()
                            + ", column "
                            + e.getLocation().getColumnNr()
                            + ": no valid JSON object; it is cut short or was changed, begin the run again.",
                    e);
        } catch (IOException e) {
            throw new InputException(file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }
}
