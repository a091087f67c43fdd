package dev.headlight.tutorial.digits;

import dev.headlight.text.UsageException;
import java.util.List;

/**
 * How a sum becomes tokens: {@code a0a1a2+b0b1b2=s0s1s2s3}, each number with as many digits as there is room for, the
 * sum with one more. The id of a digit is the digit; {@link #PLUS} and {@link #EQUALS} follow.
 *
 * @param digits of each number that is added
 * @param order of the digits in all three numbers
 */
public record SumFormat(int digits, DigitOrder order) {

    public static final int PLUS = 10;
    public static final int EQUALS = 11;

    /** The tokens by id. */
    public static final List<String> TOKENS =
            List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "+", "=");

    /** Digits of the largest numbers: those of the smallest adder. */
    public static final int MOST = 10;

    public SumFormat {
        if (digits < 1 || digits > MOST) {
            throw new UsageException("a sum of " + digits + " digits: give from 1 to " + MOST);
        }
    }

    /**
     * Numbers there are, {@code 10^digits}; the largest is one less.
     *
     * @throws ArithmeticException where they are more than an {@code int} counts: with 10 digits, whose pairs no one lists
     */
    public int numbers() {
        int numbers = 1;
        for (int i = 0; i < digits; i++) {
            numbers = Math.multiplyExact(numbers, 10);
        }
        return numbers;
    }

    /** The largest number that is added, {@code 10^digits - 1}. */
    public long largest() {
        long largest = 0;
        for (int i = 0; i < digits; i++) {
            largest = 10 * largest + 9;
        }
        return largest;
    }

    /** Tokens of a sum with its result. */
    public int length() {
        return 3 * digits + 3;
    }

    /** Inputs of a training window: all tokens of a sum but the last digit of the result. */
    public int context() {
        return length() - 1;
    }

    /** Digits of the result. */
    public int answerDigits() {
        return digits + 1;
    }

    /** Tokens of the question, the sign {@code =} the last. */
    public int questionTokens() {
        return 2 * digits + 2;
    }

    /**
     * Where a digit of the first number stands.
     *
     * @param place 0 for the units
     */
    public int positionOfFirst(int place) {
        return at(place, digits);
    }

    /** Where a digit of the second number stands. */
    public int positionOfSecond(int place) {
        return digits + 1 + at(place, digits);
    }

    /** Where a digit of the result stands. */
    public int positionOfResult(int place) {
        return questionTokens() + at(place, answerDigits());
    }

    /**
     * Which place a digit of the result is of; the inverse of {@link #positionOfResult}.
     *
     * @param k 0 for the digit that is written first
     */
    public int placeOfResult(int k) {
        return at(k, answerDigits());
    }

    private int at(int place, int of) {
        return order == DigitOrder.LEAST_FIRST ? place : of - 1 - place;
    }

    /**
     * Writes a sum with its result.
     *
     * @param into {@code length()} ids from {@code at} on
     */
    public void write(Sum sum, int[] into, int at) {
        number(sum.a(), digits, into, at);
        into[at + digits] = PLUS;
        number(sum.b(), digits, into, at + digits + 1);
        into[at + 2 * digits + 1] = EQUALS;
        number(sum.value(), answerDigits(), into, at + questionTokens());
    }

    /** The ids of a sum with its result, {@code [length()]}. */
    public int[] ids(Sum sum) {
        int[] ids = new int[length()];
        write(sum, ids, 0);
        return ids;
    }

    private void number(long x, int width, int[] into, int at) {
        long rest = x;
        for (int place = 0; place < width; place++) {
            into[at + at(place, width)] = (int) (rest % 10);
            rest /= 10;
        }
    }

    /**
     * The number that the ids of an answer mean.
     *
     * @param ids {@code [answerDigits()]} from {@code from} on
     * @return -1 where one of them is no digit
     */
    public long result(int[] ids, int from) {
        long value = 0;
        for (int place = answerDigits() - 1; place >= 0; place--) {
            int id = ids[from + at(place, answerDigits())];
            if (id > 9) {
                return -1;
            }
            value = 10 * value + id;
        }
        return value;
    }

    /** Ids as text. */
    public static String text(int[] ids) {
        StringBuilder text = new StringBuilder();
        for (int id : ids) {
            text.append(TOKENS.get(id));
        }
        return text.toString();
    }
}
