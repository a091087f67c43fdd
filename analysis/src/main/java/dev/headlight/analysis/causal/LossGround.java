package dev.headlight.analysis.causal;

import dev.headlight.analysis.score.RepeatPlan;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where losses are taken: the units of a text or the sequences of random repeats, and which positions of their windows
 * count.
 *
 * @param where {@code text} or {@code repeats}
 * @param positions which count, in words
 * @param units whose differences are paired
 */
public record LossGround(String where, String positions, List<Unit> units) implements Serializable {

    /**
     * A document, window or sequence.
     *
     * @param id as of the bootstrap
     * @param windows token ids of each
     * @param at for each window the positions whose next token counts, ascending
     */
    public record Unit(String id, List<int[]> windows, List<int[]> at) implements Serializable {

        long tokens() {
            return windows.stream().mapToLong(w -> w.length).sum();
        }

        long losses() {
            return at.stream().mapToLong(a -> a.length).sum();
        }
    }

    public LossGround {
        units = List.copyOf(units);
    }

    /**
     * A text.
     *
     * @param ids of the units
     * @param windows of each unit
     * @param every 1 for every position, n for every n-th
     */
    public static LossGround ofText(List<String> ids, List<List<int[]>> windows, int every) {
        List<Unit> units = new ArrayList<>();
        for (int n = 0; n < ids.size(); n++) {
            List<int[]> at =
                    windows.get(n).stream()
                            .map(
                                    w ->
                                            IntStream.range(0, w.length - 1)
                                                    .filter(p -> p % every == 0)
                                                    .toArray())
                            .toList();
            units.add(new Unit(ids.get(n), windows.get(n), at));
        }
        return new LossGround(
                "text", every == 1 ? "every position" : "one position in " + every, units);
    }

    /** The first {@code most} sequences of random repeats, of which the second and later copies count. */
    public static LossGround ofRepeats(RepeatPlan plan, int most) {
        List<Unit> units = new ArrayList<>();
        for (int n = 0; n < Math.min(most, plan.sequences().size()); n++) {
            int[] ids = plan.sequences().get(n);
            int[] at = IntStream.range(plan.start() + plan.k() - 1, ids.length - 1).toArray();
            units.add(new Unit(unitId(n), List.of(ids), List.of(at)));
        }
        return new LossGround(
                "repeats",
                plan.r() == 2 ? "the second copy" : "the second and later copies",
                units);
    }

    /** The same name as the scores of that sequence have: figures of both are resampled alike. */
    private static String unitId(int sequence) {
        return "repeats-" + sequence;
    }

    /** Tokens of the longest window. */
    int longest() {
        return units.stream()
                .flatMap(u -> u.windows().stream())
                .mapToInt(w -> w.length)
                .max()
                .orElse(1);
    }

    /** Tokens of all windows. */
    long tokens() {
        return units.stream().mapToLong(Unit::tokens).sum();
    }

    /** Positions that count. */
    long losses() {
        return units.stream().mapToLong(Unit::losses).sum();
    }
}
