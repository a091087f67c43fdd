package dev.headlight.analysis.tally;

import java.util.HashMap;
import java.util.Map;

/**
 * Where the token of each row stood earlier in the window. The positions of each token are listed once,
 * ascending; row i uses the beginning of its token's list, so the lists take O(T) and not O(T^2).
 */
public final class TokenMatches {

    private final int[] positions;
    private final int[] from;
    private final int[] count;

    /**
     * The matches of a window.
     *
     * @param ids [T]
     */
    public TokenMatches(int[] ids) {
        int T = ids.length;
        positions = new int[T];
        from = new int[T];
        count = new int[T];
        Map<Integer, int[]> seen = new HashMap<>(); // token -> start of its list, entries so far
        int[] total = new int[T]; // occurrences, at the row of the first one
        int[] first = new int[T];
        for (int i = 0; i < T; i++) {
            int[] entry = seen.get(ids[i]);
            if (entry == null) {
                seen.put(ids[i], new int[] {i, 0});
                first[i] = i;
            } else {
                first[i] = entry[0];
            }
            total[first[i]]++;
        }
        int at = 0;
        for (int i = 0; i < T; i++) {
            if (first[i] == i) {
                from[i] = at;
                at += total[i];
            } else {
                from[i] = from[first[i]];
            }
        }
        int[] filled = new int[T];
        for (int i = 0; i < T; i++) {
            count[i] = filled[first[i]]++;
            positions[from[i] + count[i]] = i;
        }
    }

    /** Length of the window. */
    public int length() {
        return count.length;
    }

    /** How many {@code j < i} have {@code x_j = x_i}. */
    public int count(int i) {
        return count[i];
    }

    /** How many {@code 1 <= j < i} have {@code x_j = x_i}. */
    public int countWithoutFirst(int i) {
        return count[i] - (matchesFirst(i) ? 1 : 0);
    }

    /** Whether {@code i > 0} and {@code x_0 = x_i}. */
    public boolean matchesFirst(int i) {
        return count[i] > 0 && positions[from[i]] == 0;
    }

    /** The lists: ascending positions, token by token. */
    int[] positions() {
        return positions;
    }

    /** Where the list of row i's token begins; its first {@link #count} entries stand before i. */
    int from(int i) {
        return from[i];
    }
}
