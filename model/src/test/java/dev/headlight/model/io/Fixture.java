package dev.headlight.model.io;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A small random model and what transformers says of it; {@code make_fixtures.py} makes them.
 *
 * @param model what a reader is given: a folder, or a file in it
 */
public record Fixture(String name, Path model, JsonNode expected) {

    /** All fixtures of every format, by name. */
    public static final List<String> NAMES =
            List.of(
                    "llama-gqa-llama3-bf16",
                    "llama-untied-biases-f32",
                    "llama-transformers4-f16",
                    "llama-sharded-bf16",
                    "mistral-f16",
                    "qwen2-bf16",
                    "gpt2-f32",
                    "gpt2-bare-f16",
                    "gpt2-gelu-f16",
                    "gguf-f32",
                    "gguf-f16",
                    "gguf-bf16",
                    "gguf-q8_0",
                    "gguf-q4_0",
                    "gguf-q4_1");

    /** The fixture with this name. */
    public static Fixture of(String name) {
        Path folder = folder(name);
        Path gguf = folder.resolve("model.gguf");
        return new Fixture(
                name,
                Files.exists(gguf) ? gguf : folder,
                new JsonMapper().readTree(folder.resolve("expected.json")));
    }

    /** The folder of a fixture, to read only. */
    public static Path folder(String name) {
        URL url = Objects.requireNonNull(Fixture.class.getResource("/fixtures/" + name), name);
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Copies a fixture's folder into {@code to}, and gives what a reader is given there. */
    static Path copy(String name, Path to) throws IOException {
        Path copied = Files.createDirectories(to.resolve(name));
        try (Stream<Path> files = Files.list(folder(name))) {
            for (Path file : files.toList()) {
                if (!file.endsWith("expected.json")) {
                    Files.copy(
                            file,
                            copied.resolve(file.getFileName().toString()),
                            StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        Path gguf = copied.resolve("model.gguf");
        return Files.exists(gguf) ? gguf : copied;
    }

    /** The input's token ids. */
    public int[] ids() {
        int[] ids = new int[expected.get("ids").size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = expected.get("ids").get(i).intValue();
        }
        return ids;
    }

    /** [T, vocab]. */
    public float[] logits() {
        return floats(expected.get("logits"));
    }

    /** [nLayers, nHeads, T, T]. */
    public float[] attention() {
        return floats(expected.get("attention"));
    }

    static float[] floats(JsonNode packed) {
        byte[] bytes = Base64.getDecoder().decode(packed.get("float32").stringValue());
        float[] floats = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
        return floats;
    }
}
