package dev.headlight.analysis.results;

/**
 * One score of every head; each array is [layer][head].
 *
 * @param score id, as in the definitions
 * @param value mean over documents of the mean over rows
 * @param low lower bound of the 95% interval
 * @param high upper bound of the 95% interval
 * @param nullUniform the same score of uniform causal attention on the same text
 * @param control the same score of the random-initialised control; empty where there is none
 * @param controlLow lower bound of the control's interval; empty where there is none
 * @param controlHigh upper bound of the control's interval; empty where there is none
 * @param p two-sided p-value against {@code nullUniform}
 * @param q Benjamini-Hochberg over all heads and scores of a hypothesis
 * @param documents units behind the score
 * @param rows rows behind the score
 * @param skippedRows rows left out because nothing but the sink was left of them
 */
public record ScoreMatrix(
        String score,
        Sink sink,
        double[][] value,
        double[][] low,
        double[][] high,
        double[][] nullUniform,
        double[][] control,
        double[][] controlLow,
        double[][] controlHigh,
        double[][] p,
        double[][] q,
        int documents,
        long[][] rows,
        long[][] skippedRows) {}
