package dev.headlight.training.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Learns the merges of a byte-pair encoding (Gage 1994; Sennrich et al. 2016): again and again the pair of
 * neighbouring symbols that comes most often becomes a symbol of its own; of pairs that come equally often,
 * the one with the smaller left, then right symbol.
 *
 * <p>Counts are kept, not made anew: a merge visits the words in which its pair may stand and corrects the
 * counts of the neighbours alone. That makes the whole nearly linear in the length of the different words.
 */
final class MergeLearner {

    /** A pair that comes once would be learnt by heart for nothing. */
    private static final long FEWEST = 2;

    private final List<String> tokens; // grows
    private final List<String> merges = new ArrayList<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private final int[][] words; // symbols of each word
    private final int[] lengths;
    private final long[] times;
    private final PairTable pairs = new PairTable();
    private final PairQueue queue = new PairQueue();

    /**
     * @param tokens what there is already, the symbol of a byte being the place of its letter
     * @param symbolOfByte [256]
     */
    MergeLearner(List<String> tokens, int[] symbolOfByte, PieceCounts counts) {
        this.tokens = new ArrayList<>(tokens);
        for (int id = 0; id < tokens.size(); id++) {
            ids.put(tokens.get(id), id);
        }
        List<String> pieces = counts.distinct();
        words = new int[pieces.size()][];
        lengths = new int[pieces.size()];
        times = new long[pieces.size()];
        for (int w = 0; w < words.length; w++) {
            byte[] bytes = pieces.get(w).getBytes(StandardCharsets.UTF_8);
            words[w] = new int[bytes.length];
            Arrays.setAll(words[w], i -> symbolOfByte[bytes[i] & 0xff]);
            lengths[w] = bytes.length;
            times[w] = counts.times(pieces.get(w));
            for (int i = 0; i + 1 < bytes.length; i++) {
                pairs.add(PairTable.pair(words[w][i], words[w][i + 1]), times[w], w);
            }
        }
        for (int slot = 0; slot < pairs.size(); slot++) {
            queue.put(pairs.count(slot), pairs.pair(slot), slot);
        }
    }

    /** Merges until there are so many tokens, or no pair comes twice. */
    void learn(int entries) {
        while (tokens.size() < entries && !queue.isEmpty()) {
            int slot = queue.firstSlot();
            long count = queue.firstCount();
            queue.removeFirst();
            long present = pairs.count(slot);
            if (present < FEWEST) {
                continue;
            }
            if (present != count) {
                queue.put(present, pairs.pair(slot), slot);
            } else {
                merge(slot);
            }
        }
    }

    private void merge(int slot) {
        int left = PairTable.left(pairs.pair(slot));
        int right = PairTable.right(pairs.pair(slot));
        String token = tokens.get(left) + tokens.get(right);
        merges.add(tokens.get(left) + " " + tokens.get(right));
        // Two pairs can write the same token; it keeps its first number.
        Integer known = ids.putIfAbsent(token, tokens.size());
        int symbol = known == null ? tokens.size() : known;
        if (known == null) {
            tokens.add(token);
        }
        int[] inWords = pairs.words(slot);
        int wordCount = pairs.wordCount(slot);
        int[] touched = new int[16];
        int n = 0;
        for (int k = 0; k < wordCount; k++) {
            int w = inWords[k];
            int[] x = words[w];
            int length = lengths[w];
            int to = 0;
            int from = 0;
            while (from < length) {
                if (x[from] != left || from + 1 == length || x[from + 1] != right) {
                    x[to++] = x[from++];
                    continue;
                }
                if (n + 2 > touched.length) {
                    touched = Arrays.copyOf(touched, 2 * n);
                }
                if (to > 0) {
                    pairs.subtract(PairTable.pair(x[to - 1], left), times[w]);
                    touched[n++] = pairs.add(PairTable.pair(x[to - 1], symbol), times[w], w);
                }
                if (from + 2 < length) {
                    pairs.subtract(PairTable.pair(right, x[from + 2]), times[w]);
                    touched[n++] = pairs.add(PairTable.pair(symbol, x[from + 2]), times[w], w);
                }
                x[to++] = symbol;
                from += 2;
            }
            lengths[w] = to;
        }
        pairs.clear(slot);
        enqueue(touched, n);
    }

    /** Every pair that has become more frequent, once. */
    private void enqueue(int[] slots, int count) {
        Arrays.sort(slots, 0, count);
        for (int i = 0; i < count; i++) {
            if (i == 0 || slots[i] != slots[i - 1]) {
                long present = pairs.count(slots[i]);
                if (present >= FEWEST) {
                    queue.put(present, pairs.pair(slots[i]), slots[i]);
                }
            }
        }
    }

    /** All tokens, those given first. */
    List<String> tokens() {
        return tokens;
    }

    /** In their order, left and right separated by a space. */
    List<String> merges() {
        return merges;
    }
}
