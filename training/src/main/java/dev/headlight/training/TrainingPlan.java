package dev.headlight.training;

import dev.headlight.model.ModelConfig;
import dev.headlight.model.ModelConfig.Activation;
import dev.headlight.model.ModelConfig.LearnedPositions;
import dev.headlight.model.ModelConfig.Normalization;
import dev.headlight.model.ModelConfig.RotaryPositions;
import dev.headlight.text.InputException;
import dev.headlight.text.UsageException;
import java.util.Map;

/**
 * All that is asked of a training run: the model's sizes, the data, the optimizer, and what happens how often. Each
 * setting has one name ({@code kv-heads} for {@code kvHeads}) on the command line, in a configuration file and in
 * {@code training.json}. {@link Presets} are plans with names; a plan is checked once all is settled, by {@link
 * #checked}.
 */
public record TrainingPlan(
        @Setting(
                        "llama (RMSNorm, rotary positions, SwiGLU) or gpt2 (LayerNorm, learned positions, GELU)")
                Architecture architecture,
        @Setting("layers") int layers,
        @Setting("query heads of a layer; they divide the width") int heads,
        @Setting("key/value heads of a layer; they divide the heads; 0 for as many") int kvHeads,
        @Setting("width of the residual stream") int dim,
        @Setting("width inside the feed-forward block; 0 for 8/3 (llama) or 4 (gpt2) of the width")
                int ff,
        @Setting("tokens of a window") int context,
        @Setting("base of the rotary positions' frequencies (llama)") double rotaryBase,
        @Setting("whether the output matrix is the token embedding") boolean tied,
        @Setting("standard deviation of the random initialisation") double init,
        @Setting("tokenizer to make where none is given: bpe, characters or words")
                TokenizerKind tokenizer,
        @Setting("entries of the vocabulary that a bpe is trained to") int vocab,
        @Setting("share of the text held out for validation") double heldOut,
        @Setting("share of songs among the demo's documents") double songs,
        @Setting("windows of a batch") int batch,
        @Setting("batches whose gradients make one step") int accumulate,
        @Setting("optimizer steps") int steps,
        @Setting("muon (with AdamW for embeddings, output, norms and biases) or adamw")
                OptimizerKind optimizer,
        @Setting("peak learning rate of AdamW") double lr,
        @Setting("peak learning rate of Muon") double muonLr,
        @Setting("share of Muon's mean gradient that a step keeps") double muonMomentum,
        @Setting("share of AdamW's mean gradient that a step keeps") double beta1,
        @Setting("share of AdamW's mean square that a step keeps") double beta2,
        @Setting("added to the root of AdamW's mean square") double epsilon,
        @Setting("by which, times the learning rate, matrices and embeddings shrink at each step")
                double weightDecay,
        @Setting("steps in which the learning rate rises") int warmup,
        @Setting("share of the peak that the learning rate falls to, along a cosine")
                double lrFloor,
        @Setting(
                        "share dropped while training of the embedding and of what each block adds to the residual stream; attention weights are never dropped")
                double dropout,
        @Setting("largest norm of all gradients together; 0 for no limit") double clip,
        @Setting("decides the initial weights, what is held out, the windows and dropout")
                long seed,
        @Setting("threads; 0 for one a processor") int threads,
        @Setting("steps between two validations; 0 for none") int evalEvery,
        @Setting("windows of a validation; 0 for all") int evalWindows,
        @Setting("steps between two checkpoints; 0 for one at the end") int checkpointEvery,
        @Setting("checkpoints kept, the last ones") int keep,
        @Setting("steps between two analyses of the heads; 0 for none") int analyzeEvery) {

    /** Family of the model. */
    public enum Architecture {
        LLAMA,
        GPT2
    }

    /** What makes the steps. */
    public enum OptimizerKind {
        MUON,
        ADAMW
    }

    /** What tokens are, where no tokenizer is given. */
    public enum TokenizerKind {
        BPE,
        CHARACTERS,
        WORDS
    }

    private static final int FEED_FORWARD_MULTIPLE = 32;

    /** A plan with other values, names and values in turn; values as text or of the setting's type. */
    TrainingPlan with(Object... namesAndValues) {
        TrainingPlan plan = this;
        for (int i = 0; i < namesAndValues.length; i += 2) {
            plan = plan.with((String) namesAndValues[i], String.valueOf(namesAndValues[i + 1]));
        }
        return plan;
    }

    /**
     * A plan with one other value, as an option on the command line gives it.
     *
     * @param name as in {@link PlanSettings#names}
     * @throws UsageException where there is no such setting, or the text is no value of it
     */
    public TrainingPlan with(String name, String value) {
        return PlanSettings.with(this, name, value);
    }

    /** All settings by name, in the order of the record: what {@code training.json} holds. */
    public Map<String, Object> settings() {
        return PlanSettings.values(this);
    }

    /**
     * A plan from all that {@link #settings} gave, also where it comes back from JSON.
     *
     * @throws InputException where a setting is missing, unknown or of another type
     */
    public static TrainingPlan of(Map<String, ?> settings) {
        return PlanSettings.plan(settings);
    }

    /**
     * This plan, what follows from other settings filled in: nothing in it is left open.
     *
     * @throws UsageException where a value is out of its range, or two do not fit together
     */
    public TrainingPlan checked() {
        TrainingPlan plan = PlanChecks.check(this);
        return plan.with(
                "kv-heads", plan.keyValueHeads(),
                "ff", plan.feedForward(),
                "threads", threads > 0 ? threads : Runtime.getRuntime().availableProcessors());
    }

    /** Tokens of an optimizer step. */
    public long tokensPerStep() {
        return (long) batch * context * accumulate;
    }

    /** Key/value heads of a layer. */
    int keyValueHeads() {
        return kvHeads > 0 ? kvHeads : heads;
    }

    /** Width inside the feed-forward block: 8/3 of the model's, so that SwiGLU's three matrices cost what two would. */
    int feedForward() {
        if (ff > 0) {
            return ff;
        }
        if (architecture == Architecture.GPT2) {
            return 4 * dim;
        }
        int wanted = (int) (8L * dim / 3);
        return (wanted + FEED_FORWARD_MULTIPLE - 1) / FEED_FORWARD_MULTIPLE * FEED_FORWARD_MULTIPLE;
    }

    /**
     * The model's configuration.
     *
     * @param vocab of the tokenizer there is
     */
    public ModelConfig modelConfig(int vocab) {
        boolean llama = architecture == Architecture.LLAMA;
        int dHead = dim / heads;
        return new ModelConfig(
                llama ? "llama" : "gpt2",
                layers,
                heads,
                keyValueHeads(),
                dim,
                dHead,
                feedForward(),
                vocab,
                context,
                llama ? Normalization.RMS_NORM : Normalization.LAYER_NORM,
                1e-5f,
                llama
                        ? new RotaryPositions(dHead, false, frequencies(dHead, rotaryBase), 1)
                        : new LearnedPositions(),
                llama ? Activation.SILU : Activation.GELU_TANH,
                llama,
                tied,
                (float) init);
    }

    /** {@code base^(-2p / dHead)} of each pair, as Hugging Face's configuration gives them. */
    private static float[] frequencies(int dHead, double base) {
        float[] frequencies = new float[dHead / 2];
        for (int p = 0; p < frequencies.length; p++) {
            frequencies[p] = (float) Math.pow(base, -2.0 * p / dHead);
        }
        return frequencies;
    }
}
