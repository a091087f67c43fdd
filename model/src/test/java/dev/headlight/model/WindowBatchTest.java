package dev.headlight.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.engine.Workers;
import dev.headlight.model.training.Parameters;
import dev.headlight.text.InputException;
import dev.headlight.text.UsageException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Many windows at once against one window after the other. */
class WindowBatchTest {

    private static final int T = 9;
    private static final int STEP = 11;

    static Stream<ModelConfig> configs() {
        return Stream.of(
                Configs.llama(32, 48, 1),
                Configs.llama(32, 48, 3),
                Configs.gpt2(32, 1),
                Configs.gpt2(32, 2));
    }

    @ParameterizedTest
    @MethodSource("configs")
    void eachWindowIsAsItIsAlone(ModelConfig config) {
        Transformer transformer = random(config);
        int[] ids = ids(config, 7);
        try (Workers workers = new Workers(2)) {
            for (int asked : new int[] {1, 4, T}) {
                WindowBatch windows = new WindowBatch(transformer, 7, T, asked, workers);
                for (int repeat = 0; repeat < 2; repeat++) { // nothing is left of the run before
                    windows.forward(ids, STEP);
                }
                float[] z = windows.logits().clone();
                int[] likeliest = new int[7 * asked];
                windows.likeliest(likeliest);
                RunState state = new RunState(config, T);
                float[] alone = new float[config.vocab()];
                for (int b = 0; b < 7; b++) {
                    int[] window = Arrays.copyOfRange(ids, b * STEP, b * STEP + T);
                    transformer.forward(window, state, workers, null);
                    for (int r = 0; r < asked; r++) {
                        transformer.logits(state, T - asked + r, alone, workers);
                        int at = (b * asked + r) * config.vocab();
                        float most = Float.NEGATIVE_INFINITY;
                        for (int v = 0; v < config.vocab(); v++) {
                            assertThat(z[at + v]).isEqualTo(alone[v], within(2e-4f));
                            most = Math.max(most, z[at + v]);
                        }
                        assertThat(z[at + likeliest[b * asked + r]]).isEqualTo(most);
                    }
                }
            }
        }
    }

    @Test
    void whatCannotBeRunIsSaid() {
        ModelConfig config = Configs.gpt2(32, 1);
        Transformer transformer = random(config);
        try (Workers workers = new Workers(1)) {
            assertThatThrownBy(
                            () -> new WindowBatch(transformer, 2, config.context() + 1, 1, workers))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("learned positions");
            WindowBatch windows = new WindowBatch(transformer, 2, 3, 1, workers);
            assertThatThrownBy(() -> windows.forward(new int[] {1, 2, 3, 4, config.vocab(), 6}, 3))
                    .isInstanceOf(InputException.class);
        }
    }

    private static Transformer random(ModelConfig config) {
        return new Transformer(config, Parameters.random(wide(config), 11).weights());
    }

    /** With an initialisation that lets positions differ. */
    private static ModelConfig wide(ModelConfig c) {
        return new ModelConfig(
                c.family(),
                c.nLayers(),
                c.nHeads(),
                c.nKvHeads(),
                c.dModel(),
                c.dHead(),
                c.dFeedForward(),
                c.vocab(),
                c.context(),
                c.normalization(),
                c.normEpsilon(),
                c.positions(),
                c.activation(),
                c.gatedFeedForward(),
                c.tiedEmbeddings(),
                0.2f);
    }

    private static int[] ids(ModelConfig config, int batch) {
        return new SplittableRandom(5).ints((long) batch * STEP, 0, config.vocab()).toArray();
    }
}
