package dev.headlight.spark;

import dev.headlight.engine.Workers;
import dev.headlight.model.ModelWeights;
import dev.headlight.model.OpenModel;
import dev.headlight.model.RandomInitialization;
import dev.headlight.model.io.ModelReader;
import dev.headlight.text.InputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.SparkEnv;
import org.apache.spark.SparkFiles;

/**
 * The model in one process of the cluster: opened by the first task that needs it, shared by all that run
 * beside it and after it. It stays open until the process ends, since weights are mapped and mapped pages go
 * by themselves where memory is short. The control is drawn likewise, once.
 */
final class ExecutorModel {

    private static final Map<SharedModel, ExecutorModel> OPEN = new HashMap<>();

    private final OpenModel model;
    private final Map<Long, ModelWeights> controls = new HashMap<>();

    private ExecutorModel(OpenModel model) {
        this.model = model;
    }

    /**
     * The model, opened where it is not yet.
     *
     * @throws InputException where it cannot be read here, or is another than the driver's
     */
    static ExecutorModel of(SharedModel shared) {
        synchronized (OPEN) {
            return OPEN.computeIfAbsent(shared, s -> new ExecutorModel(open(s)));
        }
    }

    private static OpenModel open(SharedModel shared) {
        Path path =
                Path.of(shared.sent().isEmpty() ? shared.path() : SparkFiles.get(shared.sent()));
        String host = SparkEnv.get().blockManager().blockManagerId().host();
        if (!Files.exists(path)) {
            throw new InputException(
                    "the model "
                            + shared.path()
                            + " does not exist on "
                            + host
                            + ": put it where every machine finds it under this path, or send it along with"
                            + " --send-model.");
        }
        OpenModel read = ModelReader.open(path);
        Long seed = shared.randomSeed();
        OpenModel model = seed == null ? read : read.atRandomInitialization(seed);
        if (!model.fingerprint().equals(shared.fingerprint())) {
            read.close();
            throw new InputException(
                    "the model "
                            + shared.path()
                            + " on "
                            + host
                            + " is another than on the driver: its fingerprint is "
                            + model.fingerprint()
                            + ", not "
                            + shared.fingerprint()
                            + "; copy it anew or send it along with --send-model.");
        }
        return model;
    }

    OpenModel model() {
        return model;
    }

    /** The model's weights, or those of its control. */
    synchronized ModelWeights weights(boolean control, long seed, Workers workers) {
        return control
                ? controls.computeIfAbsent(
                        seed, s -> RandomInitialization.of(model.config(), s, workers))
                : model.weights();
    }
}
