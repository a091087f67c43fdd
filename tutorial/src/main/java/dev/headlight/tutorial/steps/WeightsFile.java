package dev.headlight.tutorial.steps;

import dev.headlight.text.InputException;
import dev.headlight.text.UserException;
import dev.headlight.tutorial.adding.HeadWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Weights of a head from a JSON file: {@code {"wq": [0.5], "wk": [0.3], "wv": [1]}}; what {@link StepsJson} wrote is one. */
public final class WeightsFile {

    private static final long MOST_BYTES = 1 << 20;

    private WeightsFile() {}

    /**
     * Reads a file.
     *
     * @throws InputException where it cannot be read, is no such JSON, or the shapes are wrong
     */
    public static HeadWeights read(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new InputException(
                        file + " is larger than a megabyte; weights of a head are a few numbers.");
            }
            JsonNode tree = new JsonMapper().readTree(Files.readString(file));
            if (!tree.isObject()) {
                throw wrong(file);
            }
            return new HeadWeights(
                    row(file, tree, "wq"), row(file, tree, "wk"), row(file, tree, "wv"));
        } catch (IOException e) {
            throw new InputException(
                    file + " cannot be read; name a JSON file with wq, wk and wv.", e);
        } catch (JacksonException e) {
            throw new InputException(
                    file
                            + " is no JSON; it should be like {\"wq\": [0.5], \"wk\": [0.3], \"wv\": [1]}.",
                    e);
        } catch (InputException e) {
            throw e;
        } catch (UserException e) { // of the weights themselves
            throw new InputException(file + ": " + e.getMessage(), e);
        }
    }

    private static float[] row(Path file, JsonNode tree, String name) {
        JsonNode node = tree.get(name);
        if (node != null && node.isNumber()) {
            return new float[] {(float) node.asDouble()};
        }
        if (node == null || !node.isArray() || node.isEmpty()) {
            throw wrong(file);
        }
        float[] row = new float[node.size()];
        for (int i = 0; i < row.length; i++) {
            if (!node.get(i).isNumber()) {
                throw wrong(file);
            }
            row[i] = (float) node.get(i).asDouble();
        }
        return row;
    }

    private static InputException wrong(Path file) {
        return new InputException(
                file
                        + " does not hold wq, wk and wv as rows of numbers, one row each; it should be like"
                        + " {\"wq\": [0.5], \"wk\": [0.3], \"wv\": [1]}.");
    }
}
