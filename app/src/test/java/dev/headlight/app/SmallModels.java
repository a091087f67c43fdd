package dev.headlight.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Small models of the repository's own, and texts of token ids for them. */
final class SmallModels {

    /** A random Llama of 2 layers in 11 KB. */
    static final Path GGUF = fixture("gguf-q4_0/model.gguf");

    /** A random GPT-2, without a tokenizer. */
    static final Path GPT2 = fixture("gpt2-f32");

    private SmallModels() {}

    private static Path fixture(String name) {
        return RoomPoms.ROOT.resolve("model/src/test/resources/fixtures").resolve(name);
    }

    /** Documents of token ids below {@code vocab}, as JSON Lines. */
    static Path ids(Path folder, int documents, int length, int vocab) throws IOException {
        Random random = new Random(7);
        StringBuilder lines = new StringBuilder();
        for (int d = 0; d < documents; d++) {
            lines.append("{\"ids\":[");
            for (int i = 0; i < length; i++) {
                lines.append(i == 0 ? "" : ",").append(random.nextInt(vocab));
            }
            lines.append("]}\n");
        }
        return Files.writeString(folder.resolve("ids.jsonl"), lines);
    }
}
