package dev.headlight.text;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One line of JSON Lines: an object with {@code text}, a string, or {@code ids}, token ids that are used as
 * they are. Other fields are ignored.
 */
record JsonLine(@Nullable String text, int @Nullable [] ids) {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    /**
     * Reads a line.
     *
     * @param where file and line number, for the sentence
     * @throws InputException where it is no such object
     */
    static JsonLine parse(String line, String where) {
        JsonNode node;
        try {
            node = MAPPER.readTree(line);
        } catch (JacksonException e) {
            throw new InputException(
                    where + " is not valid JSON: " + firstClause(e.getOriginalMessage()) + ".", e);
        }
        if (!node.isObject()) {
            throw new InputException(where + " is not a JSON object with \"text\" or \"ids\".");
        }
        JsonNode text = node.get("text");
        JsonNode ids = node.get("ids");
        if ((text == null) == (ids == null)) {
            throw new InputException(
                    where
                            + (text == null
                                    ? " has neither \"text\" nor \"ids\"; it needs one of them."
                                    : " has both \"text\" and \"ids\"; give one of them."));
        }
        if (text != null) {
            if (!text.isString()) {
                throw new InputException(where + ": \"text\" is not a string.");
            }
            return new JsonLine(text.stringValue(), null);
        }
        return new JsonLine(null, ids(ids, where));
    }

    private static int[] ids(JsonNode array, String where) {
        if (!array.isArray()) {
            throw new InputException(where + ": \"ids\" is not an array of token ids.");
        }
        int[] ids = new int[array.size()];
        for (int i = 0; i < ids.length; i++) {
            JsonNode id = array.get(i);
            if (!id.isIntegralNumber() || !id.canConvertToInt() || id.intValue() < 0) {
                throw new InputException(
                        where
                                + ": entry "
                                + i
                                + " of \"ids\" is "
                                + id
                                + ", not a token id (a whole number from 0).");
            }
            ids[i] = id.intValue();
        }
        return ids;
    }

    /** Whether the first line that is not blank is such an object: then the file is JSON Lines. */
    static boolean looksLikeOne(String head) {
        String first = head.stripLeading();
        if (!first.startsWith("{")) {
            return false;
        }
        int end = first.indexOf('\n');
        if (end < 0) {
            // The line is longer than the head, or the only one: judge by how it begins.
            return first.matches("(?s)\\{\\s*\"(text|ids)\"\\s*:.*");
        }
        try {
            JsonNode node = MAPPER.readTree(first.substring(0, end));
            return node.isObject() && (node.has("text") || node.has("ids"));
        } catch (JacksonException e) {
            return false;
        }
    }

    private static String firstClause(String message) {
        String line = message.lines().findFirst().orElse("").strip();
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }
}
