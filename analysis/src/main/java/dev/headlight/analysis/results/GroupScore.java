package dev.headlight.analysis.results;

/**
 * One score of every head by group of documents.
 *
 * <p>The test of a head asks whether it does the same in all groups: of {@code F = sum_g n_g (m_g - m)^2} with group
 * means {@code m_g} over {@code n_g} documents and their mean {@code m}, the share of label permutations that reach it.
 * The test of the interaction asks whether the groups move the heads differently: the same on each head's score minus
 * the mean of all heads in the same document, summed over heads.
 *
 * @param score id, as in the definitions
 * @param sink whether key 0 takes part
 * @param value mean over the group's documents [group][layer][head]; NaN where none of them has it
 * @param low lower bound of the 95% interval
 * @param high upper bound of the 95% interval
 * @param nullUniform of uniform attention on the group's documents [group]: it moves with their length
 * @param difference highest minus lowest mean of a group [layer][head]
 * @param share of the variance between documents that the groups explain, 0 to 1 [layer][head]
 * @param p of the head's own test, groups' labels permuted over documents [layer][head]
 * @param q Benjamini-Hochberg over all heads and scores of a hypothesis
 * @param apartP of the same test on the head's score minus the mean of all heads in the same document: whether the head
 *     moves otherwise than heads do in general [layer][head]
 * @param apartQ Benjamini-Hochberg over all heads and scores of a hypothesis
 * @param interactionP of the interaction of head and group, over all heads
 * @param interactionQ Benjamini-Hochberg over all scores
 */
public record GroupScore(
        String score,
        Sink sink,
        double[][][] value,
        double[][][] low,
        double[][][] high,
        double[] nullUniform,
        double[][] difference,
        double[][] share,
        double[][] p,
        double[][] q,
        double[][] apartP,
        double[][] apartQ,
        double interactionP,
        double interactionQ) {}
