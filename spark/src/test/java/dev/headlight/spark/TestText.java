package dev.headlight.spark;

import dev.headlight.model.ModelConfig;
import dev.headlight.model.RandomInitialization;
import dev.headlight.model.io.ModelWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Collectors;

/** A small model and a text for it, made where a test runs, and texts from files that lie beside the project. */
final class TestText {

    private static final int VOCAB = 40;

    private TestText() {}

    /** A model of 2 layers and 4 heads with large random weights, so that its heads differ. Takes ids only. */
    static Path model(Path folder) {
        ModelConfig config =
                new ModelConfig(
                        "llama",
                        2,
                        4,
                        2,
                        32,
                        8,
                        64,
                        VOCAB,
                        64,
                        ModelConfig.Normalization.RMS_NORM,
                        1e-5f,
                        new ModelConfig.RotaryPositions(
                                8, false, new float[] {1, 0.1f, 0.01f, 0.001f}, 1),
                        ModelConfig.Activation.SILU,
                        true,
                        true,
                        0.3f);
        Path path = folder.resolve("tiny");
        ModelWriter.write(
                path,
                config,
                RandomInitialization.of(config, 3),
                OptionalInt.empty(),
                OptionalInt.empty());
        return path;
    }

    /** So many documents of ids, of 1 to 100 tokens, in three files of JSON Lines. */
    static List<Path> ids(Path folder, int documents) throws IOException {
        Random random = new Random(7);
        List<List<String>> files = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int n = 0; n < documents; n++) {
            String ids =
                    random.ints(1 + random.nextInt(100), 0, VOCAB)
                            .mapToObj(Integer::toString)
                            .collect(Collectors.joining(","));
            files.get(random.nextInt(files.size())).add("{\"ids\":[" + ids + "]}");
        }
        List<Path> paths = new ArrayList<>();
        for (int f = 0; f < files.size(); f++) {
            Path path = folder.resolve("part-" + f + ".jsonl");
            Files.write(path, files.get(f));
            paths.add(path);
        }
        return paths;
    }

    /** The names as a command line gives them. */
    static List<String> names(List<Path> paths) {
        return paths.stream().map(Path::toString).toList();
    }
}
