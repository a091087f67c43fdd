package dev.headlight.explorer.reading;

import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.OpenModel;
import dev.headlight.model.RandomInitialization;
import dev.headlight.model.RunState;
import dev.headlight.model.Transformer;
import dev.headlight.model.wired.WiredModel;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;

/** Two small models, a text for each, and their readings. */
abstract class ReadingFixture {

    private static final String TEXT =
            "One autumn, the fiddler walked to the market. The fiddler found a coin near the"
                    + " market.";

    final Workers workers = new Workers(2);
    final OpenModel wired = WiredModel.open();
    final Transformer model = new Transformer(wired.config(), wired.weights());
    final int[] tokens = TextTokens.of(TEXT, wired.tokenizer(), wired.config(), 512).ids();

    /** Rotary positions, and two query heads to a key/value head. */
    final Transformer rotary = rotary();

    final int[] random = new Random(3).ints(21, 0, 64).toArray();

    @AfterEach
    void close() {
        workers.close();
    }

    private static Transformer rotary() {
        float[] frequencies = {1f, 0.3f, 0.1f, 0.01f};
        ModelConfig config =
                new ModelConfig(
                        "llama",
                        2,
                        4,
                        2,
                        32,
                        8,
                        48,
                        64,
                        128,
                        ModelConfig.Normalization.RMS_NORM,
                        1e-5f,
                        new ModelConfig.RotaryPositions(8, false, frequencies, 1),
                        ModelConfig.Activation.SILU,
                        true,
                        false,
                        0.4f);
        return new Transformer(config, RandomInitialization.of(config, 5));
    }

    final Reading read(Transformer transformer, int[] ids, Map<Integer, byte[]> layers) {
        return new ReadingPass(transformer, workers).read(ids, layers::put, Stop.NEVER);
    }

    final Reading read(Transformer transformer, int[] ids) {
        return read(transformer, ids, new HashMap<>());
    }

    /** Attention in float64 from the layer's queries and keys. */
    final double[][] naive(Transformer transformer, int[] ids, Head head) {
        ModelConfig config = transformer.config();
        RunState state = new RunState(config, ids.length);
        transformer.embed(ids, state);
        for (int l = 0; l < head.layer(); l++) {
            transformer.layer(l, state, workers, null);
        }
        transformer.attend(head.layer(), state, workers, null);
        int d = config.dHead();
        int kv = head.head() / (config.nHeads() / config.nKvHeads());
        double[][] weights = new double[ids.length][ids.length];
        for (int i = 0; i < ids.length; i++) {
            double sum = 0;
            for (int j = 0; j <= i; j++) {
                double score = 0;
                for (int e = 0; e < d; e++) {
                    score +=
                            (double) state.query()[(i * config.nHeads() + head.head()) * d + e]
                                    * state.key(head.layer())[(j * config.nKvHeads() + kv) * d + e];
                }
                weights[i][j] = Math.exp(score / Math.sqrt(d));
                sum += weights[i][j];
            }
            for (int j = 0; j <= i; j++) {
                weights[i][j] /= sum;
            }
        }
        return weights;
    }
}
