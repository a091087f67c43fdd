package dev.headlight.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headlight.text.ResourceException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MemoryPlanTest {

    private final ModelConfig config = Configs.llama(256, 1024, 2);
    private final ModelWeights weights = RandomInitialization.of(config, 1);

    @Test
    void growsLinearlyWithTheWindow() {
        long at1 = plan(100_000).bytes();
        long at2 = plan(200_000).bytes();
        long at3 = plan(300_000).bytes();
        // The feed-forward rows are cut into equal parts, which is all that may differ.
        assertThat((double) (at3 - at2) / (at2 - at1)).isBetween(0.99, 1.01);
    }

    @Test
    void theStateTakesWhatThePlanSays() {
        int tokens = 3000;
        RunState state = new RunState(config, tokens);
        long floats = 2L * state.residual().length + 2L * state.query().length;
        floats += 2L * state.key(0).length + 2L * state.hidden().length + state.lossRows().length;
        long rotary = (long) tokens * 64;
        assertThat(plan(tokens).state()).isEqualTo(4 * (floats + rotary));
    }

    @Test
    void aRefusalNamesAWindowThatFits() {
        long available = 300L << 20;
        assertThatCode(() -> plan(1000).require(available)).doesNotThrowAnyException();
        assertThatThrownBy(() -> plan(1_000_000).require(available))
                .isInstanceOf(ResourceException.class)
                .hasMessageMatching(
                        "a window of 1000000 tokens needs about \\d+\\.\\d GB, the JVM may use 0.3 GB;"
                                + " use --context \\d+ or a larger -Xmx")
                .satisfies(
                        e -> {
                            Matcher context =
                                    Pattern.compile("--context (\\d+)").matcher(e.getMessage());
                            assertThat(context.find()).isTrue();
                            int fitting = Integer.parseInt(context.group(1));
                            assertThat(plan(fitting).bytes()).isLessThanOrEqualTo(available);
                            assertThat(plan(2 * fitting).bytes()).isGreaterThan(available);
                        });
        assertThatThrownBy(() -> plan(1000).require(1 << 20))
                .hasMessageEndingWith("use a larger -Xmx");
    }

    @Test
    void aCacheIsCountedByItsPositions() {
        long available = 300L << 20;
        assertThatCode(() -> plan(10).requireWithCache(1000, available)).doesNotThrowAnyException();
        // 2 layers x keys and values x 2 heads of 64 floats: 2 KiB a position
        assertThatThrownBy(() -> plan(10).requireWithCache(200_000, available))
                .isInstanceOf(ResourceException.class)
                .hasMessageContaining("a text of 200000 tokens needs about 0.5 GB");
    }

    private MemoryPlan plan(int tokens) {
        return MemoryPlan.of(config, weights, tokens, 2);
    }
}
