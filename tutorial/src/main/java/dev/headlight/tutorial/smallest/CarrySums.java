package dev.headlight.tutorial.smallest;

import dev.headlight.tutorial.digits.LearnedSums;
import dev.headlight.tutorial.digits.Sum;
import dev.headlight.tutorial.digits.SumData;
import dev.headlight.tutorial.digits.SumFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Sums where there are too many pairs to list: every draw makes a new one. A share of them is heavy in carries; among
 * random sums a column that hands a carry on, its digits 9 together, is one in ten, and a chain of five such columns one
 * in 100,000.
 *
 * @param heavy share of the sums that are heavy in carries
 */
record CarrySums(SumFormat format, double heavy) implements LearnedSums {

    /** Of four columns of a heavy sum, how many hand a carry on for certain. */
    private static final int HANDED_ON = 3;

    /** As token data, with random sums of another seed held out. */
    static SumData data(SumFormat format, double heavy, long seed) {
        return new SumData(
                format,
                new CarrySums(format, heavy),
                random(format, SumData.HELD_OUT, 0, ~seed),
                seed);
    }

    /** Some sums; a function of the arguments alone. */
    static List<Sum> random(SumFormat format, int count, double heavy, long seed) {
        CarrySums sums = new CarrySums(format, heavy);
        SplittableRandom random = SumData.generator(seed, 0, 0);
        List<Sum> drawn = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            drawn.add(sums.draw(random));
        }
        return drawn;
    }

    /** Those of ten digits alone are {@code 10^20}. */
    @Override
    public long count() {
        return Long.MAX_VALUE;
    }

    /**
     * Draws a sum: all digits equally likely, leading zeros too. In a heavy one, three columns of four have a second digit
     * that makes the first 9.
     */
    @Override
    public Sum draw(SplittableRandom random) {
        boolean chain = random.nextDouble() < heavy;
        long a = 0;
        long b = 0;
        for (int i = 0; i < format.digits(); i++) {
            int first = random.nextInt(10);
            int second = random.nextInt(10);
            a = 10 * a + first;
            b = 10 * b + (chain && random.nextInt(4) < HANDED_ON ? 9 - first : second);
        }
        return new Sum(a, b);
    }

    @Override
    public String words() {
        return heavy + " heavy in carries";
    }
}
