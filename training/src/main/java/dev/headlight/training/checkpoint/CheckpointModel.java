package dev.headlight.training.checkpoint;

import dev.headlight.model.ModelConfig;
import dev.headlight.model.training.Parameter;
import dev.headlight.model.training.Parameters;
import dev.headlight.text.InputException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The model in a checkpoint, for who looks at it and does not go on training. */
public final class CheckpointModel {

    private CheckpointModel() {}

    /**
     * Reads the parameters; what the optimizer remembers stays in the file.
     *
     * @throws InputException where the file is damaged or holds another model
     */
    public static Parameters read(Path path, ModelConfig config) {
        Parameters parameters = Parameters.unset(config);
        CheckpointFile file = CheckpointFile.open(path);
        Map<String, long[]> shapes = file.shapes();
        for (Parameter p : parameters.all()) {
            long[] found = shapes.get(p.name());
            if (found == null || !Arrays.equals(found, new long[] {p.rows(), p.cols()})) {
                throw new InputException(
                        "The checkpoint "
                                + path
                                + " is of another model than its run: "
                                + p.name()
                                + " is missing or of another shape.");
            }
        }
        List<RunArrays.Named> arrays = parameters.all().stream().map(RunArrays.Named::of).toList();
        file.fill(arrays);
        return parameters;
    }
}
