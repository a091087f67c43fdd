package dev.headlight.analysis.statistics;

/**
 * A few positions of a range, spread over it: the range is cut into as many strata of equal length, and one position
 * of each is drawn. A pure function of what identifies the range, so it is the same on any machine and for any
 * model that reads the same text.
 */
public final class StratifiedSample {

    private StratifiedSample() {}

    /**
     * Draws positions, ascending.
     *
     * @param from first of the range
     * @param to one past its last
     * @param count how many; fewer where the range is shorter
     * @param seed of the draws
     * @param unit whose range it is, {@link UnitHash}
     * @param part which range of that unit
     */
    public static int[] of(int from, int to, int count, long seed, long unit, int part) {
        int length = Math.max(0, to - from);
        int n = Math.min(count, length);
        int[] positions = new int[n];
        long key = SplitMix.mix(SplitMix.mix(seed, unit), part);
        for (int s = 0; s < n; s++) {
            int begin = from + (int) ((long) length * s / n);
            int end = from + (int) ((long) length * (s + 1) / n);
            positions[s] = begin + SplitMix.below(end - begin, SplitMix.mix(key, s));
        }
        return positions;
    }
}
