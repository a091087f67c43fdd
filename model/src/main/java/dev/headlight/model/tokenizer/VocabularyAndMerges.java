package dev.headlight.model.tokenizer;

import dev.headlight.model.Tokenizer;
import dev.headlight.text.InputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The byte-level BPE of an older Hugging Face folder, which has no {@code tokenizer.json} but its two
 * ingredients: {@code vocab.json}, {@code {"token": id}}, and {@code merges.txt}, a pair a line in order of
 * priority. Tokens matched whole are those of {@code added_tokens.json}, of {@code added_tokens_decoder} and
 * the named ones of {@code tokenizer_config.json} and {@code special_tokens_map.json}, and {@code
 * <|endoftext|>}, as in transformers' tokenizers of GPT-2 and Qwen 2.
 */
public final class VocabularyAndMerges {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String VOCABULARY = "vocab.json";
    private static final String MERGES = "merges.txt";
    private static final String END = "<|endoftext|>";

    /** How the two files' texts are cut, which they do not say: by the tokenizer's class, else the model's type. */
    private static final Map<String, PreTokenizer> CUTS =
            Map.of(
                    "GPT2Tokenizer", PreTokenizer.GPT2,
                    "GPT2TokenizerFast", PreTokenizer.GPT2,
                    "gpt2", PreTokenizer.GPT2,
                    "Qwen2Tokenizer", PreTokenizer.QWEN2,
                    "Qwen2TokenizerFast", PreTokenizer.QWEN2,
                    "qwen2", PreTokenizer.QWEN2);

    private final List<String> tokens = new ArrayList<>();
    private final BitSet added = new BitSet();
    private final BitSet special = new BitSet();

    private VocabularyAndMerges() {}

    /**
     * The tokenizer of a folder; null where one of the two files is absent, or nothing says how texts are cut.
     *
     * @throws InputException if a file cannot be read or is malformed
     */
    public static @Nullable Tokenizer open(Path folder) {
        Path vocabulary = folder.resolve(VOCABULARY);
        Path merges = folder.resolve(MERGES);
        PreTokenizer cut = cut(folder).orElse(null);
        if (!Files.isRegularFile(vocabulary) || !Files.isRegularFile(merges) || cut == null) {
            return null;
        }
        VocabularyAndMerges files = new VocabularyAndMerges();
        files.readVocabulary(vocabulary);
        files.readAdded(folder);
        String where = vocabulary + " with " + MERGES;
        String text =
                ByteLevelJson.write(files.tokens, merges(merges), files.added, files.special, cut);
        TokenizerJson json = HuggingFaceTokenizer.parse(where, text);
        return new HuggingFaceTokenizer(
                HuggingFaceTokenizer.create(where, text),
                json.vocabulary(),
                SpecialTokens.of(json, folder));
    }

    private static Optional<PreTokenizer> cut(Path folder) {
        JsonNode tokenizer = SpecialTokens.json(folder, "tokenizer_config.json");
        if (tokenizer.path("add_prefix_space").asBoolean(false)) {
            return Optional.empty();
        }
        String name = tokenizer.path("tokenizer_class").asString("");
        if (name.isEmpty()) {
            name = SpecialTokens.json(folder, "config.json").path("model_type").asString("");
        }
        return Optional.ofNullable(CUTS.get(name));
    }

    private void readVocabulary(Path file) {
        String text = HuggingFaceTokenizer.read(file);
        JsonNode entries;
        try {
            entries = JSON.readTree(text);
        } catch (JacksonException e) {
            throw new InputException(HuggingFaceTokenizer.sentence(file.toString(), e), e);
        }
        if (!entries.isObject() || entries.isEmpty()) {
            throw new InputException(file + ": holds no vocabulary {\"token\": id}.");
        }
        for (Map.Entry<String, JsonNode> entry : entries.properties()) {
            put(file, entry.getKey(), entry.getValue(), text.length());
        }
    }

    private int put(Path file, String token, JsonNode id, int limit) {
        if (!id.isInt() || id.asInt() < 0 || id.asInt() >= limit) {
            throw new InputException(
                    file
                            + ": token \""
                            + token
                            + "\" has the id "
                            + id
                            + ", which is no number from 0 to "
                            + (limit - 1)
                            + "; get the file again.");
        }
        while (tokens.size() <= id.asInt()) {
            tokens.add("");
        }
        tokens.set(id.asInt(), token);
        return id.asInt();
    }

    private void readAdded(Path folder) {
        int limit = 2 * tokens.size() + 1000;
        JsonNode byName = SpecialTokens.json(folder, "added_tokens.json");
        for (Map.Entry<String, JsonNode> entry : byName.properties()) {
            added.set(
                    put(
                            folder.resolve("added_tokens.json"),
                            entry.getKey(),
                            entry.getValue(),
                            limit));
        }
        Path config = folder.resolve("tokenizer_config.json");
        JsonNode fields = SpecialTokens.json(folder, "tokenizer_config.json");
        for (Map.Entry<String, JsonNode> entry : fields.path("added_tokens_decoder").properties()) {
            JsonNode id = JSON.valueToTree(number(entry.getKey()));
            int at = put(config, entry.getValue().path("content").asString(""), id, limit);
            added.set(at);
            special.set(at, entry.getValue().path("special").asBoolean(false));
        }
        name(END);
        SpecialTokens.names(fields).forEach(this::name);
        SpecialTokens.names(SpecialTokens.json(folder, "special_tokens_map.json"))
                .forEach(this::name);
    }

    private static int number(String digits) {
        return digits.matches("[0-9]{1,9}") ? Integer.parseInt(digits) : -1;
    }

    private void name(String token) {
        int id = token.isEmpty() ? -1 : tokens.indexOf(token);
        if (id >= 0) {
            added.set(id);
            special.set(id);
        }
    }

    private static List<String> merges(Path file) {
        return HuggingFaceTokenizer.read(file)
                .lines()
                .filter(line -> !line.startsWith("#version") && !line.isBlank())
                .toList();
    }
}
