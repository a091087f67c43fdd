package dev.headlight.model.tokenizer;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What we ourselves need of a {@code tokenizer.json}: the token of each id, which of them are special, in
 * which letters they are written, and what the post-processor puts before a text. Its vocabulary is read
 * as a stream, its merges are passed over: both belong to the library.
 */
final class TokenizerJson {

    /** Reads single values out of a stream that goes on after them. */
    private static final JsonMapper JSON =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private final Map<String, Integer> ids = new HashMap<>();
    private final List<@Nullable String> tokens = new ArrayList<>();
    private final BitSet special = new BitSet();
    private final BitSet added = new BitSet();
    private final int idLimit;
    private boolean byteLevel;
    private @Nullable String unknown;
    private @Nullable JsonNode postProcessor;

    /**
     * @throws StreamReadException where the text is no JSON
     * @throws IllegalArgumentException where it is JSON but no tokenizer's, in words
     */
    TokenizerJson(String json) {
        idLimit = json.length();
        try (JsonParser in = JSON.createParser(json)) {
            expect(in.nextToken() == JsonToken.START_OBJECT, "no JSON object");
            while (in.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = in.currentName();
                in.nextToken();
                switch (name) {
                    case "added_tokens" -> addedTokens(JSON.readTree(in));
                    case "pre_tokenizer", "decoder" ->
                            byteLevel |= mentions(JSON.readTree(in), "ByteLevel");
                    case "post_processor" -> postProcessor = JSON.readTree(in);
                    case "model" -> model(in);
                    default -> in.skipChildren();
                }
            }
        }
        expect(!tokens.isEmpty(), "no vocabulary in it");
    }

    private static void expect(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private void model(JsonParser in) {
        expect(in.currentToken() == JsonToken.START_OBJECT, "\"model\" is no object");
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = in.currentName();
            JsonToken value = in.nextToken();
            if (name.equals("vocab") && value == JsonToken.START_OBJECT) {
                vocabularyByName(in);
            } else if (name.equals("vocab") && value == JsonToken.START_ARRAY) {
                vocabularyInOrder(in);
            } else if (name.equals("unk_token") && value == JsonToken.VALUE_STRING) {
                unknown = in.getString();
            } else {
                in.skipChildren();
            }
        }
    }

    private void vocabularyByName(JsonParser in) {
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            String token = in.currentName();
            expect(
                    in.nextToken() == JsonToken.VALUE_NUMBER_INT,
                    "the id of token \"" + token + "\" is no whole number");
            put(token, in.getLongValue());
        }
    }

    /** Unigram: {@code [[token, log probability], ...]}, the id is the place. */
    private void vocabularyInOrder(JsonParser in) {
        for (long id = 0; in.nextToken() != JsonToken.END_ARRAY; id++) {
            expect(
                    in.currentToken() == JsonToken.START_ARRAY
                            && in.nextToken() == JsonToken.VALUE_STRING,
                    "entry " + id + " of the vocabulary is no pair of token and score");
            put(in.getString(), id);
            while (in.nextToken() != JsonToken.END_ARRAY) {
                in.skipChildren();
            }
        }
    }

    private void addedTokens(JsonNode list) {
        for (JsonNode entry : list) {
            String token = entry.path("content").asString("");
            JsonNode id = entry.path("id");
            expect(id.isIntegralNumber(), "added token \"" + token + "\" has no id");
            put(token, id.asLong());
            added.set(id.asInt());
            if (entry.path("special").asBoolean(false)) {
                special.set(id.asInt());
            }
        }
    }

    private void put(String token, long id) {
        expect(
                id >= 0 && id < idLimit,
                "token \"" + token + "\" has id " + id + ", which is out of range");
        while (tokens.size() <= id) {
            tokens.add(null);
        }
        tokens.set((int) id, token);
        ids.put(token, (int) id);
    }

    private static boolean mentions(JsonNode node, String type) {
        if (node.path("type").asString("").equals(type)) {
            return true;
        }
        for (JsonNode child : node) {
            if (child.isContainer() && mentions(child, type)) {
                return true;
            }
        }
        return false;
    }

    /** One more than the largest id. */
    int vocab() {
        return tokens.size();
    }

    Vocabulary vocabulary() {
        return new Vocabulary(tokens, added, byteLevel);
    }

    OptionalInt idOf(@Nullable String token) {
        Integer id = token == null ? null : ids.get(token);
        return id == null ? OptionalInt.empty() : OptionalInt.of(id);
    }

    /** Ids that the file itself calls special; the caller's own copy. */
    BitSet special() {
        return (BitSet) special.clone();
    }

    OptionalInt unknown() {
        return idOf(unknown);
    }

    /** The special token that the post-processor puts before a single text, if any. */
    OptionalInt first() {
        return postProcessor == null ? OptionalInt.empty() : first(postProcessor);
    }

    private static OptionalInt first(JsonNode processor) {
        return switch (processor.path("type").asString("")) {
            case "TemplateProcessing" -> {
                JsonNode leading = processor.path("single").path(0).path("SpecialToken");
                String name = leading.path("id").asString("");
                yield id(processor.path("special_tokens").path(name).path("ids").path(0));
            }
            case "BertProcessing", "RobertaProcessing" -> id(processor.path("cls").path(1));
            case "Sequence" ->
                    processor
                            .path("processors")
                            .valueStream()
                            .map(TokenizerJson::first)
                            .filter(OptionalInt::isPresent)
                            .findFirst()
                            .orElse(OptionalInt.empty());
            default -> OptionalInt.empty();
        };
    }

    private static OptionalInt id(JsonNode node) {
        return node.isInt() && node.asInt() >= 0
                ? OptionalInt.of(node.asInt())
                : OptionalInt.empty();
    }
}
