package dev.headlight.analysis.score;

import dev.headlight.analysis.tally.RowSampleTally;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Rows of every head that may be shown as examples of its role: the sampled rows of the first window of some units.
 * Roles are told when everything has been scored and the rows are long gone, so of each row its strongest keys are
 * kept, and the scores that any role may rank it by.
 */
public final class ExampleCandidates implements Serializable {

    /** Units whose rows are kept. */
    public static final int UNITS = 12;

    /** Keys kept of a row, the strongest. */
    public static final int KEYS = 8;

    /**
     * A row.
     *
     * @param unit whose row it is
     * @param window of it
     * @param query i
     * @param keys the strongest, strongest first
     * @param weights {@code A[i, keys]}
     * @param scores {@link RowScores#of} of the row
     */
    public record Row(
            String unit, Window window, int query, int[] keys, float[] weights, float[] scores)
            implements Serializable {}

    private final Set<String> units;
    private final TokenClasses classes;
    private final List<List<Row>> ofHead = new ArrayList<>(); // [layer * heads + head]

    /**
     * Without any row yet.
     *
     * @param units whose rows are kept
     * @param heads all layers together
     */
    public ExampleCandidates(Set<String> units, TokenClasses classes, int heads) {
        this.units = new HashSet<>(units);
        this.classes = classes;
        for (int n = 0; n < heads; n++) {
            ofHead.add(new ArrayList<>());
        }
    }

    /** Keeps the rows of a unit's first window. Called from several threads. */
    synchronized void add(String unit, Window window, int[] sample, RowSampleTally[] rows) {
        if (!units.remove(unit)) {
            return;
        }
        RowScores scores = new RowScores(window.ids(), classes);
        for (int n = 0; n < rows.length; n++) {
            for (int s = 0; s < sample.length; s++) {
                float[] row = rows[n].row(s);
                if (row.length > 0) {
                    int[] keys = strongest(row);
                    float[] weights = new float[keys.length];
                    for (int k = 0; k < keys.length; k++) {
                        weights[k] = row[keys[k]];
                    }
                    float[] of = scores.of(row, rows[n].restFactor(s));
                    ofHead.get(n).add(new Row(unit, window, sample[s], keys, weights, of));
                }
            }
        }
    }

    /** Takes over the rows that others have kept, of other units; returns this. */
    public ExampleCandidates combine(ExampleCandidates other) {
        for (int n = 0; n < ofHead.size(); n++) {
            ofHead.get(n).addAll(other.ofHead.get(n));
        }
        return this;
    }

    private static int[] strongest(float[] row) {
        int[] keys = new int[Math.min(KEYS, row.length)];
        int there = 0;
        for (int j = 0; j < row.length; j++) {
            int at = there;
            while (at > 0 && row[keys[at - 1]] < row[j]) {
                at--;
            }
            if (at < keys.length) {
                int last = Math.min(there, keys.length - 1);
                System.arraycopy(keys, at, keys, at + 1, last - at);
                keys[at] = j;
                there = Math.min(there + 1, keys.length);
            }
        }
        return keys;
    }

    /** Candidates of a head, in the order of unit and query. */
    public List<Row> rows(int head) {
        return ofHead.get(head).stream()
                .sorted(Comparator.comparing(Row::unit).thenComparingInt(Row::query))
                .toList();
    }
}
