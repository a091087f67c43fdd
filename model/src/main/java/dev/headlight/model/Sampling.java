package dev.headlight.model;

import dev.headlight.text.UsageException;

/**
 * How the next token is drawn from the model's distribution.
 *
 * @param temperature divides the logits; 0 takes the likeliest token
 * @param topP draws from the smallest set of likeliest tokens that holds this probability together
 *     (Holtzman et al. 2020); 1 draws from all
 * @param seed of the draws
 */
public record Sampling(double temperature, double topP, long seed) {

    public Sampling {
        if (!(temperature >= 0) || Double.isInfinite(temperature)) {
            throw new UsageException(
                    "a temperature of " + temperature + " is no number from 0 upwards");
        }
        if (!(topP > 0 && topP <= 1)) {
            throw new UsageException("a top-p of " + topP + " is not above 0 and at most 1");
        }
    }

    /** Always the likeliest token. */
    public static Sampling greedy() {
        return new Sampling(0, 1, 0);
    }
}
