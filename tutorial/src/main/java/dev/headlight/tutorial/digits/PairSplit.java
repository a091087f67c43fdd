package dev.headlight.tutorial.digits;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Which pairs of numbers a model learns from; it is tested on the others. A pair is unseen where neither {@code a + b}
 * nor {@code b + a} is learned: who has seen {@code 47 + 85} has been told {@code 85 + 47}.
 */
public final class PairSplit {

    private final int numbers;
    private final int[] learned; // a * numbers + b
    private final BitSet seen; // of both orders

    private PairSplit(int numbers, int[] learned) {
        this.numbers = numbers;
        this.learned = learned;
        seen = new BitSet(numbers * numbers);
        for (int pair : learned) {
            seen.set(pair);
            seen.set(pair % numbers * numbers + pair / numbers);
        }
    }

    /**
     * Draws the pairs to learn, all equally likely; a function of the arguments alone.
     *
     * @param numbers each number is 0 to {@code numbers - 1}
     * @param count pairs to learn, fewer than there are
     */
    public static PairSplit random(int numbers, int count, long seed) {
        int all = Math.multiplyExact(numbers, numbers);
        if (count < 1 || count >= all) {
            throw new IllegalArgumentException(count + " of " + all + " pairs");
        }
        SplittableRandom random = new SplittableRandom(seed);
        BitSet drawn = new BitSet(all);
        int[] learned = new int[count];
        for (int i = 0; i < count; ) {
            int pair = random.nextInt(all);
            if (!drawn.get(pair)) {
                drawn.set(pair);
                learned[i++] = pair;
            }
        }
        Arrays.sort(learned);
        return new PairSplit(numbers, learned);
    }

    /** Pairs to learn. */
    public int learnedCount() {
        return learned.length;
    }

    /** One of the pairs to learn. */
    public Sum learned(int index) {
        return new Sum(learned[index] / numbers, learned[index] % numbers);
    }

    /** Whether neither order of a pair is learned. */
    public boolean unseen(long a, long b) {
        return !seen.get(Math.toIntExact(a * numbers + b));
    }

    /** Some unseen sums, drawn at random, one perhaps twice. */
    List<Sum> drawUnseen(int count, long seed) {
        SplittableRandom random = new SplittableRandom(~seed);
        List<Sum> sums = new ArrayList<>(count);
        while (sums.size() < count) {
            int a = random.nextInt(numbers);
            int b = random.nextInt(numbers);
            if (unseen(a, b)) {
                sums.add(new Sum(a, b));
            }
        }
        return List.copyOf(sums);
    }

    /** How many pairs, counted in both orders, are unseen. */
    public int unseenCount() {
        return numbers * numbers - seen.cardinality();
    }

    /** Each number is below this. */
    public int numbers() {
        return numbers;
    }
}
