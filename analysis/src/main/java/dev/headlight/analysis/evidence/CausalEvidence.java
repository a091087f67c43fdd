package dev.headlight.analysis.evidence;

import org.jspecify.annotations.Nullable;

/**
 * What ablations showed of the heads that a hypothesis names; a part is null where there were no such heads, or where
 * the ablations were ended before it.
 *
 * @param induction the found induction heads, on the second half of random repeats
 * @param previousToken the previous-token heads of earlier layers, there too
 * @param sinks the sink heads, on the text
 */
public record CausalEvidence(
        @Nullable SetEffect induction,
        @Nullable SetEffect previousToken,
        @Nullable SetEffect sinks) {

    /** No head was ablated. */
    public static final CausalEvidence NONE = new CausalEvidence(null, null, null);
}
