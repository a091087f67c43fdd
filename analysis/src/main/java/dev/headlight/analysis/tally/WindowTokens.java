package dev.headlight.analysis.tally;

/**
 * What the tokens of a window ask of its attention rows; the same for every head.
 *
 * @param length T
 * @param matches where each token stood earlier
 * @param shuffled the same for the window's tokens in random order, the null of induction on real text
 * @param sets the sets of tokens whose mass is tallied
 * @param sample rows that are kept as they are, ascending; empty for none
 */
public record WindowTokens(
        int length, TokenMatches matches, TokenMatches shuffled, TokenSets sets, int[] sample) {}
