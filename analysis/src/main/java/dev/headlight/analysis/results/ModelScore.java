package dev.headlight.analysis.results;

/**
 * A figure of the model as a whole.
 *
 * @param id {@code loss}, {@code icl}, {@code sink_rate}
 * @param value NaN where it does not exist
 * @param low lower bound of the 95% interval
 * @param high upper bound of the 95% interval
 * @param control of the random-initialised control, NaN where there is none
 * @param documents units behind it
 * @param note at which positions or length it was taken
 */
public record ModelScore(
        String id,
        double value,
        double low,
        double high,
        double control,
        int documents,
        String note) {}
