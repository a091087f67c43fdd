package dev.headlight.tutorial.digits;

import dev.headlight.text.UsageException;
import java.util.List;

/** Readers' answers to exercises, from their words. */
final class DigitAnswers {

    private DigitAnswers() {}

    /**
     * One whole number.
     *
     * @param wanted what is asked for, to be said where the answer is something else
     */
    static int number(List<String> answer, String wanted, int least, int most) {
        if (answer.size() == 1 && answer.get(0).matches("\\d{1,7}")) {
            int number = Integer.parseInt(answer.get(0));
            if (number >= least && number <= most) {
                return number;
            }
            throw new UsageException(
                    "the answer " + number + " is not from " + least + " to " + most + ".");
        }
        throw new UsageException(
                "the answer \"" + String.join(" ", answer) + "\" is not " + wanted + ".");
    }

    /** A sum of two numbers below 100, as {@code 47+85} in one word or more. */
    static Sum sum(List<String> answer) {
        String text = String.join("", answer).replace(" ", "");
        if (!text.matches("\\d{1,2}\\+\\d{1,2}")) {
            throw new UsageException(
                    "the answer \""
                            + String.join(" ", answer)
                            + "\" is no sum of two numbers below 100, as 47+85.");
        }
        int plus = text.indexOf('+');
        return new Sum(
                Integer.parseInt(text.substring(0, plus)),
                Integer.parseInt(text.substring(plus + 1)));
    }
}
