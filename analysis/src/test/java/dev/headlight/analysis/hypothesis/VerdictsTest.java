package dev.headlight.analysis.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.analysis.evidence.CausalEvidence;
import dev.headlight.analysis.evidence.Clusters;
import dev.headlight.analysis.evidence.Evidence;
import dev.headlight.analysis.evidence.PlantedEvidence;
import dev.headlight.analysis.evidence.SetEffect;
import dev.headlight.analysis.results.Definition;
import dev.headlight.analysis.results.HeadRole;
import dev.headlight.analysis.results.Outcome;
import dev.headlight.analysis.results.Verdict;
import dev.headlight.analysis.score.Definitions;
import dev.headlight.analysis.score.Figure;
import dev.headlight.analysis.score.PlantedDivergences;
import dev.headlight.analysis.statistics.Estimate;
import dev.headlight.analysis.statistics.Interval;
import dev.headlight.analysis.statistics.PoissonBootstrap;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every hypothesis on evidence whose truth is known. */
class VerdictsTest {

    private static final int UNITS = 60;

    private static PlantedEvidence evidence(int layers) {
        return new PlantedEvidence(layers, 4, UNITS);
    }

    private static Verdict verdict(int number, Evidence model, @Nullable Evidence control) {
        return Verdicts.of(model, control, List.of(), 1).get(number - 1);
    }

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

    private static PlantedEvidence layered(int layers, double slope, double noise) {
        return evidence(layers)
                .both("mean_distance", (l, h) -> 20 + slope * l, noise, 40)
                .both("locality_8", (l, h) -> 0.6 - 0.01 * slope * l, noise / 100, 0.2);
    }

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
    void fourLayersAreTooFewByArithmetic() {
        Verdict v = verdict(2, layered(4, 3, 0.5), null);
        assertThat(v.value()).isEqualTo(1);
        assertThat(v.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(v.sentence()).contains("with 4 layers no order of them could reach p < 0.05");
        // Refuted is out of reach as well: the hypothesis cannot be told from its opposite.
        assertThat(verdict(2, layered(4, -3, 0.5), null).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    }

    private static PlantedEvidence focused(int layers, double outer, double middle) {
        return evidence(layers)
                .both(
                        "entropy_normalized",
                        (l, h) -> AttentionEntropy.middle(l, layers) ? middle : outer,
                        0.02,
                        1);
    }

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

    /** The set raises the loss by {@code size} in each of ten sequences, random sets by a tenth of it. */
    private static SetEffect effect(double size, int sets, double p) {
        PoissonBootstrap bootstrap =
                new PoissonBootstrap(
                        5, 400, IntStream.range(0, 10).mapToObj(n -> "s" + n).toList());
        double[] set = IntStream.range(0, 10).mapToDouble(n -> size * (1 + 0.02 * n)).toArray();
        double[] others = IntStream.range(0, 10).mapToDouble(n -> 0.1 * size).toArray();
        Estimate delta = bootstrap.estimate(set);
        Estimate random = bootstrap.estimate(others);
        return new SetEffect(
                "L1H2",
                1,
                delta,
                sets == 0 ? Estimate.mean(List.of()) : random,
                sets == 0 ? Estimate.mean(List.of()) : delta.minus(random),
                sets,
                p,
                "random heads do as much",
                sets + " random sets",
                10,
                500);
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
