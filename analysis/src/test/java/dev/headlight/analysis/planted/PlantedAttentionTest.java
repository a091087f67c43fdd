package dev.headlight.analysis.planted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.analysis.evidence.DocumentEvidence;
import dev.headlight.analysis.hypothesis.Verdicts;
import dev.headlight.analysis.results.HeadRole;
import dev.headlight.analysis.results.Outcome;
import dev.headlight.analysis.results.Sink;
import dev.headlight.analysis.results.Verdict;
import dev.headlight.analysis.role.HeadRoles;
import dev.headlight.analysis.score.Figure;
import dev.headlight.analysis.score.Window;
import dev.headlight.analysis.statistics.Estimate;
import dev.headlight.engine.Workers;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Every detector finds what was planted, at the planted value, and nothing else. */
class PlantedAttentionTest {

    private static final int K = 20;
    private static final List<Window> TEXTS = PlantedAttention.texts(30, 60, 3);
    private static final Workers WORKERS = new Workers(1);

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    private static final Pattern.Keys PREVIOUS = (ids, i, j) -> j == i - 1;
    private static final Pattern.Keys DUPLICATE = (ids, i, j) -> j < i && ids[j] == ids[i];
    private static final Pattern.Keys AFTER = (ids, i, j) -> j >= 1 && ids[j - 1] == ids[i];
    private static final Pattern.Keys LAST_8 = (ids, i, j) -> i - j < 8;
    private static final Pattern.Keys PUNCTUATION =
            (ids, i, j) -> ids[j] < PlantedAttention.PUNCTUATION;

    private static DocumentEvidence evidence(Pattern... heads) {
        return new PlantedAttention(new Pattern[][] {heads}, 5)
                .evidence(TEXTS, K, 10, 200, WORKERS);
    }

    private static final List<String> NAMES =
            List.of(
                    "previous token",
                    "duplicate token",
                    "induction",
                    "punctuation",
                    "local",
                    "broad",
                    "sink");

    private static DocumentEvidence one() {
        return evidence(
                Pattern.towards(0.8, PREVIOUS),
                Pattern.towards(0.6, DUPLICATE),
                Pattern.towards(0.7, AFTER),
                Pattern.towards(0.9, PUNCTUATION),
                Pattern.towards(0.75, LAST_8),
                Pattern.towards(0, PREVIOUS),
                Pattern.sink(0.65, Pattern.towards(0, PREVIOUS)));
    }

    @Test
    void everyRoleIsFoundAndNoOther() {
        DocumentEvidence control =
                evidence(Collections.nCopies(7, Pattern.uniform()).toArray(Pattern[]::new));
        assertThat(HeadRoles.of(one(), control, 7))
                .extracting(HeadRole::role)
                .containsExactlyElementsOf(NAMES);
        assertThat(HeadRoles.of(control, control, 7))
                .extracting(HeadRole::role)
                .containsOnly("broad");
    }

    /** {@code null + share (1 - null)}, since the planted keys get their share beside what uniform attention gives. */
    private static void planted(DocumentEvidence e, Figure figure, int head, double share) {
        double uniform = e.figure(figure).nullUniform().value();
        assertThat(e.figure(figure).head(0, head).value())
                .as("%s of %s", figure, NAMES.get(head))
                .isEqualTo(uniform + share * (1 - uniform), within(2e-6));
    }

    @Test
    void scoresArePlantedValues() {
        DocumentEvidence e = one();
        planted(e, Figure.PREVIOUS_TOKEN_WITHOUT, 0, 0.8);
        planted(e, Figure.DUPLICATE_TOKEN_WITHOUT, 1, 0.6);
        planted(e, Figure.INDUCTION_ENTRY_WITHOUT, 2, 0.7);
        planted(e, Figure.INDUCTION_MASS_WITHOUT, 2, 0.7);
        planted(e, Figure.NATURAL_INDUCTION_WITHOUT, 2, 0.7);
        planted(e, Figure.LOCALITY_8_WITHOUT, 4, 0.75);
        // 0.65 in each row but row 0, which has key 0 alone.
        double rowZero =
                TEXTS.stream().mapToDouble(t -> 1.0 / t.ids().length).average().orElseThrow();
        assertThat(e.figure(Figure.ALPHA_0).head(0, 6).value())
                .isEqualTo(0.65 + 0.35 * rowZero, within(2e-6));
        // A head without a preference has the null everywhere, and the sink leaves the rest as it
        // was.
        for (Figure figure : Figure.values()) {
            if (figure.sink() == Sink.WITHOUT) {
                for (int head : new int[] {5, 6}) {
                    double uniform = e.figure(figure).nullUniform().value();
                    double value = e.figure(figure).head(0, head).value();
                    if (Double.isNaN(uniform)) { // no newline, no special token in these texts
                        assertThat(value).as("%s of %s", figure, NAMES.get(head)).isNaN();
                        continue;
                    }
                    assertThat(value)
                            .as("%s of %s", figure, NAMES.get(head))
                            .isEqualTo(uniform, within(2e-6 * Math.max(1, uniform)));
                }
            }
        }
        assertThat(e.decaySlope(Sink.WITHOUT).head(0, 5).value()).isEqualTo(0, within(1e-6));
    }

    @Test
    void specialMassIsThePlantedOne() {
        // By hand, from the tokens alone: share over the share that uniform attention gives, plus
        // the even rest.
        double sum = 0;
        for (Window text : TEXTS) {
            double ofText = 0;
            int rows = 0;
            int seen = 0;
            for (int i = 1; i < text.ids().length; i++) {
                seen += text.ids()[i] < PlantedAttention.PUNCTUATION ? 1 : 0;
                if (seen > 0) {
                    ofText += 0.9 * i / seen + 0.1;
                    rows++;
                }
            }
            sum += ofText / rows;
        }
        assertThat(one().figure(Figure.SPECIAL_MASS_WITHOUT).head(0, 3).value())
                .isEqualTo(sum / TEXTS.size(), within(1e-5));
    }

    @Test
    void decaySlopeIsThePlantedExponent() {
        double[] exponents = {0.2, 0.5, 1, 2};
        DocumentEvidence e =
                evidence(Arrays.stream(exponents).mapToObj(Pattern::decay).toArray(Pattern[]::new));
        for (int h = 0; h < exponents.length; h++) {
            // A bin of several distances is put at their geometric mean: exact to a hundredth.
            assertThat(e.decaySlope(Sink.WITHOUT).head(0, h).value())
                    .isEqualTo(-exponents[h], within(0.03 * exponents[h]));
        }
    }

    private static Pattern[][] sixLayers(Pattern early, Pattern middle, Pattern late) {
        Pattern[][] heads = new Pattern[6][2];
        for (int l = 0; l < 6; l++) {
            Pattern pattern = l < 2 ? early : l < 4 ? middle : late;
            Arrays.fill(heads[l], pattern);
        }
        return heads;
    }

    private static List<Verdict> verdicts(Pattern[][] heads) {
        DocumentEvidence model =
                new PlantedAttention(heads, 5).evidence(TEXTS, K, 10, 200, WORKERS);
        DocumentEvidence control =
                new PlantedAttention(
                                sixLayers(
                                        Pattern.exchangeable(),
                                        Pattern.exchangeable(),
                                        Pattern.exchangeable()),
                                6)
                        .evidence(TEXTS, K, 10, 200, WORKERS);
        return Verdicts.of(model, control, List.of(), 1);
    }

    private static List<Integer> supported(List<Verdict> verdicts) {
        return verdicts.stream()
                .filter(
                        v ->
                                v.outcome() == Outcome.SUPPORTED
                                        || v.outcome() == Outcome.FOUND_CAUSE_NOT_TESTED)
                .map(Verdict::number)
                .toList();
    }

    @Test
    void verdictsFindThePlantedEffectAlone() {
        Pattern broad = Pattern.exchangeable();
        assertThat(supported(verdicts(sixLayers(broad, broad, broad)))).isEmpty();

        List<Verdict> decay =
                verdicts(sixLayers(Pattern.decay(0.5), Pattern.decay(0.5), Pattern.decay(0.5)));
        assertThat(supported(decay)).containsExactly(1);
        assertThat(decay.getFirst().value()).isEqualTo(0.5, within(0.02));

        Pattern copying = Pattern.towards(0.7, AFTER);
        Pattern[][] oneHead = sixLayers(broad, broad, broad);
        oneHead[4][1] = copying;
        List<Verdict> induction = verdicts(oneHead);
        assertThat(supported(induction)).containsExactly(4);
        assertThat(induction.get(3).headsShare()).isEqualTo(1.0 / 12);

        Pattern marks = Pattern.towards(0.5, PUNCTUATION);
        assertThat(supported(verdicts(sixLayers(marks, marks, marks)))).containsExactly(5);
    }

    @Test
    void layersThatLookFartherAreFound() {
        Pattern[][] heads = new Pattern[6][2];
        for (int l = 0; l < 6; l++) {
            // From the last 8 to a past that is farther than even attention makes it.
            double near = 0.9 - 0.15 * l;
            Arrays.fill(heads[l], Pattern.towards(near, LAST_8));
        }
        List<Verdict> verdicts = verdicts(heads);
        assertThat(verdicts.get(1).outcome()).isEqualTo(Outcome.SUPPORTED);
        assertThat(verdicts.get(1).value()).isEqualTo(1, within(1e-9));
    }

    @Test
    void focusInTheMiddleIsFoundAtItsSize() {
        // Even attention over half of the keys has entropy ln(n/2): ln 2 / ln n below that of all.
        Pattern half = Pattern.towards(1, (ids, i, j) -> j % 2 == i % 2);
        Pattern all = Pattern.towards(0, PREVIOUS);
        Verdict v = verdicts(sixLayers(all, half, all)).get(2);
        double sum = 0;
        for (Window text : TEXTS) {
            double ofText = 0;
            for (int i = 2; i < text.ids().length; i++) {
                // Keys 1 to i of the query's own parity.
                int keys = (i + 1) / 2;
                ofText += 1 - Math.log(keys) / Math.log(i);
            }
            sum += ofText / (text.ids().length - 2);
        }
        assertThat(v.outcome()).isEqualTo(Outcome.SUPPORTED);
        assertThat(v.value()).isEqualTo(sum / TEXTS.size(), within(1e-5));
    }

    @Test
    void intervalsOfExchangeableAttentionHoldTheNull() {
        DocumentEvidence e =
                evidence(Collections.nCopies(6, Pattern.exchangeable()).toArray(Pattern[]::new));
        int held = 0;
        int all = 0;
        for (Figure figure :
                List.of(
                        Figure.PREVIOUS_TOKEN,
                        Figure.LOCALITY_8,
                        Figure.DUPLICATE_TOKEN,
                        Figure.ALPHA_0)) {
            for (Estimate head : e.figure(figure).all()) {
                Estimate difference = head.minus(e.figure(figure).nullUniform());
                held +=
                        difference.interval().low() <= 0 && difference.interval().high() >= 0
                                ? 1
                                : 0;
                all++;
            }
        }
        assertThat((double) held / all).isGreaterThan(0.8);
    }
}
