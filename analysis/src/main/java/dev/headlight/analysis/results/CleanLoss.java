package dev.headlight.analysis.results;

/**
 * The loss of the model as it is, where the ablations are held against it.
 *
 * @param where {@code text} or {@code repeats}, of which the second and later copies count
 * @param loss nats a token, mean over units
 * @param low lower bound of the 95% interval
 * @param high upper bound of the 95% interval
 * @param units documents, windows or sequences
 * @param tokens positions at which the loss was taken
 * @param positions which those are, in words
 */
public record CleanLoss(
        String where,
        double loss,
        double low,
        double high,
        int units,
        long tokens,
        String positions) {}
