package dev.headlight.analysis.hypothesis;

import static dev.headlight.analysis.hypothesis.PlantedVerdicts.evidence;
import static dev.headlight.analysis.hypothesis.PlantedVerdicts.focused;
import static dev.headlight.analysis.hypothesis.PlantedVerdicts.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.analysis.results.Outcome;
import dev.headlight.analysis.results.Verdict;
import org.junit.jupiter.api.Test;

/** Hypothesis 3 on entropies that are known. */
class AttentionEntropyTest {

    @Test
    void focusInTheMiddle() {
        Verdict v = verdict(3, focused(6, 0.6, 0.5), focused(6, 1, 1));
        assertThat(v.outcome()).isEqualTo(Outcome.SUPPORTED);
        assertThat(v.value()).isEqualTo(0.1, within(0.005));
        assertThat(v.headsShare()).isEqualTo(1);
        assertThat(verdict(3, focused(6, 0.5, 0.5), null).outcome()).isEqualTo(Outcome.REFUTED);
        assertThat(verdict(3, focused(3, 0.52, 0.5), null).outcome())
                .isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void middleThirdIsInTheMiddle() {
        for (int layers = 3; layers < 40; layers++) {
            int count = 0;
            for (int l = 0; l < layers; l++) {
                assertThat(AttentionEntropy.middle(l, layers))
                        .isEqualTo(AttentionEntropy.middle(layers - 1 - l, layers));
                count += AttentionEntropy.middle(l, layers) ? 1 : 0;
            }
            assertThat(3.0 * count / layers).isBetween(0.5, 1.5);
        }
        assertThat(AttentionEntropy.middle(9, 30)).isFalse();
        assertThat(AttentionEntropy.middle(10, 30)).isTrue();
        assertThat(AttentionEntropy.middle(19, 30)).isTrue();
    }

    @Test
    void twoLayersHaveNoMiddle() {
        Verdict v = verdict(3, evidence(2).both("entropy_normalized", (l, h) -> 0.5, 0.1, 1), null);
        assertThat(v.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(v.value()).isNaN();
        assertThat(v.sentence()).isEqualTo("Inconclusive: with 2 layers there is no middle third.");
    }
}
