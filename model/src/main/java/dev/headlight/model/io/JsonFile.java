package dev.headlight.model.io;

import dev.headlight.text.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A small JSON file read whole. */
final class JsonFile {

    /** No configuration or index is as large; a tree takes several times its text. */
    private static final long LARGEST = 64L << 20;

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private JsonFile() {}

    /** The object in the file. */
    static JsonNode read(Path path) {
        try {
            if (Files.size(path) > LARGEST) {
                throw new InputException(
                        path
                                + " has more than "
                                + LARGEST
                                + " bytes: it is no model's "
                                + path.getFileName());
            }
            JsonNode node = MAPPER.readTree(Files.readAllBytes(path));
            if (node == null || !node.isObject()) {
                throw new InputException(path + " holds no JSON object: fetch it again");
            }
            return node;
        } catch (JacksonException e) {
            String where =
                    e.getLocation() == null
                            ? ""
                            : ", line "
                                    + e.getLocation().getLineNr()
                                    + ", column "
                                    + e.getLocation().getColumnNr();
            throw new InputException(
                    path
                            + where
                            + ": no valid JSON ("
                            + String.valueOf(e.getOriginalMessage()).replace('\n', ' ')
                            + "); fetch the file again",
                    e);
        } catch (IOException e) {
            throw new InputException(path + " cannot be read: " + e.getMessage(), e);
        }
    }
}
