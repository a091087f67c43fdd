package dev.headlight.explorer.reading;

import dev.headlight.engine.AttentionHook;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Whether nobody waits for the answer any more; asked between layers, and before each part of one. */
@FunctionalInterface
public interface Stop {

    /** Work that is always finished. */
    Stop NEVER = () -> false;

    boolean asked();

    /**
     * Ends the work by an exception where nobody waits for it.
     *
     * @throws CancellationException where the work is to stop
     */
    default void check() {
        if (asked()) {
            throw new CancellationException("nobody waits for this any more");
        }
    }

    /** Called between parts of work that nobody waits for at once: returns when nothing more urgent is under way. */
    default void giveWay() {}

    /** A hook that checks before every range of rows, and sees what {@code hook} sees. */
    default AttentionHook checking(@Nullable AttentionHook hook) {
        return (layer, head, range, firstRow, endRow) -> {
            check();
            return hook == null ? NOTHING : hook.open(layer, head, range, firstRow, endRow);
        };
    }

    /** Looks at no row. */
    AttentionHook.Rows NOTHING =
            new AttentionHook.Rows() {
                @Override
                public void accept(dev.headlight.engine.AttentionTile tile) {}

                @Override
                public void close() {}
            };
}
