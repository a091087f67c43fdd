package dev.headlight.training.data;

import dev.headlight.text.Document;
import dev.headlight.text.InputException;
import dev.headlight.text.StoryCorpus;
import dev.headlight.training.tokenizer.TokenizerFiles;
import dev.headlight.training.tokenizer.WordsTokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The small grammar's stories and songs as windows to learn from, generated in memory. Every window begins where
 * a document begins, with the begin token: a song fills it, a story is cut, or followed by the next document.
 * Held out are other documents of the same grammar, and no window comes twice before all have come once.
 */
public final class StoryTokens implements TokenData {

    /** The begin token's id, as {@link WordsTokenizer} has it. */
    private static final int BEGIN = 0;

    private static final int FIRST_WORD = 2;

    /** Held-out documents are those from this number on. */
    private static final long HELD_OUT = 1L << 40;

    private final StoryCorpus corpus;
    private final int context;
    private final int windowsPerStep;
    private final Map<String, Integer> ids = new HashMap<>();
    private final int[] training; // [windows][context + 1]
    private final int[] validation; // [windows][context + 1]
    private final List<Integer> heldOutSongs = new ArrayList<>(); // windows that begin with one

    /**
     * Generates.
     *
     * @param seed of all documents
     * @param songs share of songs, 0 to 1
     * @param context inputs of a window
     * @param windowsPerStep windows that a step takes, accumulation counted
     * @param steps that are taken before a window comes again
     * @param heldOut windows to hold out
     */
    public StoryTokens(
            long seed, double songs, int context, int windowsPerStep, int steps, int heldOut) {
        corpus = new StoryCorpus(seed, songs, context);
        this.context = context;
        this.windowsPerStep = windowsPerStep;
        for (String word : StoryCorpus.vocabulary()) {
            ids.put(word, FIRST_WORD + ids.size());
        }
        training =
                new int[Math.multiplyExact(Math.multiplyExact(windowsPerStep, steps), context + 1)];
        validation = new int[Math.multiplyExact(heldOut, context + 1)];
        fill(training, 0, new ArrayList<>());
        fill(validation, HELD_OUT, heldOutSongs);
    }

    /** The tokenizer of these ids, and its files. */
    public static TokenizerFiles tokenizer() {
        return WordsTokenizer.of(StoryCorpus.vocabulary());
    }

    private void fill(int[] windows, long first, List<Integer> songs) {
        long document = first;
        for (int from = 0; from < windows.length; from += context + 1) {
            int at = from;
            int end = from + context + 1;
            while (at < end) {
                StoryCorpus.Piece piece = corpus.piece(document++);
                if (at == from && piece.song()) {
                    songs.add(from / (context + 1));
                }
                windows[at++] = BEGIN;
                for (int w = 0; w < piece.words().size() && at < end; w++) {
                    windows[at++] = id(piece.words().get(w));
                }
            }
        }
    }

    private int id(String word) {
        Integer id = ids.get(word);
        if (id == null) {
            throw new IllegalStateException("\"" + word + "\" is not in the vocabulary");
        }
        return id;
    }

    @Override
    public long trainingTokens() {
        return training.length;
    }

    @Override
    public long validationTokens() {
        return validation.length;
    }

    @Override
    public void require(int context) {
        if (context != this.context) {
            throw new IllegalArgumentException(
                    "windows are of " + this.context + ", not " + context);
        }
        if (training.length == 0 || validation.length == 0) {
            throw new InputException("no stories were asked for; give at least one step.");
        }
    }

    @Override
    public void batch(long step, int micro, int batch, int context, int[] into) {
        int length = context + 1;
        long window = step * windowsPerStep + (long) micro * batch;
        int windows = training.length / length;
        for (int b = 0; b < batch; b++) {
            int from = (int) ((window + b) % windows) * length;
            System.arraycopy(training, from, into, b * length, length);
        }
    }

    @Override
    public int validationWindows(int context) {
        return validation.length / (this.context + 1);
    }

    @Override
    public void validationWindow(int index, int context, int[] into, int at) {
        System.arraycopy(validation, index * (context + 1), into, at, context + 1);
    }

    @Override
    public List<Document> heldOut(int documents, int tokens) {
        List<Document> list = new ArrayList<>();
        int left = tokens;
        for (int w = 0; w < validationWindows(context) && w < documents && left > 0; w++) {
            int from = w * (context + 1);
            int length = Math.min(context, left);
            String id = (heldOutSongs.contains(w) ? "song-" : "story-") + (w + 1);
            list.add(Document.ofIds(id, Arrays.copyOfRange(validation, from, from + length)));
            left -= length;
        }
        return list;
    }

    @Override
    public String fingerprint() {
        return new Sha256().update(training).update(validation).hex();
    }

    @Override
    public void close() {}
}
