package dev.headlight.training.data;

import dev.headlight.text.InputException;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Which documents are held out. Documents are taken in the order of a hash of what they hold and the seed, until a
 * share of all tokens is reached; one that would bring far more than that is passed over. So the choice does
 * not depend on the documents' order or names, equal documents are held out together or not at all, and there is
 * at least one document on either side.
 */
final class HeldOut {

    /** So much more than was asked for may be held out. */
    private static final double MOST = 1.5;

    private HeldOut() {}

    /**
     * Chooses.
     *
     * @param fraction share of the tokens, above 0 and below 1
     * @return the documents held out
     * @throws InputException where all documents are the same
     */
    static BitSet choose(TokenSource source, double fraction, long seed) {
        long[] order = order(source, seed);
        int groups = 0;
        for (int from = 0; from < order.length; from = endOfGroup(order, from)) {
            groups++;
        }
        if (groups < 2) {
            throw new InputException(
                    "all documents of the text are the same, so that none can be held out for"
                            + " validation; give others too.");
        }
        double wanted = fraction * source.tokens();
        BitSet chosen = new BitSet();
        long tokens = 0;
        int taken = 0;
        int shortest = 0;
        for (int from = 0; from < order.length; from = endOfGroup(order, from)) {
            long more = tokens(source, order, from);
            shortest = more < tokens(source, order, shortest) ? from : shortest;
            if (tokens < wanted && tokens + more <= MOST * wanted && taken < groups - 1) {
                take(chosen, order, from);
                tokens += more;
                taken++;
            }
        }
        if (taken == 0) {
            take(chosen, order, shortest);
        }
        return chosen;
    }

    /**
     * Documents in the low halves, sorted by the hash in the high halves; those that share it are a group. Two
     * different documents that share 32 bits by chance go together too, which does no harm.
     */
    private static long[] order(TokenSource source, long seed) {
        long[] order = new long[source.documents()];
        for (int d = 0; d < order.length; d++) {
            order[d] = Mixing.mix(seed, source.identity(d)) & -1L << 32 | d;
        }
        Arrays.sort(order);
        return order;
    }

    private static int endOfGroup(long[] order, int from) {
        int to = from + 1;
        while (to < order.length && order[to] >>> 32 == order[from] >>> 32) {
            to++;
        }
        return to;
    }

    private static void take(BitSet chosen, long[] order, int from) {
        for (int i = from; i < endOfGroup(order, from); i++) {
            chosen.set((int) order[i]);
        }
    }

    private static long tokens(TokenSource source, long[] order, int from) {
        long tokens = 0;
        for (int i = from; i < endOfGroup(order, from); i++) {
            int d = (int) order[i];
            tokens += source.end(d) - source.start(d);
        }
        return tokens;
    }
}
