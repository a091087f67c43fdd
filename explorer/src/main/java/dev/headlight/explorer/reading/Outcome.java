package dev.headlight.explorer.reading;

import java.util.List;

/**
 * What a model predicts over a text.
 *
 * @param losses {@code -ln p(token i + 1 | tokens 0 .. i)} in nats for {@code i = 0 .. T - 2}
 * @param ranks how many tokens were likelier than the one that came, for {@code i = 0 .. T - 2}
 * @param next the likeliest tokens after each position {@code 0 .. T - 1}, the likeliest first
 */
public record Outcome(double[] losses, int[] ranks, List<List<Next>> next) {

    /**
     * A token that may come.
     *
     * @param probability of the softmax over the whole vocabulary
     */
    public record Next(int id, double probability) {}

    public Outcome {
        next = next.stream().map(List::copyOf).toList();
    }

    /** Mean of the losses; NaN where there is none. */
    public double meanLoss() {
        double sum = 0;
        for (double loss : losses) {
            sum += loss;
        }
        return losses.length == 0 ? Double.NaN : sum / losses.length;
    }
}
