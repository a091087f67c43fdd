package dev.headlight.tutorial.smallest;

import dev.headlight.model.ModelConfig;
import dev.headlight.model.training.Parameter;
import dev.headlight.model.training.Parameters;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** Weights as text: a line a parameter, its name and then its numbers, row by row, separated by spaces. */
final class WeightLines {

    private WeightLines() {}

    /**
     * Reads a resource beside this class.
     *
     * @throws IllegalStateException where it is not there or is not of this make: it belongs to the program
     */
    static Parameters read(ModelConfig config, String resource) {
        Map<String, String> lines =
                text(resource)
                        .lines()
                        .collect(
                                Collectors.toMap(
                                        l -> l.substring(0, l.indexOf(' ')),
                                        l -> l.substring(l.indexOf(' ') + 1)));
        Parameters parameters = Parameters.unset(config);
        for (Parameter p : parameters.all()) {
            String[] numbers = lines.getOrDefault(p.name(), "").split(" ", -1);
            if (numbers.length != p.size()) {
                throw new IllegalStateException(
                        resource + " has " + numbers.length + " numbers for " + p.name());
            }
            for (int i = 0; i < numbers.length; i++) {
                p.values()[i] = Float.parseFloat(numbers[i]);
            }
        }
        return parameters;
    }

    private static String text(String resource) {
        try (InputStream in = WeightLines.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " belongs to the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " belongs to the program", e);
        }
    }

    /** The lines of parameters, each number as the shortest decimal that reads back as the same float. */
    static String write(Parameters parameters) {
        StringBuilder text = new StringBuilder();
        for (Parameter p : parameters.all()) {
            text.append(p.name());
            for (float x : p.values()) {
                text.append(' ').append(x);
            }
            text.append('\n');
        }
        return text.toString();
    }
}
