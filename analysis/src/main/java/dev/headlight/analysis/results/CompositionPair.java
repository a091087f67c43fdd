package dev.headlight.analysis.results;

/**
 * A head and a head of a later layer that reads what it writes.
 *
 * @param kind what the later head reads it for: {@code key}, {@code query} or {@code value}
 * @param fromLayer 0-based layer of the head that writes
 * @param fromHead 0-based head
 * @param toLayer 0-based layer of the head that reads
 * @param toHead 0-based head; keys and values are those of its key/value group
 * @param score {@code norm(W_out W_in) / (norm(W_out) norm(W_in))}, Frobenius norms, 0 to 1
 * @param above the score minus the control's mean over all pairs; NaN where there is no control
 */
public record CompositionPair(
        String kind,
        int fromLayer,
        int fromHead,
        int toLayer,
        int toHead,
        double score,
        double above) {}
