package dev.headlight.tutorial.digits;

import dev.headlight.engine.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * The result of asking a model sums.
 *
 * @param asked how many, by longest carry chain, {@code [digits + 1]}
 * @param right of these
 * @param misses every sum that it has wrong
 */
public record Exam(long[] asked, long[] right, List<Miss> misses) {

    /** Sums that are asked at a time where not all are. */
    private static final int BATCH = 256;

    public Exam {
        misses = List.copyOf(misses);
    }

    /**
     * Asks every pair that was not learned, in neither order.
     *
     * @param progress told how many first numbers have been asked with all second ones
     */
    public static Exam everyUnseen(
            DigitModel model, PairSplit split, Workers workers, IntConsumer progress) {
        int numbers = split.numbers();
        int together = Math.max(1, 1000 / numbers); // first numbers of a batch
        var predictions = new Predictions(model, together * numbers, workers);
        var tally = new Tally(model.format());
        for (int from = 0; from < numbers; from += together) {
            int count = Math.min(together, numbers - from);
            for (int i = 0; i < together * numbers; i++) {
                predictions.put(i, new Sum(from + i / numbers % count, i % numbers));
            }
            predictions.answer();
            for (int i = 0; i < count * numbers; i++) {
                if (split.unseen(from + i / numbers, i % numbers)) {
                    tally.add(new Sum(from + i / numbers, i % numbers), predictions, i);
                }
            }
            progress.accept(from + count);
        }
        return tally.exam();
    }

    /** Asks some sums. */
    public static Exam of(DigitModel model, List<Sum> sums, Workers workers) {
        var predictions = new Predictions(model, Math.min(BATCH, sums.size()), workers);
        var tally = new Tally(model.format());
        for (int from = 0; from < sums.size(); from += predictions.batch()) {
            int count = Math.min(predictions.batch(), sums.size() - from);
            for (int i = 0; i < predictions.batch(); i++) {
                predictions.put(i, sums.get(from + i % count));
            }
            predictions.answer();
            for (int i = 0; i < count; i++) {
                tally.add(sums.get(from + i), predictions, i);
            }
        }
        return tally.exam();
    }

    /** Adds up. */
    private static final class Tally {
        private final long[] asked;
        private final long[] right;
        private final List<Miss> misses = new ArrayList<>();

        Tally(SumFormat format) {
            asked = new long[format.digits() + 1];
            right = new long[format.digits() + 1];
        }

        void add(Sum sum, Predictions predictions, int place) {
            int chain = sum.longestCarryChain();
            asked[chain]++;
            if (predictions.right(place)) {
                right[chain]++;
            } else {
                misses.add(new Miss(sum, predictions.result(place)));
            }
        }

        Exam exam() {
            return new Exam(asked, right, misses);
        }
    }

    /** Sums asked in all. */
    public long total() {
        return total(asked);
    }

    /** Share of the sums that are right. */
    public double accuracy() {
        return (double) total(right) / total();
    }

    /** Share of the sums with this longest carry chain that are right; NaN where there are none. */
    public double accuracy(int chain) {
        return (double) right[chain] / asked[chain];
    }

    /** Share of the sums with this longest carry chain or a longer one that are right; NaN where there are none. */
    public double accuracyFrom(int chain) {
        return (double) total(Arrays.copyOfRange(right, chain, right.length))
                / total(Arrays.copyOfRange(asked, chain, asked.length));
    }

    /** The two exams as one. */
    public Exam and(Exam other) {
        long[] bothAsked = asked.clone();
        long[] bothRight = right.clone();
        for (int chain = 0; chain < asked.length; chain++) {
            bothAsked[chain] += other.asked[chain];
            bothRight[chain] += other.right[chain];
        }
        List<Miss> bothMisses = new ArrayList<>(misses);
        bothMisses.addAll(other.misses);
        return new Exam(bothAsked, bothRight, bothMisses);
    }

    private static long total(long[] counts) {
        return Arrays.stream(counts).sum();
    }
}
