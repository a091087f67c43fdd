package dev.headlight.benchmarks;

import dev.headlight.engine.Workers;
import dev.headlight.model.OpenModel;
import dev.headlight.model.RunState;
import dev.headlight.model.Tokenizer;
import dev.headlight.model.Transformer;
import dev.headlight.model.io.ModelReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes what a model answers here, for {@code peers/check_run.py} to compare with what transformers answers: the
 * token ids of each text of a JSON list, and the logits of a few windows of these ids (of random ids, where the
 * model has no tokenizer).
 *
 * <p>Arguments: the model, the JSON file with a list of texts, the JSON file to write.
 */
public final class ModelAnswers {

    private static final int WINDOWS = 3;
    private static final int LONGEST = 96;

    private ModelAnswers() {}

    public static void main(String[] args) {
        if (args.length != 3) {
            throw new IllegalArgumentException("arguments: MODEL TEXTS.json ANSWERS.json");
        }
        Map<String, Object> answers = new LinkedHashMap<>();
        try (OpenModel model = ModelReader.open(Path.of(args[0]));
                Workers workers = new Workers(2)) {
            List<int[]> texts = encode(model.tokenizer(), Path.of(args[1]));
            answers.put("texts", texts);
            answers.put(
                    "windows",
                    windows(model, texts).stream()
                            .map(ids -> Map.of("ids", ids, "logits", logits(model, ids, workers)))
                            .toList());
        }
        new JsonMapper().writeValue(Path.of(args[2]).toFile(), answers);
    }

    private static List<int[]> encode(@Nullable Tokenizer tokenizer, Path file) {
        List<int[]> ids = new ArrayList<>();
        if (tokenizer != null) {
            for (JsonNode text : new JsonMapper().readTree(file.toFile())) {
                ids.add(tokenizer.encode(text.stringValue()));
            }
        }
        return ids;
    }

    private static List<int[]> windows(OpenModel model, List<int[]> texts) {
        int length = Math.min(model.config().context(), LONGEST);
        int[] all =
                texts.isEmpty()
                        ? new SplittableRandom(1)
                                .ints((long) WINDOWS * length, 0, model.config().vocab())
                                .toArray()
                        : texts.stream().flatMapToInt(Arrays::stream).toArray();
        return IntStream.range(0, WINDOWS)
                .filter(w -> (w + 1) * length <= all.length)
                .mapToObj(w -> Arrays.copyOfRange(all, w * length, (w + 1) * length))
                .toList();
    }

    /** {@code [T, vocab]}, little-endian; in JSON its base64. */
    private static byte[] logits(OpenModel model, int[] ids, Workers workers) {
        int vocab = model.config().vocab();
        ByteBuffer all =
                ByteBuffer.allocate(ids.length * vocab * Float.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN);
        float[] row = new float[vocab];
        Transformer transformer = new Transformer(model.config(), model.weights());
        RunState state = new RunState(model.config(), ids.length);
        transformer.forward(ids, state, workers, null);
        for (int t = 0; t < ids.length; t++) {
            transformer.logits(state, t, row, workers);
            all.asFloatBuffer().put(row);
            all.position(all.position() + vocab * Float.BYTES);
        }
        return all.array();
    }
}
