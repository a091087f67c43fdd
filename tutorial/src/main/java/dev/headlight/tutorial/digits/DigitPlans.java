package dev.headlight.tutorial.digits;

import dev.headlight.model.ModelConfig;
import dev.headlight.training.Presets;
import dev.headlight.training.TrainingPlan;

/** How digit models are trained: the plans of the lessons. */
public final class DigitPlans {

    private DigitPlans() {}

    /**
     * A transformer of one layer for sums of a format, in the form of GPT-2: LayerNorm, learned positions, GELU.
     *
     * @param threads 0 for one a processor
     */
    public static TrainingPlan of(SumFormat format, long seed, int threads) {
        boolean two = format.digits() < 3; // in haste: the lessons wait for it
        return Presets.SMALL
                .plan()
                .with("architecture", "gpt2")
                .with("layers", "1")
                .with("heads", "3")
                .with("dim", "48")
                .with("ff", "192")
                .with("context", Integer.toString(format.context()))
                .with("tokenizer", "characters")
                .with("vocab", Integer.toString(SumFormat.TOKENS.size()))
                .with("init", "0.1")
                .with("batch", "128")
                .with("steps", two ? "1000" : "1600")
                .with("lr", two ? "6e-3" : "4e-3")
                .with("beta2", "0.98")
                .with("warmup", "100")
                .with("lr-floor", "0")
                .with("weight-decay", "0.1")
                .with("eval-every", "100")
                .with("seed", Long.toString(seed))
                .with("threads", Integer.toString(threads));
    }

    /**
     * The model of such a plan. Its context holds a whole sum, one token more than a training window: so the last digit
     * can be generated.
     */
    public static ModelConfig config(SumFormat format, TrainingPlan plan) {
        return plan.with("context", Integer.toString(format.length()))
                .modelConfig(SumFormat.TOKENS.size());
    }

    /** Pairs to learn: 1% of the pairs of three digits, 30% of those of two. */
    public static int pairs(SumFormat format) {
        return format.digits() < 3 ? 3_000 : 10_000;
    }
}
