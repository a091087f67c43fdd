package dev.headlight.analysis.evidence;

import dev.headlight.analysis.score.SinkPosition;
import java.io.Serializable;
import java.util.Comparator;

/**
 * A sink at another position than 0, and the unit in which it was found.
 *
 * @param unit id of the unit
 */
public record UnitSink(String unit, SinkPosition sink) implements Serializable {

    /** The strongest first, equally strong ones in the order of units, layers, heads and positions. */
    static final Comparator<UnitSink> STRONGEST_FIRST =
            Comparator.comparingDouble((UnitSink s) -> -s.sink.alpha())
                    .thenComparing(UnitSink::unit)
                    .thenComparingInt(s -> s.sink.layer())
                    .thenComparingInt(s -> s.sink.head())
                    .thenComparingInt(s -> s.sink.window())
                    .thenComparingInt(s -> s.sink.position());
}
