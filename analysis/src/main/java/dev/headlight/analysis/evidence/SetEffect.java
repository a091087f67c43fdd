package dev.headlight.analysis.evidence;

import dev.headlight.analysis.statistics.Estimate;

/**
 * What ablating a set of heads did to the loss, beside random sets of as many heads of the same layers.
 *
 * @param name what the set is, in words
 * @param heads how many
 * @param delta loss without the set minus loss with it, nats
 * @param random the same of the random sets, mean over them; does not exist where there are none
 * @param excess {@code delta} minus {@code random}, paired within units
 * @param sets how many random sets
 * @param p one-sided permutation p-value; NaN where there are no sets
 * @param pNull the null it refers to, in words
 * @param note what a reader must know of the sets, or empty
 * @param units sequences, documents or windows
 * @param tokens positions at which the loss was taken
 */
public record SetEffect(
        String name,
        int heads,
        Estimate delta,
        Estimate random,
        Estimate excess,
        int sets,
        double p,
        String pNull,
        String note,
        int units,
        long tokens) {}
