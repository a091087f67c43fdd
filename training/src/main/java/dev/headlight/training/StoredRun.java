package dev.headlight.training;

import dev.headlight.model.ModelConfig;
import dev.headlight.model.ModelWeights;
import dev.headlight.model.Tokenizer;
import dev.headlight.text.InputException;
import dev.headlight.training.checkpoint.CheckpointModel;
import dev.headlight.training.checkpoint.Checkpoints;
import dev.headlight.training.tokenizer.TokenizerFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * A run's folder for who looks at it and does not go on with it, also while another process or thread trains in it: no
 * lock is taken.
 *
 * @param config of the model that is trained
 */
public record StoredRun(Path folder, TrainingPlan plan, ModelConfig config, Tokenizer tokenizer) {

    private static final JsonMapper JSON = new JsonMapper();

    /** Whether a folder holds a run. */
    public static boolean at(Path folder) {
        return Files.isRegularFile(folder.resolve(TrainingJson.NAME));
    }

    /**
     * Opens a run.
     *
     * @throws InputException where the folder holds none, or not all of one
     */
    public static StoredRun open(Path folder) {
        TrainingPlan plan = RunDescription.of(TrainingJson.read(folder)).plan().checked();
        Tokenizer tokenizer = TokenizerFiles.open(folder).tokenizer();
        return new StoredRun(folder, plan, plan.modelConfig(tokenizer.vocab()), tokenizer);
    }

    /**
     * What it learns from, with its text.
     *
     * @param progress told of the tokens that are made of the text, where they have to be made again
     * @throws InputException where the text has changed or is gone
     */
    public RunData data(LongConsumer progress) {
        return RunData.again(RunDescription.of(TrainingJson.read(folder)), folder, progress);
    }

    /** The checkpoints that are there now, the oldest first. */
    public List<Checkpoints.Entry> checkpoints() {
        return new Checkpoints(folder.resolve(RunFolder.CHECKPOINTS), plan.keep()).list();
    }

    /**
     * The weights of one of them, on the heap.
     *
     * @throws InputException where it is damaged
     */
    public ModelWeights weights(Checkpoints.Entry checkpoint) {
        return CheckpointModel.read(checkpoint.file(), config).weights();
    }

    /** The whole lines of the metrics, the oldest first; none before the first. */
    public List<Map<String, Object>> metrics() {
        Path file = folder.resolve(RunFolder.METRICS);
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            String text = Files.readString(file);
            List<Map<String, Object>> lines = new ArrayList<>();
            for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
                lines.add(JSON.readValue(line, new TypeReference<Map<String, Object>>() {}));
            }
            return lines;
        } catch (IOException | JacksonException e) {
            throw new InputException(file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }
}
