package dev.headlight.analysis.hypothesis;

import static dev.headlight.analysis.hypothesis.PlantedVerdicts.evidence;
import static dev.headlight.analysis.hypothesis.PlantedVerdicts.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.analysis.results.Outcome;
import dev.headlight.analysis.results.Verdict;
import org.junit.jupiter.api.Test;

/** Hypothesis 1 on slopes that are known. */
class PositionalDecayTest {

    @Test
    void decaySupported() {
        Verdict v =
                verdict(
                        1,
                        evidence(2).slopes((l, h) -> -0.5, 0.1),
                        evidence(2).slopes((l, h) -> 0, 0.01));
        assertThat(v.outcome()).isEqualTo(Outcome.SUPPORTED);
        assertThat(v.value()).isEqualTo(0.5, within(0.03));
        assertThat(v.low()).isBetween(0.4, 0.5);
        assertThat(v.headsShare()).isEqualTo(1);
        assertThat(v.controlPasses()).isFalse();
        assertThat(v.p()).isEqualTo(1.0 / 401, within(1e-12));
        assertThat(v.sentence())
                .startsWith("Supported: E = ")
                .contains("60 documents, 6,000 tokens")
                .contains("100% of the heads pass by themselves")
                .endsWith("and does not pass.");
        assertThat(v.notYetDone()).isEmpty();
    }

    @Test
    void decayThatTheControlHasToo() {
        Verdict v =
                verdict(
                        1,
                        evidence(2).slopes((l, h) -> -0.5, 0.1),
                        evidence(2).slopes((l, h) -> -0.4, 0.1));
        assertThat(v.outcome()).isEqualTo(Outcome.SUPPORTED);
        assertThat(v.controlPasses()).isTrue();
        assertThat(v.sentence())
                .startsWith("Supported but not specific: ")
                .endsWith("and passes too, so this says nothing about training.");
    }

    @Test
    void decayRefutedAndInconclusive() {
        Verdict refuted = verdict(1, evidence(2).slopes((l, h) -> 0.01, 0.1), null);
        assertThat(refuted.outcome()).isEqualTo(Outcome.REFUTED);
        assertThat(refuted.headsShare()).isZero();
        assertThat(refuted.sentence()).contains("there is no control");
        Verdict straddling = verdict(1, evidence(2).slopes((l, h) -> -0.1, 0.5), null);
        assertThat(straddling.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        // 8 heads of standard deviation 0.5 on 60 units: SE = 0.5 / sqrt(480) = 0.0228.
        assertThat(straddling.detectableEffect()).isEqualTo(0.1 + 2.8 * 0.0228, within(0.012));
        assertThat(straddling.sentence()).contains("with 80% power");
    }
}
