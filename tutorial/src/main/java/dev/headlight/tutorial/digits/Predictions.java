package dev.headlight.tutorial.digits;

import dev.headlight.engine.Workers;
import dev.headlight.model.WindowBatch;

/**
 * What a model answers to sums, many at a time. The right digits stand before each digit that is asked for
 * (teacher-forced). Greedy decoding reads its own digits instead; as long as they are right the two read the same, so
 * the greedy answer is right exactly where every digit here is.
 */
final class Predictions {

    private final SumFormat format;
    private final WindowBatch windows;
    private final int[] ids; // [batch][length]
    private final int[] likeliest; // [batch][answerDigits]
    private final int batch;

    Predictions(DigitModel model, int batch, Workers workers) {
        format = model.format();
        this.batch = batch;
        windows =
                new WindowBatch(
                        model.transformer(),
                        batch,
                        format.context(),
                        format.answerDigits(),
                        workers);
        ids = new int[batch * format.length()];
        likeliest = new int[batch * format.answerDigits()];
    }

    int batch() {
        return batch;
    }

    /** Puts a sum in a place of the batch. */
    void put(int place, Sum sum) {
        format.write(sum, ids, place * format.length());
    }

    /** Answers all that was put. */
    void answer() {
        windows.forward(ids, format.length());
        windows.likeliest(likeliest);
    }

    /** Whether every digit of the sum at a place is right. */
    boolean right(int place) {
        int at = place * format.length() + format.questionTokens();
        for (int i = 0; i < format.answerDigits(); i++) {
            if (ids[at + i] != likeliest[place * format.answerDigits() + i]) {
                return false;
            }
        }
        return true;
    }

    /** The number that the likeliest digits make; -1 where one is no digit. */
    long result(int place) {
        return format.result(likeliest, place * format.answerDigits());
    }
}
