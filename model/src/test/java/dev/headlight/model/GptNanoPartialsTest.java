package dev.headlight.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.engine.Workers;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * Every intermediate of a trained GPT-2 against PyTorch's. The file holds those within a layer for the first
 * layer, and what left each layer, for three inputs.
 */
class GptNanoPartialsTest {

    private static final float TOLERANCE = 2e-6f;
    private static final int T = 11;

    @Test
    void everyIntermediateAgreesWithPyTorch() throws IOException {
        GptNano nano = new GptNano();
        Transformer transformer = new Transformer(nano.config, nano.weights);
        RunState state = new RunState(nano.config, T);
        float[] ids = GptNano.tensor(nano.partials.get("idx"));
        float[] logits = new float[3];
        try (Workers workers = new Workers(2)) {
            for (int b = 0; b < 3; b++) {
                int[] tokens = new int[T];
                for (int t = 0; t < T; t++) {
                    tokens[t] = (int) ids[b * T + t];
                }
                CapturedRows rows = new CapturedRows(3, 3, T);
                transformer.embed(tokens, state);
                same(nano, "x", b, state.residual());
                transformer.attend(0, state, workers, rows);
                same(nano, "ln1", b, state.normed());
                same(nano, "q", b, byHead(state.query()));
                same(nano, "k", b, byHead(state.key(0)));
                same(nano, "v", b, byHead(state.value(0)));
                same(nano, "attSm", b, rows.ofLayer(0));
                same(nano, "y", b, state.attended());
                transformer.addAttention(0, state, workers);
                same(nano, "attnResid", b, state.residual());
                transformer.addFeedForward(0, state, workers);
                same(nano, "ln2", b, state.normed());
                same(nano, "gelu", b, state.hidden());
                same(nano, "block0", b, state.residual());
                transformer.layer(1, state, workers, rows);
                same(nano, "block1", b, state.residual());
                transformer.layer(2, state, workers, rows);
                same(nano, "block2", b, state.residual());
                transformer.finish(state, workers);
                same(nano, "ln_f", b, state.normed());
                float[] all = new float[3 * T];
                for (int t = 0; t < T; t++) {
                    transformer.logits(state, t, logits, workers);
                    System.arraycopy(logits, 0, all, 3 * t, 3);
                }
                same(nano, "lm_head", b, all);
            }
        }
    }

    /** Compares with input {@code b}'s part of a tensor of three inputs. */
    private static void same(GptNano nano, String name, int b, float[] actual) {
        float[] all = GptNano.tensor(nano.partials.get(name));
        int size = all.length / 3;
        float[] expected = Arrays.copyOfRange(all, b * size, (b + 1) * size);
        assertThat(actual.length).isGreaterThanOrEqualTo(size);
        for (int i = 0; i < size; i++) {
            // Of a number above 1 the last digits weigh more: relative there.
            float tolerance = TOLERANCE * Math.max(1, Math.abs(expected[i]));
            assertThat(actual[i])
                    .as("%s[%d] of input %d", name, i, b)
                    .isEqualTo(expected[i], within(tolerance));
        }
    }

    /** {@code [T, nHeads, dHead]} as PyTorch's {@code [nHeads, T, dHead]}. */
    private static float[] byHead(float[] x) {
        float[] y = new float[T * 48];
        for (int t = 0; t < T; t++) {
            for (int h = 0; h < 3; h++) {
                System.arraycopy(x, t * 48 + h * 16, y, (h * T + t) * 16, 16);
            }
        }
        return y;
    }
}
