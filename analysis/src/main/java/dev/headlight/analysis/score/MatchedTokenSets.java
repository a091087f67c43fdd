package dev.headlight.analysis.score;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/**
 * Random sets of token types that stand in the text as often as the set S of {@link TokenClasses} does:
 * the null of {@code special_mass}. The types that occur, S and the begin token left out, are put in random
 * order and taken as long as they do not lift the total above that of S. A function of the counts and the
 * seed alone.
 *
 * @param sets ids of each set
 * @param target occurrences of S in the text
 * @param totals occurrences of each set; below {@code target} only where the text has too few other tokens
 */
public record MatchedTokenSets(List<BitSet> sets, long target, long[] totals)
        implements Serializable {

    /** How many sets are usual. */
    public static final int SETS = 8;

    public MatchedTokenSets {
        sets = List.copyOf(sets);
    }

    /** No sets: {@code special_mass_matched} does not exist. */
    public static MatchedTokenSets none() {
        return new MatchedTokenSets(List.of(), 0, new long[0]);
    }

    /**
     * Draws sets for a text.
     *
     * @param counts occurrences of each id in the text [vocab]
     * @param bos left out
     * @param count how many sets
     */
    public static MatchedTokenSets draw(
            TokenClasses classes, long[] counts, OptionalInt bos, int count, long seed) {
        long target = 0;
        List<Integer> types = new ArrayList<>();
        for (int id = 0; id < counts.length; id++) {
            if (counts[id] == 0 || bos.isPresent() && id == bos.getAsInt()) {
                continue;
            }
            if (classes.inS(id)) {
                target += counts[id];
            } else {
                types.add(id);
            }
        }
        if (target == 0 || types.isEmpty()) {
            return none();
        }
        List<BitSet> sets = new ArrayList<>();
        long[] totals = new long[count];
        SplittableRandom random = new SplittableRandom(seed);
        for (int n = 0; n < count; n++) {
            int[] order = types.stream().mapToInt(Integer::intValue).toArray();
            BitSet set = new BitSet(counts.length);
            for (int i = 0; i < order.length && totals[n] < target; i++) {
                int pick = i + random.nextInt(order.length - i);
                int id = order[pick];
                order[pick] = order[i];
                if (totals[n] + counts[id] <= target) {
                    set.set(id);
                    totals[n] += counts[id];
                }
            }
            sets.add(set);
        }
        return new MatchedTokenSets(sets, target, totals);
    }
}
