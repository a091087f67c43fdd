package dev.headlight.analysis.tally;

import dev.headlight.engine.AttentionHook;
import dev.headlight.engine.AttentionTile;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * Gives each range of rows a tally of its own, combines a head's tallies in the order of their ranges once
 * all its rows have been seen, and hands the head's tally on. Only the heads in work hold tallies: a layer
 * is done before the next begins.
 *
 * @param <T> the kind of tally
 */
public final class TallyingHook<T extends Tally<T>> implements AttentionHook {

    /** Takes the tally of a head that has been seen whole; for different heads possibly at the same time. */
    public interface Heads<T> {
        void done(int layer, int head, T tally);
    }

    private record Head(int layer, int head) {}

    private final int length;
    private final IntFunction<T> empty;
    private final Heads<T> heads;
    private final Map<Head, TreeMap<Integer, T>> inWork = new HashMap<>();
    private final Map<Head, Integer> rowsDone = new HashMap<>();

    /**
     * A hook for one window.
     *
     * @param length T
     * @param empty makes an empty tally for rows below its argument
     * @param heads takes each head's tally
     */
    public TallyingHook(int length, IntFunction<T> empty, Heads<T> heads) {
        this.length = length;
        this.empty = empty;
        this.heads = heads;
    }

    @Override
    public Rows open(int layer, int head, int range, int firstRow, int endRow) {
        T tally = empty.apply(endRow);
        RowScales scales = new RowScales();
        return new Rows() {
            @Override
            public void accept(AttentionTile tile) {
                scales.read(tile);
                tally.accept(tile, scales);
            }

            @Override
            public void close() {
                rangeDone(new Head(layer, head), range, endRow - firstRow, tally);
            }
        };
    }

    private void rangeDone(Head head, int range, int rows, T tally) {
        TreeMap<Integer, T> ranges;
        synchronized (inWork) {
            ranges = inWork.computeIfAbsent(head, h -> new TreeMap<>());
            ranges.put(range, tally);
            if (rowsDone.merge(head, rows, Integer::sum) < length) {
                return;
            }
            inWork.remove(head);
            rowsDone.remove(head);
        }
        T whole = empty.apply(length);
        ranges.values().forEach(whole::combine);
        heads.done(head.layer(), head.head(), whole);
    }
}
