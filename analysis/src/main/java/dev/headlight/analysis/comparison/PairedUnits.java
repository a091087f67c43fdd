package dev.headlight.analysis.comparison;

import dev.headlight.analysis.results.DocumentFigures;
import dev.headlight.analysis.results.DocumentFigures.Unit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which units of two tables said the same: equal ids and equal fingerprints. The comparison is paired where at least two
 * did and these are at least half of the smaller side; then the others are left out. Else nothing is paired and all count.
 *
 * @param paired whether {@code first[n]} and {@code other[n]} are one unit
 * @param first places in the first table
 * @param other places in the other table
 * @param leftOut units of either side that are in neither list
 * @param shared units that both saw, also where they were too few to pair
 */
record PairedUnits(boolean paired, int[] first, int[] other, int leftOut, int shared) {

    static PairedUnits of(DocumentFigures.Table first, DocumentFigures.Table other) {
        Map<Unit, Integer> places = new HashMap<>();
        for (int n = 0; n < other.units().size(); n++) {
            places.put(key(other.units().get(n)), n);
        }
        List<int[]> found = new ArrayList<>();
        for (int n = 0; n < first.units().size(); n++) {
            Integer place = places.get(key(first.units().get(n)));
            if (place != null) {
                found.add(new int[] {n, place});
            }
        }
        int a = first.units().size();
        int b = other.units().size();
        int shared = found.size();
        if (shared >= 2 && 2 * shared >= Math.min(a, b)) {
            return new PairedUnits(
                    true,
                    found.stream().mapToInt(p -> p[0]).toArray(),
                    found.stream().mapToInt(p -> p[1]).toArray(),
                    a + b - 2 * shared,
                    shared);
        }
        return new PairedUnits(false, all(a), all(b), 0, shared);
    }

    /** Tokens do not count: two tokenizers cut one text into more or fewer. */
    private static Unit key(Unit unit) {
        return new Unit(unit.id(), unit.fingerprint(), 0);
    }

    private static int[] all(int n) {
        int[] places = new int[n];
        java.util.Arrays.setAll(places, i -> i);
        return places;
    }
}
