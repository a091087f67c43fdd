package dev.headlight.model;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Draws tokens one after the other. */
public final class Sampler {

    private final Sampling sampling;
    private final SplittableRandom random;
    private final long[] ranked; // the candidates: probability's bits above, id below

    Sampler(Sampling sampling, int vocab) {
        this.sampling = sampling;
        this.random = new SplittableRandom(sampling.seed());
        this.ranked = new long[vocab];
    }

    /** The next token's id. Logits that are equal go to the lower id first. */
    int next(float[] logits) {
        int likeliest = likeliest(logits, 0, logits.length);
        if (sampling.temperature() == 0) {
            return likeliest;
        }
        double max = logits[likeliest];
        double total = 0;
        for (float logit : logits) {
            total += weight(logit, max);
        }
        // A token below this can be no part of the smallest set unless all of the others are.
        double least = total * (1 - sampling.topP()) / logits.length;
        int candidates = 0;
        for (int id = 0; id < logits.length; id++) {
            float weight = (float) weight(logits[id], max);
            if (weight > 0 && weight >= least) {
                // Weights are positive, so their bits are in their order; ids count down to break
                // ties.
                ranked[candidates++] =
                        (long) Float.floatToIntBits(weight) << 32 | (Integer.MAX_VALUE - id);
            }
        }
        Arrays.sort(ranked, 0, candidates);
        return draw(candidates, sampling.topP() * total);
    }

    private double weight(float logit, double max) {
        return Math.exp((logit - max) / sampling.temperature());
    }

    /** Draws from the likeliest that together weigh {@code nucleus}. */
    private int draw(int candidates, double nucleus) {
        double held = 0;
        int last = candidates;
        while (last > 0 && held < nucleus) {
            held += weight(ranked[--last]);
        }
        double target = random.nextDouble() * held;
        for (int i = candidates - 1; i > last; i--) {
            target -= weight(ranked[i]);
            if (target < 0) {
                return id(ranked[i]);
            }
        }
        return id(ranked[last]);
    }

    private static float weight(long candidate) {
        return Float.intBitsToFloat((int) (candidate >>> 32));
    }

    private static int id(long candidate) {
        return Integer.MAX_VALUE - (int) candidate;
    }

    /** The id with the largest of {@code vocab} logits from {@code from} on; of equals the lowest. */
    public static int likeliest(float[] logits, int from, int vocab) {
        int best = from;
        for (int i = from + 1; i < from + vocab; i++) {
            if (logits[i] > logits[best]) {
                best = i;
            }
        }
        return best - from;
    }
}
