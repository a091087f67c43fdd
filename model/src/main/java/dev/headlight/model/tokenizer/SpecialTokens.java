package dev.headlight.model.tokenizer;

import dev.headlight.text.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which ids of a Hugging Face folder are special, and which begin and end a text. In order, the first
 * that says so is believed: {@code tokenizer_config.json} by name ({@code bos_token}, a string or an
 * object with {@code content}), {@code generation_config.json} and {@code config.json} by id.
 *
 * @param bos the begin token where texts are given one: where the tokenizer's post-processor adds one (and
 *     then that one, whatever {@code add_bos_token} says, as in transformers 5), or {@code add_bos_token} is true
 * @param eos the end token
 * @param special every special id
 */
record SpecialTokens(OptionalInt bos, OptionalInt eos, BitSet special) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String[] NAMED = {
        "bos_token", "eos_token", "unk_token", "pad_token", "cls_token", "sep_token", "mask_token"
    };

    static SpecialTokens of(TokenizerJson tokenizer, @Nullable Path folder) {
        return of(
                tokenizer,
                json(folder, "tokenizer_config.json"),
                json(folder, "generation_config.json"),
                json(folder, "config.json"));
    }

    /**
     * From the text of a {@code tokenizer_config.json} alone.
     *
     * @throws JacksonException where it is no JSON
     */
    static SpecialTokens of(TokenizerJson tokenizer, String tokenizerConfig) {
        JsonNode none = JSON.createObjectNode();
        return of(tokenizer, JSON.readTree(tokenizerConfig), none, none);
    }

    private static SpecialTokens of(
            TokenizerJson tokenizer, JsonNode byName, JsonNode generation, JsonNode config) {
        BitSet special = tokenizer.special();
        tokenizer.unknown().ifPresent(special::set);
        for (String name : NAMED) {
            tokenizer.idOf(content(byName.path(name))).ifPresent(special::set);
        }
        OptionalInt bos =
                find(tokenizer, byName.path("bos_token"), "bos_token_id", generation, config);
        OptionalInt eos =
                find(tokenizer, byName.path("eos_token"), "eos_token_id", generation, config);
        OptionalInt added = tokenizer.first();
        if (added.isPresent() && added.getAsInt() >= tokenizer.vocab()) {
            added = OptionalInt.empty();
        }
        boolean begins = added.isPresent() || byName.path("add_bos_token").asBoolean(false);
        OptionalInt begin = !begins ? OptionalInt.empty() : added.isPresent() ? added : bos;
        begin.ifPresent(special::set);
        eos.ifPresent(special::set);
        return new SpecialTokens(begin, eos, special);
    }

    private static OptionalInt find(
            TokenizerJson tokenizer, JsonNode name, String idKey, JsonNode... configs) {
        OptionalInt named = tokenizer.idOf(content(name));
        if (named.isPresent()) {
            return named;
        }
        for (JsonNode config : configs) {
            JsonNode id = config.path(idKey);
            id = id.isArray() ? id.path(0) : id;
            if (id.isInt() && id.asInt() >= 0 && id.asInt() < tokenizer.vocab()) {
                return OptionalInt.of(id.asInt());
            }
        }
        return OptionalInt.empty();
    }

    private static @Nullable String content(JsonNode token) {
        JsonNode text = token.isObject() ? token.path("content") : token;
        return text.isString() ? text.asString() : null;
    }

    /** The tokens that a file gives a role, {@code bos_token} and its like, and those it calls special besides. */
    static List<String> names(JsonNode fields) {
        List<String> names = new ArrayList<>();
        for (String name : NAMED) {
            String token = content(fields.path(name));
            if (token != null) {
                names.add(token);
            }
        }
        for (JsonNode more : fields.path("additional_special_tokens")) {
            String token = content(more);
            if (token != null) {
                names.add(token);
            }
        }
        return names;
    }

    /** A file of the folder as an object; an empty one where it is absent. */
    static JsonNode json(@Nullable Path folder, String name) {
        Path file = folder == null ? null : folder.resolve(name);
        if (file == null || !Files.isRegularFile(file)) {
            return JSON.createObjectNode();
        }
        try {
            JsonNode node = JSON.readTree(Files.readAllBytes(file));
            if (!node.isObject()) {
                throw new InputException(file + ": holds no JSON object; get the file again.");
            }
            return node;
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read (" + e.getMessage() + ").", e);
        } catch (JacksonException e) {
            throw new InputException(HuggingFaceTokenizer.sentence(file.toString(), e), e);
        }
    }
}
