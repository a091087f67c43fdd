package dev.headlight.tutorial.digits;

import dev.headlight.text.Document;
import dev.headlight.training.data.TokenData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Sums as token data: every batch draws some to learn, and others, that are never drawn or hardly ever, are held out.
 * Only the digits of the result count.
 */
public final class SumData implements TokenData {

    /** Sums that the loss is measured on while training, where there are so many. */
    public static final int HELD_OUT = 1024;

    private final SumFormat format;
    private final LearnedSums learned;
    private final List<Sum> heldOut;
    private final long seed;

    /**
     * @param seed of the draws
     */
    public SumData(SumFormat format, LearnedSums learned, List<Sum> heldOut, long seed) {
        this.format = format;
        this.learned = learned;
        this.heldOut = List.copyOf(heldOut);
        this.seed = seed;
    }

    /** The pairs of a split: those to learn, and of the others at most {@link #HELD_OUT}. */
    public static SumData of(SumFormat format, PairSplit split, long seed) {
        int measured = Math.min(HELD_OUT, split.unseenCount());
        return new SumData(format, new LearnedPairs(split), split.drawUnseen(measured, seed), seed);
    }

    @Override
    public long trainingTokens() {
        long most = Long.MAX_VALUE / format.length();
        return learned.count() > most ? Long.MAX_VALUE : learned.count() * format.length();
    }

    @Override
    public long validationTokens() {
        return (long) heldOut.size() * format.length();
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
            format.write(learned.draw(random), into, b * (context + 1));
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
        return format + ", " + learned.words() + ", seed " + seed;
    }

    @Override
    public void close() {}
}
