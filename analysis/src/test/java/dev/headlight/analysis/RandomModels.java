package dev.headlight.analysis;

import dev.headlight.model.ModelConfig;
import dev.headlight.model.OpenModel;
import dev.headlight.model.RandomInitialization;
import java.util.Arrays;
import java.util.Map;

/** Llamas with weights at random, in memory and without a tokenizer: they take ids alone. */
final class RandomModels {

    private static final float[] FREQUENCIES = {1, 0.5f, 0.2f, 0.1f, 0.05f, 0.02f, 0.01f, 0.005f};

    private RandomModels() {}

    /** 32 wide, 40 token ids, weights so large that heads differ. */
    static OpenModel small(int layers, int heads, int kvHeads, int dHead) {
        return of(layers, heads, kvHeads, dHead, 48, 40, 0.3f, 8);
    }

    /**
     * 32 wide, for 64 tokens; the parameters are those of {@link ModelConfig}.
     *
     * @param dHead 2 to 16
     */
    static OpenModel of(
            int layers,
            int heads,
            int kvHeads,
            int dHead,
            int dFeedForward,
            int vocab,
            float initializerRange,
            long seed) {
        ModelConfig config =
                new ModelConfig(
                        "llama",
                        layers,
                        heads,
                        kvHeads,
                        32,
                        dHead,
                        dFeedForward,
                        vocab,
                        64,
                        ModelConfig.Normalization.RMS_NORM,
                        1e-5f,
                        new ModelConfig.RotaryPositions(
                                dHead, false, Arrays.copyOf(FREQUENCIES, dHead / 2), 1),
                        ModelConfig.Activation.SILU,
                        true,
                        true,
                        initializerRange);
        return new OpenModel(
                "random",
                null,
                "made in memory",
                "none",
                1,
                Map.of(),
                config,
                RandomInitialization.of(config, seed),
                null,
                () -> {});
    }
}
