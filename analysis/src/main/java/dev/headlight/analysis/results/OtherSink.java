package dev.headlight.analysis.results;

/**
 * A key position other than 0 that draws more than 0.3 of a head's attention.
 *
 * @param document where
 * @param window 0-based number of the window within it
 * @param position k, 0-based in the window
 * @param token the token that stands there
 * @param alpha {@code mean_{i >= k} A[i,k]}
 */
public record OtherSink(
        int layer,
        int head,
        String document,
        int window,
        int position,
        String token,
        double alpha) {}
