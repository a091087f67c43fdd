package dev.headlight.tutorial.smallest;

import dev.headlight.text.Document;
import dev.headlight.training.data.TokenData;
import dev.headlight.tutorial.digits.Sum;
import dev.headlight.tutorial.digits.SumData;
import dev.headlight.tutorial.digits.SumFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Sums as token data where there are too many pairs to list: every batch draws new ones. A share of them is heavy in
 * carries; among random sums a column that hands a carry on, its digits 9 together, is one in ten, and a chain of five
 * such columns one in 100,000. Only the digits of the result count.
 */
public final class CarrySums implements TokenData {

    /** Sums that the loss is measured on while training. */
    private static final int HELD_OUT = 1024;

    /** Of four columns of a heavy sum, how many hand a carry on for certain. */
    private static final int HANDED_ON = 3;

    private final SumFormat format;
    private final double heavy;
    private final long seed;
    private final List<Sum> heldOut;

    /**
     * @param heavy share of the sums to learn that are heavy in carries
     */
    public CarrySums(SumFormat format, double heavy, long seed) {
        this.format = format;
        this.heavy = heavy;
        this.seed = seed;
        heldOut = random(format, HELD_OUT, 0, ~seed);
    }

    /** Some sums; a function of the arguments alone. */
    public static List<Sum> random(SumFormat format, int count, double heavy, long seed) {
        SplittableRandom random = SumData.generator(seed, 0, 0);
        List<Sum> sums = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sums.add(draw(format, heavy, random));
        }
        return sums;
    }

    /**
     * Draws a sum: all digits equally likely, leading zeros too. In a heavy one, three columns of four have a second digit
     * that makes the first 9.
     */
    private static Sum draw(SumFormat format, double heavy, SplittableRandom random) {
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
    public long trainingTokens() {
        return Long.MAX_VALUE;
    }

    @Override
    public long validationTokens() {
        return (long) heldOut.size() * (format.context() + 1);
    }

    @Override
    public void require(int context) {
        if (context != format.context()) {
            throw new IllegalArgumentException(
                    "a window of " + context + ", a sum has " + format.context());
        }
    }

    @Override
    public void batch(long step, int micro, int batch, int context, int[] into) {
        SplittableRandom random = SumData.generator(seed, step, micro);
        for (int b = 0; b < batch; b++) {
            format.write(draw(format, heavy, random), into, b * (context + 1));
        }
    }

    @Override
    public int counted(int context) {
        return format.answerDigits();
    }

    @Override
    public int validationWindows(int context) {
        return heldOut.size();
    }

    @Override
    public void validationWindow(int index, int context, int[] into, int at) {
        format.write(heldOut.get(index), into, at);
    }

    @Override
    public List<Document> heldOut(int documents, int tokens) {
        List<Document> all = new ArrayList<>();
        int left = tokens;
        for (int i = 0; i < Math.min(documents, heldOut.size()) && left > 0; i++) {
            int[] ids = format.ids(heldOut.get(i));
            int[] kept = Arrays.copyOf(ids, Math.min(left, ids.length));
            all.add(Document.ofIds("sum " + (i + 1), kept));
            left -= kept.length;
        }
        return all;
    }

    @Override
    public String fingerprint() {
        return format + ", " + heavy + " heavy in carries, seed " + seed;
    }

    @Override
    public void close() {}
}
