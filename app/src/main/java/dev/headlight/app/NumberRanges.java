package dev.headlight.app;

import dev.headlight.text.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Lists of layers or heads as they are written on the command line: {@code 0,3-5}. */
final class NumberRanges {

    private NumberRanges() {}

    /**
     * The numbers of a list, ascending and each once.
     *
     * @param option its name, for the sentence
     * @throws UsageException where it is malformed
     */
    static List<Integer> parse(String option, String list) {
        TreeSet<Integer> numbers = new TreeSet<>();
        for (String part : list.split(",", -1)) {
            if (!part.matches("[0-9]{1,4}(-[0-9]{1,4})?")) {
                throw new UsageException(
                        option + " " + list + " is no list of numbers such as 0,3-5.");
            }
            String[] ends = part.split("-", -1);
            int from = Integer.parseInt(ends[0]);
            int to = Integer.parseInt(ends[ends.length - 1]);
            if (from > to) {
                throw new UsageException(option + " " + list + ": " + part + " runs backwards.");
            }
            for (int n = from; n <= to; n++) {
                numbers.add(n);
            }
        }
        return new ArrayList<>(numbers);
    }

    /**
     * Checks that all are below a count.
     *
     * @throws UsageException where one is not
     */
    static void requireBelow(String option, List<Integer> numbers, int count, String what) {
        for (int n : numbers) {
            if (n >= count) {
                throw new UsageException(
                        "%s %d does not exist: the model has %d %s, numbered from 0."
                                .formatted(option, n, count, what));
            }
        }
    }
}
