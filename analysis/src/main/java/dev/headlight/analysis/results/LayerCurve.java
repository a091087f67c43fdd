package dev.headlight.analysis.results;

/**
 * A score by layer.
 *
 * @param mean over the layer's heads [layer]
 * @param low lower bound of the 95% interval of the mean [layer]
 * @param high upper bound of the 95% interval of the mean [layer]
 * @param spread standard deviation over the layer's heads [layer]
 * @param nullUniform of uniform attention [layer]
 * @param control the control's mean [layer]; empty where there is none
 */
public record LayerCurve(
        String score,
        Sink sink,
        double[] mean,
        double[] low,
        double[] high,
        double[] spread,
        double[] nullUniform,
        double[] control) {}
