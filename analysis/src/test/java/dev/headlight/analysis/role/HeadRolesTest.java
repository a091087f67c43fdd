package dev.headlight.analysis.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.analysis.evidence.PlantedEvidence;
import dev.headlight.analysis.results.HeadRole;
import dev.headlight.analysis.score.Figure;
import org.junit.jupiter.api.Test;

class HeadRolesTest {

    private static final double NOISE = 0.01;

    /** A head that does as little as uniform attention over windows of a hundred tokens or so. */
    private static PlantedEvidence head(int units) {
        return new PlantedEvidence(1, 1, units)
                .both("previous_token", (l, h) -> 0.05, NOISE, 0.05)
                .both("duplicate_token", (l, h) -> 0.04, NOISE, 0.04)
                .both("induction_entry", (l, h) -> 0.014, NOISE, 0.014)
                .both("special_mass", (l, h) -> 1, NOISE, 1)
                .both("locality_8", (l, h) -> 0.2, NOISE, 0.2)
                .both("entropy_normalized", (l, h) -> 0.5, NOISE, 1)
                .with(Figure.ALPHA_0, (l, h) -> 0.05, NOISE, 0.05);
    }

    private static PlantedEvidence head() {
        return head(50);
    }

    private static HeadRole role(PlantedEvidence evidence) {
        return HeadRoles.of(evidence, null, 1).getFirst();
    }

    private static PlantedEvidence with(
            PlantedEvidence e, String score, double value, double uniform) {
        return e.both(score, (l, h) -> value, NOISE, uniform);
    }

    @Test
    void uniformAttentionIsBroad() {
        HeadRole r = role(with(head(), "entropy_normalized", 1, 1));
        assertThat(r.role()).isEqualTo("broad");
        assertThat(r.score()).isEqualTo("entropy_normalized");
        assertThat(r.margin()).isEqualTo(0.25, within(0.01));
    }

    @Test
    void everyRoleByItself() {
        assertThat(role(with(head(), "previous_token", 0.7, 0.05)).role())
                .isEqualTo("previous token");
        assertThat(role(with(head(), "duplicate_token", 0.5, 0.04)).role())
                .isEqualTo("duplicate token");
        assertThat(role(with(head(), "induction_entry", 0.5, 0.014)).role()).isEqualTo("induction");
        assertThat(role(with(head(), "special_mass", 5, 1)).role()).isEqualTo("punctuation");
        assertThat(role(with(head(), "locality_8", 0.9, 0.2)).role()).isEqualTo("local");
        assertThat(role(head().with(Figure.ALPHA_0, (l, h) -> 0.7, NOISE, 0.05)).role())
                .isEqualTo("sink");
        assertThat(role(head()).role()).isEqualTo("mixed");
    }

    @Test
    void previousTokenGoesBeforeLocal() {
        HeadRole r = role(with(with(head(), "previous_token", 0.6, 0.05), "locality_8", 0.99, 0.2));
        assertThat(r.role()).isEqualTo("previous token");
        assertThat(r.runnerUp()).isEqualTo("local");
        // threshold 0.05 + 0.5 * 0.95 = 0.525
        assertThat(r.margin()).isEqualTo((r.low() - 0.525) / 0.525, within(1e-9));
        assertThat(r.runnerUpMargin()).isGreaterThan(r.margin());
    }

    @Test
    void inductionHeadThatIsASinkToo() {
        HeadRole r =
                role(
                        head().with(Figure.ALPHA_0, (l, h) -> 0.8, NOISE, 0.05)
                                .with(Figure.INDUCTION_ENTRY, (l, h) -> 0.15, NOISE, 0.0136)
                                .with(
                                        Figure.INDUCTION_ENTRY_WITHOUT,
                                        (l, h) -> 0.75,
                                        NOISE,
                                        0.0138));
        assertThat(r.role()).isEqualTo("induction");
        assertThat(r.runnerUp()).isEqualTo("sink");
    }

    @Test
    void aTraceIsNoRole() {
        HeadRole r =
                role(
                        head().with(Figure.ALPHA_0, (l, h) -> 0.99, 0.001, 0.05)
                                .with(Figure.PREVIOUS_TOKEN, (l, h) -> 0.008, 0.001, 0.05)
                                .with(Figure.PREVIOUS_TOKEN_WITHOUT, (l, h) -> 0.9, NOISE, 0.05));
        assertThat(r.role()).isEqualTo("sink");
    }

    @Test
    void aSinkIsNotBroadHoweverEvenItsRest() {
        HeadRole r =
                role(
                        with(head(), "entropy_normalized", 1, 1)
                                .with(Figure.ALPHA_0, (l, h) -> 0.5, NOISE, 0.05));
        assertThat(r.role()).isEqualTo("sink");
        assertThat(r.runnerUp()).isEqualTo("broad");
    }

    @Test
    void closeMarginsAreMixed() {
        // 0.3 of the way: 0.328 of duplicate_token, 0.3098 of induction_entry; both 70% above.
        PlantedEvidence two =
                with(
                        with(head(), "duplicate_token", 1.7 * 0.328, 0.04),
                        "induction_entry",
                        1.7 * 0.3098,
                        0.014);
        HeadRole r = role(two);
        assertThat(r.role()).isEqualTo("mixed");
        assertThat(r.runnerUp()).isIn("duplicate token", "induction");
        assertThat(role(with(two, "induction_entry", 0.9, 0.014)).role()).isEqualTo("induction");
    }

    @Test
    void straddlingIsMixedAndOneUnitHasNoRole() {
        // threshold 0.525; the standard error of 50 units is 0.2 / 7 = 0.03
        HeadRole straddling = role(head().both("previous_token", (l, h) -> 0.54, 0.2, 0.05));
        assertThat(straddling.role()).isEqualTo("mixed");
        assertThat(straddling.runnerUp()).isEqualTo("previous token");
        assertThat(straddling.low()).isLessThan(0.525);
        assertThat(straddling.high()).isGreaterThan(0.525);
        HeadRole one = role(with(head(1), "previous_token", 0.9, 0.05));
        assertThat(one.role()).isEqualTo("mixed");
        assertThat(one.runnerUp()).isEmpty();
        assertThat(one.margin()).isNaN();
    }

    @Test
    void theControlLiftsThresholds() {
        PlantedEvidence model = with(head(), "duplicate_token", 0.6, 0.04);
        PlantedEvidence control = with(head(), "duplicate_token", 0.7, 0.04);
        assertThat(HeadRoles.of(model, control, 1).getFirst().role()).isEqualTo("mixed");
        // Broad is what a control is: it does not lift that.
        PlantedEvidence broad = with(head(), "entropy_normalized", 1, 1);
        assertThat(HeadRoles.of(broad, broad, 1).getFirst().role()).isEqualTo("broad");
    }

    @Test
    void namesTheGroup() {
        PlantedEvidence six = new PlantedEvidence(1, 6, 10);
        assertThat(HeadRoles.of(six, null, 2))
                .extracting(HeadRole::kvGroup)
                .containsExactly(0, 0, 0, 1, 1, 1);
        assertThat(HeadRoles.of(six, null, 2)).allMatch(r -> r.role().equals("mixed"));
    }
}
