package dev.headlight.analysis.hypothesis;

import static dev.headlight.analysis.hypothesis.PlantedVerdicts.effect;
import static dev.headlight.analysis.hypothesis.PlantedVerdicts.evidence;
import static dev.headlight.analysis.hypothesis.PlantedVerdicts.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.analysis.evidence.CausalEvidence;
import dev.headlight.analysis.evidence.PlantedEvidence;
import dev.headlight.analysis.evidence.SetEffect;
import dev.headlight.analysis.results.Outcome;
import dev.headlight.analysis.results.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hypothesis 4 on heads that copy, and on what ablating them does. */
class InductionHeadsTest {

    private static PlantedEvidence copying(double strongest, double noise) {
        return evidence(2)
                .both(
                        "induction_entry",
                        (l, h) -> l == 1 && h == 2 ? strongest : 0.01,
                        noise,
                        0.0138);
    }

    @Test
    void inductionHeadsFound() {
        Verdict v = verdict(4, copying(0.8, 0.01), copying(0.014, 0.001));
        assertThat(v.outcome()).isEqualTo(Outcome.FOUND_CAUSE_NOT_TESTED);
        assertThat(v.headsShare()).isEqualTo(1.0 / 8);
        assertThat(v.value()).isNaN();
        assertThat(v.p()).isNaN();
        assertThat(v.q()).isNaN();
        assertThat(v.controlPasses()).isFalse();
        assertThat(v.notYetDone()).singleElement().asString().contains("have not been ablated");
        assertThat(v.sentence())
                .startsWith("Found, cause not tested: 1 head is found, the strongest, L1H2 gives");
        assertThat(v.figures())
                .anyMatch(f -> f.name().equals("heads found, sink=without") && f.value() == 1);
    }

    private static Verdict tested(SetEffect effect) {
        return Verdicts.of(
                        copying(0.8, 0.01),
                        copying(0.014, 0.001),
                        new CausalEvidence(effect, null, null),
                        List.of(),
                        1,
                        alert -> {})
                .get(3);
    }

    @Test
    void inductionHeadsWithoutWhichTheLossRisesAreACause() {
        Verdict v = tested(effect(2, 100, 1.0 / 101));
        assertThat(v.outcome()).isEqualTo(Outcome.SUPPORTED);
        assertThat(v.value()).isEqualTo(2 * 1.09 - 0.2, within(1e-9));
        assertThat(v.low()).isBetween(1.8, v.value());
        assertThat(v.p()).isEqualTo(1.0 / 101);
        assertThat(v.pNull()).isEqualTo("random heads do as much");
        assertThat(v.documents()).isEqualTo(10);
        assertThat(v.tokens()).isEqualTo(500);
        assertThat(v.notYetDone()).isEmpty();
        assertThat(v.sentence())
                .startsWith("Supported: E = 1.98")
                .contains("10 sequences, 500 tokens")
                .contains("1 head is found")
                .contains(
                        "the loss rises by 2.18 nats, without random heads of the same layers by 0.2")
                .contains("p = 0.0099, 100 random sets");
        assertThat(v.figures())
                .anyMatch(
                        f ->
                                f.name()
                                                .equals(
                                                        "rise of the loss without L1H2, beyond random heads")
                                        && f.value() == v.value());
    }

    @Test
    void foundHeadsThatTheModelDoesNotMissAreRefuted() {
        assertThat(tested(effect(0.01, 100, 0.2)).outcome()).isEqualTo(Outcome.REFUTED);
        // Enough, but random heads do as much.
        Verdict common = tested(effect(2, 100, 0.2));
        assertThat(common.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(common.sentence()).contains("the extra condition fails (p = 0.2)");
        Verdict alone = tested(effect(2, 0, Double.NaN));
        assertThat(alone.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(alone.sentence()).contains("no set of random heads");
    }

    @Test
    void noInductionHead() {
        Verdict v = verdict(4, copying(0.012, 0.001), copying(0.014, 0.001));
        assertThat(v.outcome()).isEqualTo(Outcome.REFUTED);
        assertThat(v.headsShare()).isZero();
        // At the threshold of three times the null, 0.0414, neither.
        assertThat(verdict(4, copying(0.0414, 0.01), copying(0.014, 0.001)).outcome())
                .isEqualTo(Outcome.INCONCLUSIVE);
        // A head of the control that is stronger still lifts the threshold.
        Verdict lifted = verdict(4, copying(0.5, 0.01), copying(0.6, 0.01));
        assertThat(lifted.outcome()).isEqualTo(Outcome.REFUTED);
        assertThat(lifted.controlPasses()).isTrue();
        assertThat(verdict(4, copying(0.8, 0.01), null).notYetDone())
                .anyMatch(s -> s.contains("There is no control"));
    }

    @Test
    void repeatsTooShortToTell() {
        PlantedEvidence tiny = evidence(2).both("induction_entry", (l, h) -> 0.3, 0.001, 0.4);
        Verdict v = verdict(4, tiny, null);
        assertThat(v.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(v.sentence()).contains("the repeats are so short");
    }
}
