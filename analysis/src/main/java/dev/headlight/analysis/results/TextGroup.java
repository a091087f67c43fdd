package dev.headlight.analysis.results;

/**
 * Documents of one kind.
 *
 * @param name of the folder, or as {@code --group} named it
 * @param documents units in it
 * @param tokens in them
 * @param loss mean over its units, nats a token
 * @param lossLow lower bound of the 95% interval
 * @param lossHigh upper bound of the 95% interval
 */
public record TextGroup(
        String name, int documents, long tokens, double loss, double lossLow, double lossHigh) {}
