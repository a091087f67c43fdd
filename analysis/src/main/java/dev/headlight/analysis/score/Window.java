package dev.headlight.analysis.score;

import java.io.Serializable;

/**
 * What one forward pass sees: tokens of one document, the begin token before them where the model has one.
 *
 * @param index 0-based number within the document
 * @param ids [T], at least 2
 * @param beginToken whether {@code ids[0]} was put there and is not the document's own
 */
public record Window(String document, int index, int[] ids, boolean beginToken)
        implements Serializable {

    public Window {
        if (ids.length < 2) {
            throw new IllegalArgumentException(
                    "a window of " + ids.length + " tokens has no row to score");
        }
    }

    /** The id of this window where it is a unit by itself, a block of a long text. */
    public String blockId() {
        return document + "#" + index;
    }
}
