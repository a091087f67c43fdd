package dev.headlight.analysis.score;

import java.io.Serializable;

/**
 * A key position {@code k > 0} with {@code alpha_k = mean_{i >= k} A[i,k] > 0.3}, at least 16 rows behind
 * it.
 *
 * @param window 0-based number of the window within the document
 * @param position k, 0-based in the window
 * @param token id of the token there
 */
public record SinkPosition(int layer, int head, int window, int position, int token, float alpha)
        implements Serializable {}
