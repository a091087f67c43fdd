package dev.headlight.model.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headlight.model.OpenModel;
import dev.headlight.text.InputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files made to hurt, and mistakes that people make: each gets the sentence that is about it. */
class HostileFilesTest {

    @TempDir Path temp;

    private void tells(Path model, String... parts) {
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> ModelReader.open(model))
                .satisfies(
                        e -> {
                            assertThat(e.exitCode()).isEqualTo(3);
                            assertThat(e.getMessage()).contains(parts).doesNotContain("\n");
                        });
    }

    private Path file(String name, byte... bytes) throws IOException {
        return Files.write(temp.resolve(name), bytes);
    }

    private Path safetensors(long length, String header, int data) throws IOException {
        Path model = Fixture.copy("gpt2-f32", temp);
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes =
                ByteBuffer.allocate(8 + json.length + data).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(length < 0 ? json.length : length).put(json);
        Files.write(model.resolve("model.safetensors"), bytes.array());
        return model;
    }

    private Path edited(String name, String from, String to) throws IOException {
        Path model = Fixture.copy(name, temp);
        Path config = model.resolve("config.json");
        String text = Files.readString(config);
        assertThat(text).contains(from);
        Files.writeString(config, text.replace(from, to));
        return model;
    }

    @Test
    void aHeaderOfTwoToTheSixty() throws IOException {
        tells(
                safetensors(1L << 60, "{}", 0),
                "model.safetensors, byte 0: a safetensors header of 1152921504606846976 bytes");
        byte[] alone =
                ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN).putLong(1L << 60).array();
        alone[8] = '{';
        Path bare = file("bare.safetensors", alone);
        Files.writeString(temp.resolve("config.json"), "{\"model_type\": \"llama\"}");
        tells(bare, "byte 0: a safetensors header of 1152921504606846976 bytes");
    }

    @Test
    void safetensorsThatLieAboutTheirTensors() throws IOException {
        String f32 = "{\"dtype\": \"F32\", \"shape\": ";
        tells(
                safetensors(-1, "{\"a\": " + f32 + "[2], \"data_offsets\": [0, 80]}}", 8),
                "tensor a lies at 0 to 80 of the data, which has 8 bytes");
        tells(
                safetensors(-1, "{\"a\": " + f32 + "[3], \"data_offsets\": [0, 8]}}", 8),
                "tensor a of shape [3] and type F32 cannot have 8 bytes");
        long huge = 1L << 62;
        tells(
                safetensors(
                        -1, "{\"a\": " + f32 + "[" + huge + ", 4], \"data_offsets\": [0, 0]}}", 0),
                "tensor a of shape [4611686018427387904 x 4] and type F32 cannot have 0 bytes");
        String a = "\"a\": " + f32 + "[1], \"data_offsets\": [0, 4]}";
        tells(safetensors(-1, "{" + a + ", " + a + "}", 4), "Duplicate", "\"a\"");
        tells(
                safetensors(-1, "{" + a + ", \"b\": " + f32 + "[1], \"data_offsets\": [2, 6]}}", 6),
                "tensor b overlaps a");
        tells(
                safetensors(-1, "{" + a + ", \"b\": " + f32 + "[1], \"data_offsets\": [5, 9]}}", 9),
                "tensor b leaves a gap after a");
        tells(safetensors(-1, "{" + a + "}", 9), "5 bytes follow the last tensor, a");
        tells(
                safetensors(-1, "{\"a\": {\"dtype\": \"F32\"}}", 0),
                "tensor a lacks dtype, shape or two data_offsets");
        tells(safetensors(-1, "{" + "\"a\":[".repeat(5_000), 0), "model.safetensors, byte ");
    }

    @Test
    void numbersBeyondTheGgufFile() throws IOException {
        tells(
                file("a", new GgufBytes(0, 1).int64(Long.MIN_VALUE).file(64)),
                "a, byte 24: a string of 9223372036854775808 bytes");
        tells(
                file(
                        "a",
                        new GgufBytes(0, 1).string("k").int32(9).int32(0).int64(1L << 60).file(64)),
                "byte 37: an array of 1152921504606846976 elements");
        tells(
                file("a", new GgufBytes(1L << 60, 0).file(64)),
                "byte 8: 1152921504606846976 tensors do not fit");
        tells(
                file("a", new GgufBytes(0, 1).string("k").int32(77).int64(0).file(64)),
                "byte 33: a value of the unknown kind 77");
        GgufBytes nested = new GgufBytes(0, 1).string("k").int32(9);
        for (int i = 0; i < 5_000; i++) {
            nested.int32(9).int64(1);
        }
        tells(file("a", nested.file(64)), "arrays nested deeper than 4");
    }

    @Test
    void tensorsBeyondTheGgufFile() throws IOException {
        tells(
                file("a", new GgufBytes(1, 0).tensor("t", 0, 1L << 40, 4).file(64)),
                "tensor t [4] at offset 1099511627776 does not lie in the 64 bytes of data");
        tells(
                file("a", new GgufBytes(1, 0).tensor("t", 0, 0, 1L << 40, 1L << 40).file(64)),
                "tensor t of the impossible shape [1099511627776 x 1099511627776]");
        tells(
                file("a", new GgufBytes(1, 0).tensor("t", 2, 0, 48, 2).file(64)),
                "tensor t has rows of 48, which are no whole blocks of Q4_0");
        tells(
                file("a", new GgufBytes(2, 0).tensor("t", 0, 0, 16).tensor("u", 0, 32, 8).file(64)),
                "tensor u overlaps tensor t");
        tells(
                file("a", new GgufBytes(2, 0).tensor("t", 0, 0, 8).tensor("t", 0, 32, 8).file(64)),
                "tensor t stands twice");
    }

    @Test
    void ggufFilesOfAnotherKind() throws IOException {
        tells(
                file("a", new GgufBytes(0, 1).pair("general.architecture", "mamba").file(64)),
                "general.architecture is \"mamba\"",
                "known in GGUF files are llama");
        byte[] old = new GgufBytes(0, 0).file(64);
        old[4] = 1;
        tells(file("a", old), "byte 4: GGUF version 1 is not supported");
        old[4] = 0;
        old[7] = 3;
        tells(file("a", old), "GGUF in big-endian order is not supported");
    }

    @Test
    void namesQuantisedTypesThatAreNotSupported() throws IOException {
        GgufBytes bytes =
                new GgufBytes(1, 9)
                        .pair("general.architecture", "llama")
                        .pair("llama.attention.head_count", 2)
                        .pair("llama.embedding_length", 256)
                        .pair("llama.block_count", 1)
                        .pair("llama.feed_forward_length", 256)
                        .pair("llama.context_length", 64)
                        .pair("llama.vocab_size", 10)
                        .pair("llama.rope.dimension_count", 128)
                        .pair("general.name", "x")
                        .tensor("token_embd.weight", 14, 0, 256, 10);
        tells(
                file("a", bytes.file(2_100)),
                "stored in a type that is not supported: token_embd.weight (Q6_K)");
    }

    @Test
    void readsGgufOfVersion2() throws IOException {
        Path model = Fixture.copy("gguf-f16", temp);
        byte[] bytes = Files.readAllBytes(model);
        bytes[4] = 2;
        Files.write(model, bytes);
        try (OpenModel open = ModelReader.open(model)) {
            assertThat(open.format()).isEqualTo("GGUF v2, F16 and F32");
        }
    }

    @Test
    void configurationsThatDoNotFitTheWeights() throws IOException {
        tells(
                edited("gpt2-f32", "\"n_layer\": 2", "\"n_layer\": 3"),
                "the weights do not fit the configuration",
                "missing: transformer.h.2.ln_1.weight",
                "and 8 more");
        tells(
                edited("gpt2-f32", "\"n_layer\": 2", "\"n_layer\": 1"),
                "not known to this family: transformer.h.1.");
        tells(
                edited("gpt2-f32", "\"vocab_size\": 48", "\"vocab_size\": 50"),
                "of a wrong shape: transformer.wte.weight [48 x 32] instead of [50 x 32]");
        tells(
                edited("gpt2-f32", "\"n_layer\": 2", "\"n_layer\": 200000000"),
                "200000000 layers are configured, but the weights hold only");
    }

    @Test
    void configurationsThatCannotBe() throws IOException {
        tells(
                edited("gpt2-f32", "\"n_head\": 4", "\"n_head\": 5"),
                "cannot be divided among 5 heads");
        tells(edited("gpt2-f32", "\"n_head\": 4", "\"n_head\": \"four\""), "n_head is \"four\"");
        tells(edited("gpt2-f32", "\"n_head\": 4", "\"n_head\": -4"), "n_head is -4, but must be");
        tells(edited("gpt2-f32", "\"n_head\": 4,", ""), "config.json lacks the field n_head");
        tells(
                edited("gpt2-f32", "\"gelu_new\"", "\"mish\""),
                "activation_function is mish, which is not supported: known are silu, gelu");
        tells(
                edited("gpt2-f32", "\"model_type\": \"gpt2\"", "\"model_type\": \"bert\""),
                "model_type is bert: the architectures known are gpt2, llama, mistral, qwen2");
        tells(
                edited("llama-gqa-llama3-bf16", "\"llama3\"", "\"longrope\""),
                "rope_scaling is of type longrope, which is not supported");
        tells(
                edited(
                        "llama-gqa-llama3-bf16",
                        "\"num_key_value_heads\": 2",
                        "\"num_key_value_heads\": 3"),
                "num_key_value_heads is 3, which does not divide 4 heads");
        tells(edited("gpt2-f32", "{", "{{"), "config.json, line 1, column ", "no valid JSON");
    }

    @Test
    void shardsThatAreNotThere() throws IOException {
        Path model = Fixture.copy("llama-sharded-bf16", temp);
        Path index = model.resolve("model.safetensors.index.json");
        String text = Files.readString(index);
        Files.writeString(index, text.replace("model-00001-of", "../model-00001-of"));
        tells(model, "gives no plain file name for", "shards lie beside their index");
        Files.writeString(index, text.replace("model-00001-of", "model-00009-of"));
        tells(model, "names model-00009-of-00002.safetensors, which is not there");
        Files.writeString(index, "{\"weight_map\": {}}");
        tells(model, "has no weight_map from tensors to files");
    }

    @Test
    void whatIsNoModel() throws IOException {
        tells(temp.resolve("absent"), "absent does not exist: check the path");
        tells(file("empty"), "empty is empty: give a folder with config.json");
        tells(file("a", "PK\3\4 and so on, a zip".getBytes(StandardCharsets.UTF_8)), "PyTorch");
        tells(
                file("a", "{\"a\": 1, \"b\": 2, \"c\": 3, \"d\"}".getBytes(StandardCharsets.UTF_8)),
                "JSON");
        tells(
                file("a", "Call me Ishmael. Some years ago".getBytes(StandardCharsets.UTF_8)),
                "is no model of a known kind (it starts with the bytes 43 61 6c 6c");
        tells(Files.createDirectory(temp.resolve("folder")), "is a folder without config.json");
        Path model = Fixture.copy("gpt2-f32", temp);
        Path lonely = Files.copy(model.resolve("model.safetensors"), temp.resolve("folder/x.bin"));
        tells(lonely, "is a safetensors file", "no config.json lies beside it");
        Files.delete(model.resolve("model.safetensors"));
        tells(model, "has a config.json, but neither model.safetensors nor");
    }

    @Test
    void opensAFileOfWeightsBesideItsConfiguration() throws IOException {
        Path model = Fixture.copy("gpt2-f32", temp);
        Path renamed = Files.move(model.resolve("model.safetensors"), model.resolve("weights"));
        try (OpenModel open = ModelReader.open(renamed)) {
            assertThat(open.config().family()).isEqualTo("gpt2");
        }
        Path sharded = Fixture.copy("llama-sharded-bf16", temp);
        try (OpenModel open =
                ModelReader.open(sharded.resolve("model-00002-of-00002.safetensors"))) {
            assertThat(open.config().nLayers()).isEqualTo(2);
        }
    }

    @Test
    void llama2cFilesOfAnotherSize() throws IOException {
        byte[] sound = Llama2cBytes.model(0);
        byte[] longer = Arrays.copyOf(sound, sound.length + 4);
        tells(
                file("a.bin", longer),
                "a llama2.c model with the header (width 4, feed-forward 3, 1 layers, 2 heads",
                "has " + sound.length + " bytes, this file " + longer.length);
        byte[] version2 = Llama2cBytes.model(1);
        version2[4] = 2;
        tells(file("a.bin", version2), "byte 4: llama2.c version 2 is not supported");
    }

    @Test
    void readsBothVersionsOfLlama2c() throws IOException {
        try (OpenModel open = ModelReader.open(file("a.bin", Llama2cBytes.model(0)))) {
            assertThat(open.config().tiedEmbeddings()).isFalse();
            assertThat(open.weights().output()).isNotSameAs(open.weights().tokenEmbedding());
            ByteBuffer bytes =
                    ByteBuffer.wrap(Llama2cBytes.model(0)).order(ByteOrder.LITTLE_ENDIAN);
            // The output matrix is the last tensor, after the tables of cosines and sines.
            assertThat(Weights.at(open.weights().output(), 4, 3))
                    .isEqualTo(bytes.getFloat(bytes.capacity() - 4));
            assertThat(open.tokenizer()).isNull();
        }
        try (OpenModel open = ModelReader.open(file("b.bin", Llama2cBytes.model(1)))) {
            assertThat(open.format()).isEqualTo("llama2.c version 1, F32");
            assertThat(open.config().tiedEmbeddings()).isTrue();
            ByteBuffer bytes =
                    ByteBuffer.wrap(Llama2cBytes.model(1)).order(ByteOrder.LITTLE_ENDIAN);
            // Norms first: attention, feed-forward, final; then the embedding; w3 last.
            assertThat(open.weights().finalNorm().gain()[0]).isEqualTo(bytes.getFloat(256 + 32));
            assertThat(Weights.at(open.weights().tokenEmbedding(), 0, 0))
                    .isEqualTo(bytes.getFloat(256 + 48));
            assertThat(Weights.at(open.weights().layers().get(0).up().weight(), 2, 3))
                    .isEqualTo(bytes.getFloat(bytes.capacity() - 4));
        }
    }
}
