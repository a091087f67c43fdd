package dev.headlight.training.tokenizer;

import java.util.LinkedHashMap;
import java.util.Map;

/** Fields in the order in which they are written: the same bytes every time. */
final class JsonObject {

    private JsonObject() {}

    /** Names and values in turn. */
    static Map<String, Object> of(Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }
}
