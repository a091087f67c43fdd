package dev.headlight.tutorial.digits;

import dev.headlight.text.Document;
import dev.headlight.training.data.TokenData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Sums as token data. A batch draws from the pairs to learn, a pair with {@code c} carries {@code 1 + c} times as
 * often as one with none, since long chains of carries are rare and are what is hard. Only the digits of the result
 * count.
 */
public final class SumData implements TokenData {

    /** Unseen sums that the loss is measured on while training. */
    private static final int HELD_OUT = 1024;

    private final SumFormat format;
    private final PairSplit split;
    private final long seed;
    private final long[] cumulated; // weights of the pairs to learn, added up
    private final Sum[] heldOut;

    public SumData(SumFormat format, PairSplit split, long seed) {
        this.format = format;
        this.split = split;
        this.seed = seed;
        cumulated = new long[split.learnedCount()];
        long sum = 0;
        for (int i = 0; i < cumulated.length; i++) {
            sum += 1 + split.learned(i).carries();
            cumulated[i] = sum;
        }
        heldOut = unseen(split, Math.min(HELD_OUT, split.unseenCount()), seed);
    }

    /** Some unseen sums, drawn at random, one perhaps twice. */
    static Sum[] unseen(PairSplit split, int count, long seed) {
        SplittableRandom random = new SplittableRandom(~seed);
        Sum[] sums = new Sum[count];
        for (int i = 0; i < count; ) {
            int a = random.nextInt(split.numbers());
            int b = random.nextInt(split.numbers());
            if (split.unseen(a, b)) {
                sums[i++] = new Sum(a, b);
            }
        }
        return sums;
    }

    @Override
    public long trainingTokens() {
        return (long) split.learnedCount() * (format.context() + 1);
    }

    @Override
    public long validationTokens() {
        return (long) heldOut.length * (format.context() + 1);
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
        SplittableRandom random = generator(seed, step, micro);
        for (int b = 0; b < batch; b++) {
            long at = random.nextLong(cumulated[cumulated.length - 1]);
            int found = Arrays.binarySearch(cumulated, at + 1);
            int index = found >= 0 ? found : -found - 1;
            format.write(split.learned(index), into, b * (context + 1));
        }
    }

    /** What a batch is drawn with. The generators of neighbouring seeds run in step with each other: mixed first. */
    public static SplittableRandom generator(long seed, long step, int micro) {
        return new SplittableRandom(
                new SplittableRandom((seed << 32) + (step << 8) + micro).nextLong());
    }

    @Override
    public int counted(int context) {
        return format.answerDigits();
    }

    @Override
    public int validationWindows(int context) {
        return heldOut.length;
    }

    @Override
    public void validationWindow(int index, int context, int[] into, int at) {
        format.write(heldOut[index], into, at);
    }

    @Override
    public List<Document> heldOut(int documents, int tokens) {
        List<Document> all = new ArrayList<>();
        int left = tokens;
        for (int i = 0; i < Math.min(documents, heldOut.length) && left > 0; i++) {
            int[] ids = format.ids(heldOut[i]);
            int[] kept = Arrays.copyOf(ids, Math.min(left, ids.length));
            all.add(Document.ofIds("sum " + (i + 1), kept));
            left -= kept.length;
        }
        return all;
    }

    @Override
    public String fingerprint() {
        return format + " " + split.learnedCount() + " pairs, seed " + seed;
    }

    @Override
    public void close() {}
}
