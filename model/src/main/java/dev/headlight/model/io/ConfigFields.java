package dev.headlight.model.io;

import dev.headlight.text.InputException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Fields of a {@code config.json}, each checked as it is read; null counts as absent, as it does there. */
record ConfigFields(Path path, JsonNode node) {

    /** Above any model's width, vocabulary or context, and small enough that products stay within 63 bits. */
    private static final int LARGEST = 1 << 28;

    private @Nullable JsonNode value(String field) {
        JsonNode value = node.get(field);
        return value == null || value.isNull() ? null : value;
    }

    boolean has(String field) {
        return value(field) != null;
    }

    int positive(String field) {
        JsonNode value = value(field);
        if (value == null) {
            throw new InputException(
                    path + " lacks the field " + field + ": fetch the model's own config.json");
        }
        return positive(field, value);
    }

    int positive(String field, int absent) {
        JsonNode value = value(field);
        return value == null ? absent : positive(field, value);
    }

    private int positive(String field, JsonNode value) {
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.intValue() < 1
                || value.intValue() > LARGEST) {
            throw wrong(field, value, "a whole number from 1 to " + LARGEST);
        }
        return value.intValue();
    }

    /** A finite number of at least {@code least}. */
    double number(String field, double absent, double least) {
        JsonNode value = value(field);
        if (value == null) {
            return absent;
        }
        if (!value.isNumber()
                || !Double.isFinite(value.doubleValue())
                || value.doubleValue() < least) {
            throw wrong(field, value, "a number of at least " + least);
        }
        return value.doubleValue();
    }

    boolean flag(String field, boolean absent) {
        JsonNode value = value(field);
        if (value == null) {
            return absent;
        }
        if (!value.isBoolean()) {
            throw wrong(field, value, "true or false");
        }
        return value.booleanValue();
    }

    String word(String field, String absent) {
        JsonNode value = value(field);
        if (value == null) {
            return absent;
        }
        if (!value.isString()) {
            throw wrong(field, value, "a word");
        }
        return value.stringValue();
    }

    /** The object in a field, or null where it is absent. */
    @Nullable ConfigFields object(String field) {
        JsonNode value = value(field);
        if (value == null) {
            return null;
        }
        if (!value.isObject()) {
            throw wrong(field, value, "an object");
        }
        return new ConfigFields(path, value);
    }

    /** Whether a list of words holds {@code word}; an absent list does not. */
    boolean lists(String field, String word) {
        JsonNode value = value(field);
        if (value == null || !value.isArray()) {
            return false;
        }
        for (JsonNode element : value) {
            if (element.isString() && element.stringValue().equals(word)) {
                return true;
            }
        }
        return false;
    }

    InputException wrong(String field, String what) {
        return new InputException(path + ": " + field + " " + what);
    }

    private InputException wrong(String field, JsonNode value, String wanted) {
        String text = value.toString();
        return wrong(
                field,
                "is "
                        + (text.length() > 60 ? text.substring(0, 60) + "..." : text)
                        + ", but must be "
                        + wanted
                        + ": fetch the model's own config.json");
    }
}
