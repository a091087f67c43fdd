package dev.headlight.analysis.circuit;

import dev.headlight.analysis.score.RepeatPlan;
import dev.headlight.analysis.tally.RepeatTally;
import dev.headlight.analysis.tally.TallyingHook;
import dev.headlight.engine.AttentionHook;
import dev.headlight.engine.AttentionTile;
import java.util.Arrays;
import java.util.List;

/** Takes {@code induction_entry}, {@code sink=with}, of a few heads over one sequence and passes over all others. */
final class EntryHook implements AttentionHook {

    private static final Rows NOTHING =
            new Rows() {
                @Override
                public void accept(AttentionTile tile) {}

                @Override
                public void close() {}
            };

    private final List<Head> heads;
    private final double[] entries; // [head], NaN until it has been seen
    private final TallyingHook<RepeatTally> tallies;

    /** A head by its place. */
    record Head(int layer, int head) {}

    EntryHook(RepeatPlan plan, int length, List<Head> heads) {
        this.heads = heads;
        entries = new double[heads.size()];
        Arrays.fill(entries, Double.NaN);
        int rows = length - plan.start() - plan.k();
        tallies =
                new TallyingHook<>(
                        length,
                        end -> new RepeatTally(plan.k(), plan.start()),
                        (l, h, tally) ->
                                entries[heads.indexOf(new Head(l, h))] = tally.entry() / rows);
    }

    @Override
    public Rows open(int layer, int head, int range, int firstRow, int endRow) {
        return heads.contains(new Head(layer, head))
                ? tallies.open(layer, head, range, firstRow, endRow)
                : NOTHING;
    }

    /** The score of each head, in their order; NaN of those whose layers have not been run. */
    double[] entries() {
        return entries;
    }
}
