package dev.headlight.training.checkpoint;

import dev.headlight.model.ModelConfig;
import dev.headlight.model.training.Parameters;
import dev.headlight.text.InputException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
        List<RunArrays.Named> arrays = RunArrays.of(parameters.all());
        CheckpointFile file = CheckpointFile.open(path);
        Map<String, long[]> shapes = new TreeMap<>(file.shapes());
        shapes.keySet().removeIf(name -> name.startsWith(RunArrays.OPTIMIZER));
        for (RunArrays.Named array : arrays) {
            if (!Arrays.equals(shapes.remove(array.name()), array.shape())) {
                throw another(path, array.name() + " is missing or of another shape.");
            }
        }
        if (!shapes.isEmpty()) {
            String first = shapes.keySet().iterator().next();
            throw another(path, "it has " + first + ", which the run does not have.");
        }
        file.fill(arrays);
        return parameters;
    }

    private static InputException another(Path path, String what) {
        return new InputException(
                "The checkpoint " + path + " is of another model than its run: " + what);
    }
}
