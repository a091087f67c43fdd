package dev.headlight.analysis.hypothesis;

import static dev.headlight.analysis.hypothesis.PlantedVerdicts.focused;
import static dev.headlight.analysis.hypothesis.PlantedVerdicts.layered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.analysis.evidence.CausalEvidence;
import dev.headlight.analysis.evidence.PlantedEvidence;
import dev.headlight.analysis.results.Definition;
import dev.headlight.analysis.results.Outcome;
import dev.headlight.analysis.results.Verdict;
import dev.headlight.analysis.score.Definitions;
import dev.headlight.analysis.score.Figure;
import dev.headlight.analysis.statistics.Interval;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What all six verdicts have in common, on evidence whose truth is known. */
class VerdictsTest {

    @Test
    void theRuleIsTheRule() {
        assertThat(VerdictRule.outcome(new Interval(0.2, 0.3), 0.1, true))
                .isEqualTo(Outcome.SUPPORTED);
        assertThat(VerdictRule.outcome(new Interval(0.2, 0.3), 0.1, false))
                .isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(VerdictRule.outcome(new Interval(0.05, 0.09), 0.1, true))
                .isEqualTo(Outcome.REFUTED);
        assertThat(VerdictRule.outcome(new Interval(0.05, 0.09), 0.1, false))
                .isEqualTo(Outcome.REFUTED);
        assertThat(VerdictRule.outcome(new Interval(0.05, 0.15), 0.1, true))
                .isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(VerdictRule.outcome(new Interval(0.1, 0.15), 0.1, true))
                .isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(VerdictRule.outcome(Interval.NONE, 0.1, true)).isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void theRulesAreThoseOfTheDefinitions() {
        List<Claim> claims = Hypothesis.all(1).stream().map(Hypothesis::claim).toList();
        assertThat(claims).extracting(Claim::number).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(claims)
                .extracting(Claim::smallestEffect)
                .containsExactly(0.1, 0.3, 0.02, 0.05, Math.log(1.2), 0.05);
        // The cards that people read say the same.
        for (Claim claim : claims) {
            Definition card = Definitions.of(claim.id()).orElseThrow();
            assertThat(card.title()).isEqualTo(claim.number() + ". " + claim.title());
            assertThat(card.meaning()).startsWith(claim.statement());
            assertThat(card.formula())
                    .contains(
                            claim.number() == 5
                                    ? "s = ln 1.2"
                                    : "s = " + Figures.number(claim.smallestEffect()));
        }
        assertThat(VerdictRule.text(claims.get(1)))
                .isEqualTo(
                        "supported where the whole 95% interval of E lies above s = 0.3 and p < 0.05 with"
                                + " the layers' labels permuted (at least 5 layers); refuted where it lies"
                                + " below s; inconclusive otherwise");
    }

    @Test
    void aVerdictThatTheSinkDecidesIsTold() {
        PlantedEvidence turned =
                layered(6, 3, 0.5)
                        .with(Figure.MEAN_DISTANCE, (l, h) -> 50 - 3 * l, 0.1, 40)
                        .with(Figure.LOCALITY_8, (l, h) -> 0.3 + 0.02 * l, 0.001, 0.2)
                        .with(
                                Figure.ENTROPY_NORMALIZED_WITHOUT,
                                (l, h) -> AttentionEntropy.middle(l, 6) ? 0.5 : 0.7,
                                0.02,
                                1)
                        .with(Figure.ENTROPY_NORMALIZED, (l, h) -> 0.5, 0.02, 1)
                        .slopes((l, h) -> -0.5, 0.1);
        List<String> alerts = new ArrayList<>();
        List<Verdict> verdicts =
                Verdicts.of(turned, null, CausalEvidence.NONE, List.of(), 3, alerts::add);
        assertThat(alerts)
                .containsExactly(
                        "Verdict 2, layer evolution, depends on the sink: supported without it, refuted"
                                + " with it.",
                        "Verdict 3, attention entropy, depends on the sink: supported without it,"
                                + " refuted with it.");
        assertThat(verdicts.get(2).sentence()).contains("; with the sink in it would be refuted");
        // Too few layers to be judged at all: nothing hangs on the sink.
        alerts.clear();
        Verdicts.of(layered(4, 3, 0.5), null, CausalEvidence.NONE, List.of(), 3, alerts::add);
        assertThat(alerts).noneMatch(a -> a.startsWith("Verdict 2"));
    }

    @Test
    void everyVerdictThatHasAnEffectSaysWhatItCouldHaveShown() {
        List<Verdict> all =
                Verdicts.of(
                        layered(6, 3, 0.5)
                                .both("entropy_normalized", (l, h) -> 0.5, 0.1, 1)
                                .both("induction_entry", (l, h) -> 0.02, 0.01, 0.0138)
                                .both("special_mass", (l, h) -> 1, 0.1, 1)
                                .matched(2, (l, h) -> 1, 0.1)
                                .slopes((l, h) -> -0.5, 0.1),
                        null,
                        List.of(),
                        1);
        for (Verdict v : all) {
            if (!Double.isNaN(v.value())) {
                assertThat(v.detectableEffect()).as(v.id()).isGreaterThan(v.smallestEffect());
            }
        }
        // No head to ablate, so no E; but how strong a head would have been found.
        assertThat(all.get(3).figures())
                .anySatisfy(
                        f -> {
                            assertThat(f.name()).startsWith("smallest induction_entry that would");
                            // Three times the null and 2.8 standard errors of 0.01 / sqrt(60).
                            assertThat(f.value()).isEqualTo(0.0414 + 2.8 * 0.00129, within(5e-4));
                        });
    }

    @Test
    void qIsOverTheSix() {
        List<Verdict> all =
                Verdicts.of(focused(6, 0.6, 0.5).slopes((l, h) -> -0.5, 0.1), null, List.of(), 1);
        // Two have a p, both the least there is; the others have none and do not count.
        assertThat(all).hasSize(6);
        assertThat(all.get(0).q()).isEqualTo(all.get(0).p(), within(1e-15));
        assertThat(all.get(2).q()).isEqualTo(all.get(2).p(), within(1e-15));
        assertThat(all.get(4).q()).isNaN();
    }

    @Test
    void oneDocumentHasNoVerdict() {
        PlantedEvidence one =
                new PlantedEvidence(6, 2, 1)
                        .slopes((l, h) -> -0.5, 0)
                        .both("mean_distance", (l, h) -> 20 + l, 0, 40)
                        .both("locality_8", (l, h) -> 0.5 - 0.01 * l, 0, 0.2)
                        .both("entropy_normalized", (l, h) -> 0.1 * l, 0, 1)
                        .both("induction_entry", (l, h) -> 0.9, 0, 0.0138)
                        .both("special_mass", (l, h) -> 3, 0, 1)
                        .matched(1, (l, h) -> 1, 0);
        for (Verdict v : Verdicts.of(one, one, List.of(), 1)) {
            assertThat(v.outcome()).as(v.id()).isEqualTo(Outcome.INCONCLUSIVE);
            assertThat(v.low()).isNaN();
        }
    }

    @Test
    void nothingAtAll() {
        for (int layers : new int[] {1, 6}) {
            PlantedEvidence nothing = new PlantedEvidence(layers, 1, 3);
            for (Verdict v : Verdicts.of(nothing, nothing, List.of(), 1)) {
                assertThat(v.outcome()).as(v.id()).isEqualTo(Outcome.INCONCLUSIVE);
                assertThat(v.value()).isNaN();
                assertThat(v.sentence()).endsWith(".");
            }
        }
    }
}
