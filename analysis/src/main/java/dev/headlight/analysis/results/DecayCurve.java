package dev.headlight.analysis.results;

/**
 * Attention by distance: {@code P(d) / u(d)}, attention over uniform attention at that distance.
 *
 * @param from first distance of each bin, in tokens
 * @param to last distance of each bin, in tokens
 * @param rows rows behind each bin
 * @param uniform {@code u} of each bin
 * @param attention {@code P} [layer][head][bin]
 * @param ratioMean mean over heads of {@code P / u} [bin]
 * @param ratioLow lower bound of its 95% interval [bin]
 * @param ratioHigh upper bound of its 95% interval [bin]
 * @param ratioMedian median head's {@code P / u} [bin]
 * @param controlMean the control's {@code ratioMean}; empty where there is none
 * @param powerLaw fit of {@code ln(P/u) = a - b ln d} to the mean curve: {@code [a, b]}
 * @param exponential fit of {@code ln(P/u) = a - b d} to the mean curve: {@code [a, b]}
 * @param betterFit which of the two predicts held-out documents better: {@code power law}, {@code
 *     exponential}, or {@code not tested}
 */
public record DecayCurve(
        Sink sink,
        int[] from,
        int[] to,
        long[] rows,
        double[] uniform,
        double[][][] attention,
        double[] ratioMean,
        double[] ratioLow,
        double[] ratioHigh,
        double[] ratioMedian,
        double[] controlMean,
        double[] powerLaw,
        double[] exponential,
        String betterFit) {}
