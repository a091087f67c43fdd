package dev.headlight.training.tokenizer;

import dev.headlight.model.Tokenizer;
import dev.headlight.model.io.NewFile;
import dev.headlight.model.tokenizer.HuggingFaceTokenizer;
import dev.headlight.text.InputException;
import dev.headlight.text.ResourceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A tokenizer and the two files that describe it in Hugging Face's layout.
 *
 * @param tokenizer made from the two texts
 * @param tokenizerJson text of {@code tokenizer.json}
 * @param tokenizerConfig text of {@code tokenizer_config.json}
 */
public record TokenizerFiles(Tokenizer tokenizer, String tokenizerJson, String tokenizerConfig) {

    private static final String JSON_NAME = "tokenizer.json";
    private static final String CONFIG_NAME = "tokenizer_config.json";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** The tokenizer that two trees describe. */
    static TokenizerFiles of(Map<String, Object> json, Map<String, Object> config) {
        String text = JSON.writeValueAsString(json) + "\n";
        String configText = JSON.writeValueAsString(config) + "\n";
        return new TokenizerFiles(
                HuggingFaceTokenizer.of("the new tokenizer", text, configText), text, configText);
    }

    /**
     * Opens an existing tokenizer.
     *
     * @param path a {@code tokenizer.json}, or a folder with one; a {@code tokenizer_config.json} beside it is
     *     taken too
     * @throws InputException if a file cannot be read, is no JSON, or describes no tokenizer the library knows
     */
    public static TokenizerFiles open(Path path) {
        Path file = Files.isDirectory(path) ? path.resolve(JSON_NAME) : path;
        Path folder = file.toAbsolutePath().resolveSibling("");
        Tokenizer tokenizer = HuggingFaceTokenizer.open(file, folder);
        Path config = folder.resolve(CONFIG_NAME);
        try {
            return new TokenizerFiles(
                    tokenizer,
                    Files.readString(file),
                    Files.isRegularFile(config) ? Files.readString(config) : "{}\n");
        } catch (IOException e) {
            throw new InputException(
                    file + ": the tokenizer cannot be read (" + e.getMessage() + ").", e);
        }
    }

    /**
     * Writes both files, each whole or not at all.
     *
     * @param folder exists already
     * @throws ResourceException where that fails
     */
    public void write(Path folder) {
        NewFile.write(folder.resolve(JSON_NAME), tokenizerJson.getBytes(StandardCharsets.UTF_8));
        NewFile.write(
                folder.resolve(CONFIG_NAME), tokenizerConfig.getBytes(StandardCharsets.UTF_8));
    }

    /** SHA-256 of both texts, in hex. */
    public String fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(tokenizerJson.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(tokenizerConfig.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** {@code tokenizer_config.json} so that {@code AutoTokenizer} finds everything; an empty begin or end is none. */
    static Map<String, Object> config(String begin, String end) {
        Map<String, Object> config = JsonObject.of("tokenizer_class", "PreTrainedTokenizerFast");
        if (!begin.isEmpty()) {
            config.put("bos_token", begin);
        }
        // Without this the library would take away spaces before signs when it decodes.
        config.put("clean_up_tokenization_spaces", false);
        if (!end.isEmpty()) {
            config.put("eos_token", end);
        }
        return config;
    }

    /**
     * A {@code model} of byte pairs.
     *
     * @param unknown stands for what no token does; empty for none
     */
    static Map<String, Object> bytePairs(String unknown, List<String> tokens, List<?> merges) {
        Map<String, Object> model = JsonObject.of("type", "BPE");
        if (!unknown.isEmpty()) {
            model.put("unk_token", unknown);
        }
        model.put("fuse_unk", false);
        model.put("byte_fallback", false);
        model.put("ignore_merges", false);
        model.put("vocab", vocabulary(tokens));
        model.put("merges", merges);
        return model;
    }

    /** An entry of {@code added_tokens}. */
    static Map<String, Object> special(int id, String content) {
        return JsonObject.of(
                "id", id,
                "content", content,
                "single_word", false,
                "lstrip", false,
                "rstrip", false,
                "normalized", false,
                "special", true);
    }

    /** Tokens by name, in the order of their ids. */
    static Map<String, Integer> vocabulary(List<String> tokens) {
        Map<String, Integer> ids = new LinkedHashMap<>();
        for (int id = 0; id < tokens.size(); id++) {
            if (ids.put(tokens.get(id), id) != null) {
                throw new IllegalArgumentException("twice: \"" + tokens.get(id) + "\"");
            }
        }
        return ids;
    }
}
