package dev.headlight.analysis.hypothesis;

import static dev.headlight.analysis.hypothesis.PlantedVerdicts.effect;
import static dev.headlight.analysis.hypothesis.PlantedVerdicts.evidence;
import static dev.headlight.analysis.hypothesis.PlantedVerdicts.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.analysis.evidence.CausalEvidence;
import dev.headlight.analysis.evidence.PlantedEvidence;
import dev.headlight.analysis.results.Outcome;
import dev.headlight.analysis.results.Verdict;
import dev.headlight.analysis.score.Figure;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hypothesis 5 on attention to special tokens that is known. */
class SpecialTokenAggregationTest {

    private static PlantedEvidence punctuated(double mass, double matched) {
        return evidence(2)
                .both("special_mass", (l, h) -> mass, 0.1, 1)
                .with(Figure.ALPHA_0, (l, h) -> h == 0 ? 0.9 : 0.1, 0.01, 0.05)
                .matched(3, (l, h) -> matched, 0.1);
    }

    @Test
    void specialTokens() {
        Verdict v = verdict(5, punctuated(2, 1), punctuated(1, 1));
        assertThat(v.outcome()).isEqualTo(Outcome.SUPPORTED);
        assertThat(v.value()).isEqualTo(Math.log(2), within(0.02));
        assertThat(v.figures())
                .anyMatch(
                        f ->
                                f.name().equals("share of heads with alpha_0 > 0.3")
                                        && f.value() == 0.25);
        // Any frequent token draws as much: what uniform attention says is not enough.
        assertThat(verdict(5, punctuated(2, 2), null).outcome()).isEqualTo(Outcome.REFUTED);
        assertThat(verdict(5, punctuated(1.2, 1), null).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void noSpecialTokensOrNothingToMatchThem() {
        Verdict none = verdict(5, evidence(2), null);
        assertThat(none.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(none.sentence()).contains("no punctuation, newline or special token");
        Verdict unmatched = verdict(5, evidence(2).both("special_mass", (l, h) -> 2, 0.1, 1), null);
        assertThat(unmatched.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(unmatched.notYetDone()).hasSize(1);
        // A head that gives them nothing at all has no logarithm, but the others keep theirs.
        Verdict zero =
                verdict(
                        5,
                        evidence(2)
                                .both("special_mass", (l, h) -> 0, 0, 1)
                                .matched(2, (l, h) -> 1, 0.1),
                        null);
        assertThat(zero.outcome()).isEqualTo(Outcome.REFUTED);
        assertThat(zero.value()).isEqualTo(Math.log(1e-6), within(0.1));
    }

    @Test
    void whatAblatingTheSinkHeadsDoesStandsInVerdictFive() {
        Verdict v =
                Verdicts.of(
                                evidence(2)
                                        .both("special_mass", (l, h) -> 2, 0.1, 1)
                                        .matched(2, (l, h) -> 1, 0.05)
                                        .with(Figure.ALPHA_0, (l, h) -> 0.5, 0.1, 0.07),
                                null,
                                new CausalEvidence(null, null, effect(1, 20, 0.05)),
                                List.of(),
                                1,
                                alert -> {})
                        .get(4);
        assertThat(v.figures())
                .anyMatch(
                        f ->
                                f.name()
                                        .equals(
                                                "rise of the loss without L1H2, for random heads instead"));
    }
}
