package dev.headlight.analysis.hypothesis;

import static dev.headlight.analysis.hypothesis.PlantedVerdicts.evidence;
import static dev.headlight.analysis.hypothesis.PlantedVerdicts.layered;
import static dev.headlight.analysis.hypothesis.PlantedVerdicts.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.analysis.results.Outcome;
import dev.headlight.analysis.results.Verdict;
import dev.headlight.analysis.score.Figure;
import org.junit.jupiter.api.Test;

/** Hypothesis 2 on layers whose order is known. */
class LayerEvolutionTest {

    @Test
    void layersThatLookFartherAndFarther() {
        Verdict v = verdict(2, layered(6, 3, 0.5), layered(6, 0, 0.5));
        assertThat(v.outcome()).isEqualTo(Outcome.SUPPORTED);
        assertThat(v.value()).isEqualTo(1);
        assertThat(v.p()).isEqualTo(2.0 / 720, within(1e-12));
        assertThat(v.pNull()).contains("every permutation tried");
        assertThat(v.headsShare()).isNaN();
        assertThat(v.controlPasses()).isFalse();
        assertThat(v.figures())
                .anyMatch(f -> f.name().equals("sink=with and sink=without agree: both supported"));
        assertThat(verdict(2, layered(6, -3, 0.5), null).outcome()).isEqualTo(Outcome.REFUTED);
        assertThat(verdict(2, layered(12, 3, 0.5), null).pNull()).contains("10,000 permutations");
    }

    @Test
    void layersWithoutAnOrder() {
        // Layer 3 last but one: rho is high in every replicate, yet not significant.
        Verdict v =
                verdict(
                        2,
                        evidence(5)
                                .both(
                                        "mean_distance",
                                        (l, h) -> new double[] {12, 13, 11, 15, 14}[l],
                                        0.1,
                                        40)
                                .both(
                                        "locality_8",
                                        (l, h) -> new double[] {0.42, 0.41, 0.43, 0.35, 0.37}[l],
                                        0.001,
                                        0.2),
                        null);
        assertThat(v.value()).isGreaterThan(0.5);
        assertThat(v.low()).isGreaterThan(0.3);
        assertThat(v.p()).isGreaterThan(0.05);
        assertThat(v.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(v.sentence()).contains("but the extra condition fails (p = ");
        // Of five layers only a perfect order has p < 0.05: no smaller effect could have been
        // shown.
        assertThat(v.detectableEffect()).isGreaterThanOrEqualTo(1);
    }

    @Test
    void sinkThatChangesTheLayersVerdict() {
        Verdict v =
                verdict(
                        2,
                        layered(6, 3, 0.5)
                                .with(Figure.MEAN_DISTANCE, (l, h) -> 50 - 3 * l, 0.1, 40)
                                .with(Figure.LOCALITY_8, (l, h) -> 0.3 + 0.02 * l, 0.001, 0.2),
                        null);
        assertThat(v.outcome()).isEqualTo(Outcome.SUPPORTED);
        assertThat(v.figures())
                .anyMatch(f -> f.name().contains("disagree: refuted with it, supported without"));
        assertThat(v.sentence()).contains("; with the sink in it would be refuted");
    }

    @Test
    void whatCouldHaveBeenShownHoldsForTheConditionToo() {
        // Six layers without a trend: E straddles s, and rho below 0.886 has no p < 0.05 anyway.
        Verdict v = verdict(2, layered(6, 0.02, 3), null);
        assertThat(v.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(v.detectableEffect()).isGreaterThan(1);
        assertThat(v.sentence())
                .contains(
                        "this text could have shown no effect with 80% power: it would have to be ")
                .contains(", and E is 1 at most");
    }

    @Test
    void fourLayersAreTooFewByArithmetic() {
        Verdict v = verdict(2, layered(4, 3, 0.5), null);
        assertThat(v.value()).isEqualTo(1);
        assertThat(v.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(v.sentence()).contains("with 4 layers no order of them could reach p < 0.05");
        // Refuted is out of reach as well: the hypothesis cannot be told from its opposite.
        assertThat(verdict(2, layered(4, -3, 0.5), null).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    }
}
