package dev.headlight.tutorial.smallest;

import dev.headlight.tutorial.digits.Sum;
import dev.headlight.tutorial.digits.SumFormat;
import java.util.ArrayList;
import java.util.List;

/**
 * What the smallest adder is asked. There are {@code 10^20} pairs of numbers of ten digits, of which a training meets
 * some millions: so random ones of another seed are new to it.
 */
public final class HeldOutSums {

    /** What {@link #examination} is, in a line. */
    public static final String WORDS =
            "100,000 random pairs, 100,000 heavy in carries, and 440 chains made by hand:";

    private static final int EACH = 100_000;
    private static final long RANDOM = 20_261_130;
    private static final long HEAVY = 20_261_131;

    private HeldOutSums() {}

    /** Pairs of numbers, all pairs equally likely. */
    public static List<Sum> random(SumFormat format, int count) {
        return CarrySums.random(format, count, 0, RANDOM);
    }

    /** Pairs of numbers in whose sums long chains of carries are common. */
    public static List<Sum> heavy(SumFormat format, int count) {
        return CarrySums.random(format, count, 1, HEAVY);
    }

    /**
     * Chains of carries made by hand: from every place, of every length that fits, in both orders of the two numbers,
     * each in four ways.
     *
     * <ul>
     *   <li>nines and a one, {@code 999 + 1};
     *   <li>the chain carried in both numbers, {@code 445 + 555};
     *   <li>the same with columns that do not carry before and behind it;
     *   <li>the same columns with nothing that starts a carry, {@code 444 + 555}: none may come out.
     * </ul>
     */
    public static List<Sum> chains(SumFormat format) {
        List<Sum> sums = new ArrayList<>();
        long all = power(format.digits());
        for (int from = 0; from < format.digits(); from++) {
            for (int length = 1; from + length <= format.digits(); length++) {
                long low = power(from); // the unit of the column where the chain starts
                long high = power(from + length); // that of the column behind it
                long ones = (high - low) / 9; // 1 in each column of the chain
                both(sums, 9 * ones, low);
                both(sums, 4 * ones + low, 5 * ones);
                long around = (low - 1) / 9 + (all - high) / 9; // 1 in each column outside
                both(sums, 4 * ones + low + 2 * around, 5 * ones + 6 * around);
                both(sums, 4 * ones + 2 * around, 5 * ones + 6 * around);
            }
        }
        return sums;
    }

    /** All three kinds: what a training is tested on. */
    public static List<Sum> examination(SumFormat format) {
        List<Sum> sums = new ArrayList<>(random(format, EACH));
        sums.addAll(heavy(format, EACH));
        sums.addAll(chains(format));
        return sums;
    }

    private static void both(List<Sum> sums, long a, long b) {
        sums.add(new Sum(a, b));
        sums.add(new Sum(b, a));
    }

    private static long power(int places) {
        long power = 1;
        for (int i = 0; i < places; i++) {
            power *= 10;
        }
        return power;
    }
}
