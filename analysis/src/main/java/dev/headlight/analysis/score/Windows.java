package dev.headlight.analysis.score;

import dev.headlight.text.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Cuts documents into windows: consecutive pieces that fill the context, the begin token before each where
 * the model has one. A window never crosses a document. What is left with fewer than 2 tokens has no row
 * to score and is dropped and counted. Pre-tokenised documents get nothing added.
 *
 * @param context longest window in tokens, the begin token counted
 * @param beginToken put before each window of a text
 */
public record Windows(int context, OptionalInt beginToken) {

    public Windows {
        if (context < 2) {
            throw new UsageException(
                    "a context of "
                            + context
                            + " tokens has no row to score: give --context 2 or more");
        }
    }

    /**
     * The windows of one document.
     *
     * @param windows in order; empty where the document is too short
     * @param dropped windows of fewer than 2 tokens that were left out: 0 or 1
     */
    public record Cut(List<Window> windows, int dropped) {}

    public Cut cut(TokenizedDocument document) {
        boolean begin = beginToken.isPresent() && !document.preTokenized();
        int before = begin ? 1 : 0;
        int step = context - before;
        int[] ids = document.ids();
        List<Window> windows = new ArrayList<>();
        int dropped = 0;
        for (int from = 0; from < Math.max(ids.length, 1); from += step) {
            int count = Math.min(step, ids.length - from);
            if (before + count < 2) {
                dropped++;
                continue;
            }
            int[] window = new int[before + count];
            if (begin) {
                window[0] = beginToken.getAsInt();
            }
            System.arraycopy(ids, from, window, before, count);
            windows.add(new Window(document.id(), windows.size(), window, begin));
        }
        return new Cut(List.copyOf(windows), dropped);
    }
}
