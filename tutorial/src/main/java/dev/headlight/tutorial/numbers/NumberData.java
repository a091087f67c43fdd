package dev.headlight.tutorial.numbers;

import dev.headlight.text.Document;
import dev.headlight.training.data.TokenData;
import dev.headlight.tutorial.digits.SumData;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Pairs to learn and pairs held out. Where {@code a b} is held out so is {@code b a}: a pair that was shown turned round
 * would not be new.
 */
public final class NumberData implements TokenData {

    /** Held-out pairs that the loss is measured on while training. */
    private static final int MEASURED = 1024;

    private final long seed;
    private final int[] learned;
    private final int[] heldOut;

    /**
     * @param share of the pairs, both orders together, that is held out
     */
    public NumberData(double share, long seed) {
        this.seed = seed;
        SplittableRandom random = new SplittableRandom(seed);
        int n = NumberPair.NUMBERS;
        BitSet out = new BitSet(n * n);
        for (int x = 0; x < n; x++) {
            for (int y = x; y < n; y++) {
                if (random.nextDouble() < share) {
                    out.set(x * n + y);
                    out.set(y * n + x);
                }
            }
        }
        heldOut = shuffled(out.stream().toArray(), random);
        BitSet in = new BitSet(n * n);
        in.set(0, n * n);
        in.andNot(out);
        learned = in.stream().toArray();
    }

    private static int[] shuffled(int[] x, SplittableRandom random) {
        for (int i = x.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = x[i];
            x[i] = x[j];
            x[j] = kept;
        }
        return x;
    }

    /** The pairs to learn. */
    public List<NumberPair> learned() {
        return pairs(learned);
    }

    /** The others. */
    public List<NumberPair> heldOut() {
        return pairs(heldOut);
    }

    private static List<NumberPair> pairs(int[] indices) {
        List<NumberPair> pairs = new ArrayList<>(indices.length);
        for (int i : indices) {
            pairs.add(NumberPair.of(i));
        }
        return pairs;
    }

    @Override
    public long trainingTokens() {
        return learned.length * (NumberPair.CONTEXT + 1L);
    }

    @Override
    public long validationTokens() {
        return heldOut.length * (NumberPair.CONTEXT + 1L);
    }

    @Override
    public void require(int context) {
        if (context != NumberPair.CONTEXT) {
            throw new IllegalArgumentException("a window of " + context);
        }
    }

    @Override
    public void batch(long step, int micro, int batch, int context, int[] into) {
        SplittableRandom random = SumData.generator(seed, step, micro);
        for (int b = 0; b < batch; b++) {
            NumberPair.of(learned[random.nextInt(learned.length)]).write(into, b * (context + 1));
        }
    }

    @Override
    public int counted(int context) {
        return 1;
    }

    @Override
    public int validationWindows(int context) {
        return Math.min(MEASURED, heldOut.length);
    }

    @Override
    public void validationWindow(int index, int context, int[] into, int at) {
        NumberPair.of(heldOut[index]).write(into, at);
    }

    @Override
    public List<Document> heldOut(int documents, int tokens) {
        List<Document> all = new ArrayList<>();
        int most = Math.min(documents, tokens / (NumberPair.CONTEXT + 1));
        for (int i = 0; i < Math.min(most, heldOut.length); i++) {
            int[] ids = new int[NumberPair.CONTEXT + 1];
            NumberPair.of(heldOut[i]).write(ids, 0);
            all.add(Document.ofIds("pair " + (i + 1), ids));
        }
        return all;
    }

    @Override
    public String fingerprint() {
        return "numbers, " + heldOut.length + " held out, seed " + seed;
    }

    @Override
    public void close() {}
}
