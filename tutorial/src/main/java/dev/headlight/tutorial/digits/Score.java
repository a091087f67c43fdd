package dev.headlight.tutorial.digits;

/**
 * How many of some sums a model has right, the right digits given before each.
 *
 * @param sums how many were asked
 * @param exact share of the sums with every digit right
 * @param places share of right digits by place, units first, {@code [answerDigits]}
 * @param withoutCarry share of the sums without any carry that are right
 * @param withCarry share of the others that are right
 * @param loss mean over the digits, in nats
 */
public record Score(
        int sums,
        double exact,
        double[] places,
        double withoutCarry,
        double withCarry,
        double loss) {}
