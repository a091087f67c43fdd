package dev.headlight.analysis.tally;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Sets of tokens in a window: for each set the positions {@code j >= 1} that hold one of its tokens,
 * ascending, and how many a row can see. The first {@code parts} sets share no token; their union is set 0
 * of what is tallied, the sets themselves follow.
 *
 * <p>Sets beyond the parts are random ones, for comparison. There are many of them, and gathering their keys would
 * cost more than all other statistics together: they are tallied on every {@link #STRIDE}-th row only, the rows
 * {@code i} divisible by it.
 */
public final class TokenSets {

    /** Of so many rows one counts for the sets beyond the parts. */
    public static final int STRIDE = 4;

    private final int parts;
    private final int[][] positions;
    private final int[][] seen; // [set][i]: positions 1..i in it, the union first
    private final float[][] keyShare; // [set][i]: 1 / seen, 0 where none is seen

    /**
     * The sets of a window.
     *
     * @param ids [T]
     * @param sets which ids belong to each set
     * @param parts how many of them, from the first on, make up the union; they share no token
     */
    public TokenSets(int[] ids, List<IntPredicate> sets, int parts) {
        this.parts = parts;
        positions = new int[sets.size()][];
        seen = new int[sets.size() + 1][ids.length];
        for (int s = 0; s < positions.length; s++) {
            IntPredicate set = sets.get(s);
            positions[s] = IntStream.range(1, ids.length).filter(j -> set.test(ids[j])).toArray();
            int[] count = seen[s + 1];
            for (int j : positions[s]) {
                count[j] = 1;
            }
            for (int i = 1; i < count.length; i++) {
                count[i] += count[i - 1];
            }
            if (s < parts) {
                Arrays.setAll(seen[0], i -> seen[0][i] + count[i]);
            }
        }
        keyShare = new float[seen.length][ids.length];
        for (int s = 0; s < seen.length; s++) {
            for (int i = 0; i < ids.length; i++) {
                keyShare[s][i] = seen[s][i] == 0 ? 0 : 1f / seen[s][i];
            }
        }
    }

    /** Sets that are tallied: the union and each set. */
    public int size() {
        return seen.length;
    }

    /** Keys {@code 1 <= j <= i} in a set; set 0 is the union. */
    public int seen(int set, int i) {
        return seen[set][i];
    }

    /** Whether row i counts for a set: it sees one of its keys, and is not left out for the sake of time. */
    public boolean counts(int set, int i) {
        return seen[set][i] > 0 && (set <= parts || i % STRIDE == 0);
    }

    int parts() {
        return parts;
    }

    /** Positions of listed set s, which is tallied as set s + 1. */
    int[] positions(int s) {
        return positions[s];
    }

    /** {@code 1 / seen(set, i)} by i; 0 where nothing of the set is seen. */
    float[] keyShare(int set) {
        return keyShare[set];
    }
}
