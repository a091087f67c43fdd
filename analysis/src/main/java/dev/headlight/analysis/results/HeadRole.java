package dev.headlight.analysis.results;

/**
 * The role a head earned, the score that earned it, and the runner-up.
 *
 * @param role {@code previous token}, {@code duplicate token}, {@code induction}, {@code sink}, {@code
 *     punctuation}, {@code local}, {@code broad}, {@code mixed}
 * @param score id of the score that earned it
 * @param value of that score
 * @param low lower bound of its 95% interval
 * @param high upper bound of its 95% interval
 * @param margin how far the score's lower bound lies above the role's threshold, in thresholds
 * @param runnerUp the next best role, or empty
 * @param runnerUpMargin its margin
 */
public record HeadRole(
        int layer,
        int head,
        int kvGroup,
        String role,
        String score,
        double value,
        double low,
        double high,
        double margin,
        String runnerUp,
        double runnerUpMargin) {}
