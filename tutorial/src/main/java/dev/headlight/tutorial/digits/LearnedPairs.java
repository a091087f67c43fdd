package dev.headlight.tutorial.digits;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The pairs of a split that are to be learned. One with {@code c} carries is drawn {@code 1 + c} times as often as one
 * with none, since long chains of carries are rare and are what is hard.
 */
final class LearnedPairs implements LearnedSums {

    private final PairSplit split;
    private final long[] cumulated; // weights of the pairs to learn, added up

    LearnedPairs(PairSplit split) {
        this.split = split;
        cumulated = new long[split.learnedCount()];
        long sum = 0;
        for (int i = 0; i < cumulated.length; i++) {
            sum += 1 + split.learned(i).carries();
            cumulated[i] = sum;
        }
    }

    @Override
    public long count() {
        return cumulated.length;
    }

    @Override
    public Sum draw(SplittableRandom random) {
        long at = random.nextLong(cumulated[cumulated.length - 1]);
        int found = Arrays.binarySearch(cumulated, at + 1);
        return split.learned(found >= 0 ? found : -found - 1);
    }

    @Override
    public String words() {
        return cumulated.length + " pairs";
    }
}
