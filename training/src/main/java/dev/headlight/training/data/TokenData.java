package dev.headlight.training.data;

import dev.headlight.text.Document;
import dev.headlight.text.InputException;
import java.util.List;

/**
 * The token ids that a model learns from, and those that it is measured on and never learns from. Reading is safe
 * for several threads and makes no garbage, {@link #heldOut} apart.
 */
public interface TokenData extends AutoCloseable {

    /** Tokens to learn from. */
    long trainingTokens();

    /** Tokens held out. */
    long validationTokens();

    /**
     * Makes sure that there are windows of this length.
     *
     * @throws InputException where the text is too short, in a sentence that says what to do
     */
    void require(int context);

    /**
     * The windows of one accumulation step: a function of the data's seed and the arguments alone.
     *
     * @param step optimizer step, from 0
     * @param micro which of the step's accumulated batches, from 0
     * @param batch windows
     * @param context inputs of a window; window {@code b}'s inputs are {@code into[b][0..context-1]}, its targets
     *     {@code into[b][1..context]}
     * @param into {@code [batch][context + 1]}
     */
    void batch(long step, int micro, int batch, int context, int[] into);

    /**
     * How many positions at the end of each window count: only their targets are learned. All, unless the data are
     * questions whose answers stand at the end.
     */
    default int counted(int context) {
        return context;
    }

    /** How many windows of this length the held-out tokens have; no token is a target in two of them. */
    int validationWindows(int context);

    /**
     * One held-out window. Their order is fixed, and the first so many are spread over all that is held out.
     *
     * @param index 0 to {@link #validationWindows} - 1
     * @param into {@code [context + 1]} from {@code at} on
     */
    void validationWindow(int index, int context, int[] into, int at);

    /**
     * Held-out documents as ids, for an analysis.
     *
     * @param documents at most so many
     * @param tokens at most so many in all; the last document is cut to that
     */
    List<Document> heldOut(int documents, int tokens);

    /** SHA-256 in hex of all that the ids depend on: one data's is another's only where they are the same. */
    String fingerprint();

    /** Gives the memory back; nothing may be read any more. */
    @Override
    void close();
}
