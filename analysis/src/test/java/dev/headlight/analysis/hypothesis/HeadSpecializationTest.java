package dev.headlight.analysis.hypothesis;

import static dev.headlight.analysis.hypothesis.PlantedVerdicts.UNITS;
import static dev.headlight.analysis.hypothesis.PlantedVerdicts.evidence;
import static dev.headlight.analysis.hypothesis.PlantedVerdicts.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.analysis.evidence.Clusters;
import dev.headlight.analysis.evidence.PlantedEvidence;
import dev.headlight.analysis.results.HeadRole;
import dev.headlight.analysis.results.Outcome;
import dev.headlight.analysis.results.Verdict;
import dev.headlight.analysis.score.PlantedDivergences;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Hypothesis 6 on divergences and clusters that are known. */
class HeadSpecializationTest {

    /** Four heads of each of five layers whose kinds run through the layers; or kinds that are layers. */
    private static @Nullable Clusters clusters(boolean throughLayers) {
        return Clusters.of(
                PlantedDivergences.of(
                        20,
                        UNITS,
                        (n, m) -> (throughLayers ? n % 4 == m % 4 : n / 4 == m / 4) ? 0.1 : 0.5,
                        0.05,
                        1),
                0,
                4,
                1);
    }

    private static PlantedEvidence diverging(double divergence, boolean throughLayers) {
        return evidence(5)
                .within((l, h) -> divergence + 0.01 * l, 0.05)
                .clusters(clusters(throughLayers));
    }

    @Test
    void headsThatDifferMoreThanTheControlsAndFormClusters() {
        List<HeadRole> roles =
                List.of(role(0, 0, "local"), role(0, 1, "broad"), role(1, 0, "local"));
        Verdict v = Verdicts.of(diverging(0.4, true), diverging(0.1, true), roles, 1).get(5);
        assertThat(v.outcome()).isEqualTo(Outcome.SUPPORTED);
        assertThat(v.value()).isCloseTo(0.3, within(0.02));
        assertThat(v.low()).isBetween(0.27, 0.3);
        assertThat(v.p()).isEqualTo(1.0 / 1001);
        assertThat(v.headsShare()).isEqualTo(1);
        assertThat(v.controlPasses()).isFalse();
        assertThat(v.notYetDone()).isEmpty();
        assertThat(v.sentence())
                .contains("100% of the layers pass by themselves")
                .contains("silhouette 0.7")
                .contains("roles: 1 broad, 2 local");
        assertThat(v.figures())
                .anyMatch(
                        f ->
                                f.name().equals("layers whose heads hold more than one role")
                                        && f.value() == 1)
                .anyMatch(f -> f.name().equals("clusters") && f.value() == 4)
                .anyMatch(
                        f ->
                                f.name()
                                                .equals(
                                                        "similarity within a layer of the control,"
                                                                + " sink=without")
                                        && Math.abs(f.value() - 0.12) < 0.01);
    }

    @Test
    void clustersThatAreLayersAreNotEnough() {
        Verdict v = verdict(6, diverging(0.4, false), diverging(0.1, false));
        assertThat(v.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(v.p()).isEqualTo(1);
        assertThat(v.sentence()).contains("the extra condition fails (p = 1)");
    }

    @Test
    void headsThatDifferNoMoreThanTheControlsRefuteIt() {
        Verdict v = verdict(6, diverging(0.11, true), diverging(0.1, true));
        assertThat(v.outcome()).isEqualTo(Outcome.REFUTED);
        assertThat(v.headsShare()).isZero();
    }

    @Test
    void withoutAControlThereIsNothingToHoldHeadsAgainst() {
        Verdict v = verdict(6, diverging(0.4, true), null);
        assertThat(v.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(v.value()).isNaN();
        assertThat(v.notYetDone()).containsExactly("There is no control, so E does not exist.");
        assertThat(v.sentence()).contains("there is no control to hold the similarity");
        Verdict single = verdict(6, evidence(5), evidence(5));
        assertThat(single.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(single.sentence()).contains("no layer has two heads");
        Verdict untested =
                verdict(6, evidence(5).within((l, h) -> 0.4, 0.05), diverging(0.1, true));
        assertThat(untested.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(untested.value()).isCloseTo(0.28, within(0.02));
        assertThat(untested.sentence()).contains("the clusters could not be tested");
    }

    private static HeadRole role(int layer, int head, String role) {
        return new HeadRole(layer, head, 0, role, "", 0, 0, 0, 0, "", 0);
    }
}
