package dev.headlight.tutorial.lessons;

import dev.headlight.text.UsageException;
import java.util.List;

/** Reads what a reader answered to an exercise. */
final class Answers {

    private Answers() {}

    /**
     * So many finite numbers.
     *
     * @param names of the numbers, as a sentence has them: {@code W_q W_k W_v}
     * @throws UsageException where the answer is not that
     */
    static double[] numbers(List<String> answer, String names) {
        int count = names.split(" ").length;
        if (answer.size() != count) {
            throw new UsageException(
                    "the answer should be "
                            + (count == 1 ? "a number: " : count + " numbers: ")
                            + names
                            + ".");
        }
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            try {
                numbers[i] = Double.parseDouble(answer.get(i));
            } catch (NumberFormatException e) {
                throw new UsageException(
                        answer.get(i) + " is not a number; the answer should be " + names + ".", e);
            }
            if (!Double.isFinite(numbers[i])) {
                throw new UsageException(answer.get(i) + " is not a finite number.");
            }
        }
        return numbers;
    }
}
