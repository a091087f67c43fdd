package dev.headlight.app;

import dev.headlight.analysis.results.HeadAddress;
import dev.headlight.model.ModelConfig;
import dev.headlight.text.UsageException;
import java.util.List;
import java.util.TreeSet;

/** Heads as they are written on the command line: {@code 5.1,5.5}, {@code L5H1}, {@code 3.0-4}, a layer, {@code 5}, or {@code all}. */
final class HeadList {

    private HeadList() {}

    /**
     * The heads of a list, each once.
     *
     * @throws UsageException where it is malformed, or the model has no such head
     */
    static List<HeadAddress> parse(String option, String list, ModelConfig config) {
        TreeSet<HeadAddress> heads = new TreeSet<>();
        if (list.strip().equals("all")) {
            for (int n = 0; n < config.nLayers() * config.nHeads(); n++) {
                heads.add(new HeadAddress(n / config.nHeads(), n % config.nHeads()));
            }
            return List.copyOf(heads);
        }
        for (String part : list.strip().split("\\s*,\\s*", -1)) {
            String plain = part.replaceFirst("^[Ll](\\d+)[Hh]", "$1.");
            if (!plain.matches("\\d{1,4}(\\.(\\*|\\d{1,4}(-\\d{1,4})?))?")) {
                throw new UsageException(
                        option
                                + " "
                                + list
                                + ": \""
                                + part
                                + "\" is no head; write layer.head such as 5.1, 5.0-3, 5 for all of layer 5, or all.");
            }
            String[] ends = plain.split("\\.", -1);
            int layer = Integer.parseInt(ends[0]);
            NumberRanges.requireBelow(
                    option + " " + part + ": layer", List.of(layer), config.nLayers(), "layers");
            List<Integer> numbers =
                    ends.length == 1 || ends[1].equals("*")
                            ? NumberRanges.parse(option, "0-" + (config.nHeads() - 1))
                            : NumberRanges.parse(option, ends[1]);
            NumberRanges.requireBelow(
                    option + " " + part + ": head", numbers, config.nHeads(), "heads a layer");
            numbers.forEach(head -> heads.add(new HeadAddress(layer, head)));
        }
        return List.copyOf(heads);
    }
}
