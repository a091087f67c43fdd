package dev.headlight.training.checkpoint;

import dev.headlight.text.UsageException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Holds what a checkpoint has against what a run needs. */
final class Mismatch {

    private Mismatch() {}

    /**
     * Returns where every array is there with its shape and nothing is left over.
     *
     * @throws UsageException which names the first that differs, and how many do
     */
    static void check(Path path, Map<String, long[]> shapes, List<RunArrays.Named> arrays) {
        List<String> wrong = new ArrayList<>();
        Set<String> left = new TreeSet<>(shapes.keySet());
        for (RunArrays.Named array : arrays) {
            long[] found = shapes.get(array.name());
            left.remove(array.name());
            if (found == null) {
                wrong.add("it lacks " + array.name());
            } else if (!Arrays.equals(found, array.shape())) {
                wrong.add(
                        "its "
                                + array.name()
                                + " is "
                                + words(found)
                                + " and the run's "
                                + words(array.shape()));
            }
        }
        left.forEach(name -> wrong.add("it has " + name + ", which the run does not have"));
        if (!wrong.isEmpty()) {
            throw new UsageException(
                    "The checkpoint "
                            + path
                            + " is of another model or optimizer: "
                            + wrong.get(0)
                            + (wrong.size() > 1 ? " (and " + (wrong.size() - 1) + " more)" : "")
                            + "; resume with the settings it was made with.");
        }
    }

    private static String words(long[] shape) {
        return Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining(" x "));
    }
}
