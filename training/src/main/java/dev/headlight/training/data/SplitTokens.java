package dev.headlight.training.data;

import dev.headlight.text.Document;
import dev.headlight.text.InputException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Tokens split into those to learn from and those held out: by document where there are several, and a single
 * text's last part where there is one. Training windows begin anywhere (and may cross from one document into the
 * next, past what separates them); held-out windows stand one behind the other.
 */
public final class SplitTokens implements TokenData {

    private final TokenSource source;
    private final long seed;
    private final Regions training;
    private final Regions validation;
    private final List<long[]> heldOut = new ArrayList<>(); // start and end of each document

    private SplitTokens(TokenSource source, double fraction, long seed) {
        if (!(fraction > 0 && fraction < 1)) {
            throw new IllegalArgumentException("a share of " + fraction + " to hold out");
        }
        this.source = source;
        this.seed = seed;
        training = new Regions(source);
        validation = new Regions(source);
        if (source.documents() == 1) {
            long start = source.start(0);
            long end = source.end(0);
            long cut = start + (long) ((end - start) * (1 - fraction));
            training.add(start, cut);
            validation.add(cut, end);
            heldOut.add(new long[] {cut, end});
            return;
        }
        BitSet chosen = HeldOut.choose(source, fraction, seed);
        for (int d = 0; d < source.documents(); d++) {
            (chosen.get(d) ? validation : training).add(source.start(d), source.start(d + 1));
            if (chosen.get(d)) {
                heldOut.add(new long[] {source.start(d), source.end(d)});
            }
        }
    }

    /**
     * Splits a token file, which is closed with the result.
     *
     * @param fraction share of the tokens to hold out, above 0 and below 1
     * @param seed decides which documents are held out, and the windows
     * @throws InputException where there are several documents, all the same
     */
    public static SplitTokens of(TokenFile file, double fraction, long seed) {
        return new SplitTokens(file, fraction, seed);
    }

    /** Splits documents that are ids in memory; nothing separates them. */
    public static SplitTokens of(List<int[]> documents, double fraction, long seed) {
        return new SplitTokens(new TokenArrays(documents), fraction, seed);
    }

    @Override
    public long trainingTokens() {
        return training.tokens();
    }

    @Override
    public long validationTokens() {
        return validation.tokens();
    }

    @Override
    public void require(int context) {
        require(context, training.tokens(), "to learn from");
        require(context, validation.tokens(), "held out for validation");
    }

    private static void require(int context, long tokens, String what) {
        if (tokens <= context) {
            throw new InputException(
                    ("the text has %,d tokens %s, too few for one window of %,d; give more text or a"
                                    + " smaller --context.")
                            .formatted(tokens, what, context));
        }
    }

    @Override
    public void batch(long step, int micro, int batch, int context, int[] into) {
        long places = training.tokens() - context;
        long hash = Mixing.mix(Mixing.mix(seed, step), micro);
        for (int b = 0; b < batch; b++) {
            long from = Mixing.below(Mixing.mix(hash, b), places);
            training.copy(from, context + 1, into, b * (context + 1));
        }
    }

    @Override
    public int validationWindows(int context) {
        return (int) Math.min(Integer.MAX_VALUE, (validation.tokens() - 1) / context);
    }

    @Override
    public void validationWindow(int index, int context, int[] into, int at) {
        int windows = validationWindows(context);
        if (index < 0 || index >= windows) {
            throw new IndexOutOfBoundsException(index + " of " + windows + " windows");
        }
        long window = Spread.place(index, windows);
        validation.copy(window * context, context + 1, into, at);
    }

    @Override
    public List<Document> heldOut(int documents, int tokens) {
        List<Document> list = new ArrayList<>();
        long left = tokens;
        for (int d = 0; d < heldOut.size() && list.size() < documents && left > 0; d++) {
            long start = heldOut.get(d)[0];
            int length = (int) Math.min(heldOut.get(d)[1] - start, left);
            int[] ids = new int[length];
            source.copy(start, length, ids, 0);
            list.add(Document.ofIds("held-out-" + (d + 1), ids));
            left -= length;
        }
        return list;
    }

    @Override
    public String fingerprint() {
        return source.fingerprint();
    }

    @Override
    public void close() {
        source.close();
    }
}
