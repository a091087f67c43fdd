package dev.headlight.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.analysis.CausalOptions.When;
import dev.headlight.analysis.causal.AblationKind;
import dev.headlight.analysis.results.Ablation;
import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.analysis.results.Causes;
import dev.headlight.analysis.results.HeadAddress;
import dev.headlight.analysis.results.Outcome;
import dev.headlight.analysis.results.RandomSets;
import dev.headlight.analysis.results.ScoreMatrix;
import dev.headlight.analysis.results.Sink;
import dev.headlight.analysis.results.TokenEffects;
import dev.headlight.analysis.results.Verdict;
import dev.headlight.analysis.score.Definitions;
import dev.headlight.model.OpenModel;
import dev.headlight.model.wired.WiredModel;
import dev.headlight.text.Documents;
import dev.headlight.text.StoryGrammar;
import dev.headlight.text.UsageException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The causal part of an analysis, on the model wired by hand: what carries its copying is known. */
class CausalAnalysisTest {

    private static final Documents STORIES =
            new Documents(StoryGrammar.documents(7, 6), List.of(), List.of(), "");

    private static final AnalysisOptions OPTIONS =
            new AnalysisOptions(
                    0, 0, 0, 3, 2, false, List.of(), List.of(), 200, "file", Map.of(), "");

    /** Hears what is said, and stops when it is told to. */
    private static final class Heard implements AnalysisListener {
        private final List<String> phases = new ArrayList<>();
        private final int stopAfter;
        private int ablations;
        private boolean mayStop;

        Heard(int stopAfter) {
            this.stopAfter = stopAfter;
        }

        @Override
        public synchronized void phase(String name, long totalTokens) {
            phases.add(name);
        }

        @Override
        public synchronized void ablations(int count, double seconds, boolean asked) {
            ablations = count;
            assertThat(seconds).isPositive();
        }

        @Override
        public synchronized void mayStop(boolean now) {
            mayStop = now;
        }

        @Override
        public synchronized boolean stopped() {
            return mayStop
                    && phases.stream().filter(p -> p.startsWith("ablations")).count() > stopAfter;
        }
    }

    private static AnalysisResults run(CausalOptions causal, AnalysisListener listener) {
        try (OpenModel model = WiredModel.open()) {
            return Analysis.run(model, STORIES, OPTIONS, causal, listener);
        }
    }

    @Test
    void theInductionHeadOfTheWiredModelIsACause() {
        Heard heard = new Heard(99);
        AnalysisResults results = run(new CausalOptions(When.ALWAYS, false), heard);
        Causes causes = Objects.requireNonNull(results.causes());
        assertThat(heard.ablations).isGreaterThan(20);
        assertThat(causes.cutShort()).isFalse();
        assertThat(causes.plan()).contains("On the text").contains("On random repeats");
        Verdict verdict = results.verdicts().get(3);
        assertThat(verdict.outcome()).isEqualTo(Outcome.SUPPORTED);
        assertThat(verdict.value()).isGreaterThan(2);
        assertThat(verdict.p()).isLessThan(0.01);
        // Of other heads in layer 1 there are only three.
        assertThat(verdict.pNull()).contains("only 3");
        assertThat(verdict.notYetDone()).noneMatch(s -> s.contains("ablated"));
        Ablation found =
                causes.ablations().stream()
                        .filter(a -> a.random() != null && a.why().equals("found"))
                        .findFirst()
                        .orElseThrow();
        RandomSets random = Objects.requireNonNull(found.random());
        assertThat(found.heads()).containsExactly(new HeadAddress(1, 0));
        assertThat(random.deltas()).hasSize(3);
        assertThat(random.mean())
                .isEqualTo(Arrays.stream(random.deltas()).average().orElseThrow(), within(1e-12));
        assertThat(random.excess()).isEqualTo(found.delta() - random.mean(), within(1e-9));
        // The previous-token head feeds it: without it, nothing is copied either.
        assertThat(causes.ablations())
                .anyMatch(
                        a ->
                                a.why().equals("previous token")
                                        && a.heads().equals(List.of(new HeadAddress(0, 0)))
                                        && a.delta() > 2);
        assertThat(verdict.figures())
                .anyMatch(f -> f.name().startsWith("rise of the loss without L0H0, beyond"));
        assertThat(results.verdicts().get(4).figures())
                .anyMatch(f -> f.name().contains("sink heads, beyond random heads"));
        TokenEffects tokens = causes.tokens().getFirst();
        assertThat(tokens.delta()).hasSize(tokens.tokens().size());
        double worst = Arrays.stream(tokens.delta()).filter(d -> !Double.isNaN(d)).max().orElse(0);
        assertThat(worst).isGreaterThan(2);
    }

    @Test
    void everyHeadIsAScoreWhereEachIsAblated() {
        AnalysisResults results =
                run(new CausalOptions(When.ALWAYS, true), AnalysisListener.silent());
        for (String id :
                List.of(
                        "importance_zero",
                        "importance_mean",
                        "importance_pattern",
                        "importance_zero_repeats")) {
            ScoreMatrix matrix = Objects.requireNonNull(results.score(id, Sink.NONE));
            assertThat(Definitions.of(id)).isPresent();
            for (double[] layer : matrix.value()) {
                assertThat(layer).doesNotContain(Double.NaN);
            }
        }
        ScoreMatrix repeats =
                Objects.requireNonNull(results.score("importance_zero_repeats", Sink.NONE));
        assertThat(repeats.value()[1][0]).isGreaterThan(2);
        assertThat(repeats.value()[2][1]).isEqualTo(0, within(0.05));
        assertThat(repeats.p()[1][0]).isLessThan(0.01);
        assertThat(repeats.q()[1][0]).isBetween(repeats.p()[1][0], 0.2);
    }

    @Test
    void withoutAblationsNothingChanges() {
        AnalysisResults results = run(CausalOptions.NEVER, AnalysisListener.silent());
        assertThat(results.causes()).isNull();
        assertThat(results.score("importance_zero", Sink.NONE)).isNull();
        assertThat(results.verdicts().get(3).outcome()).isEqualTo(Outcome.FOUND_CAUSE_NOT_TESTED);
    }

    @Test
    void whatWasDoneBeforeAnEarlyEndIsThere() {
        AnalysisResults results = run(new CausalOptions(When.ALWAYS, false), new Heard(1));
        Causes causes = Objects.requireNonNull(results.causes());
        assertThat(causes.cutShort()).isTrue();
        assertThat(causes.ablations()).allMatch(a -> a.where().equals("repeats"));
        assertThat(results.alerts()).anyMatch(a -> a.contains("ended early"));
        assertThat(results.verdicts().get(3).outcome()).isEqualTo(Outcome.SUPPORTED);
    }

    @Test
    void headsThatAreAskedForStandBesideOthersOfTheirLayers() {
        try (OpenModel model = WiredModel.open()) {
            List<HeadAddress> heads = List.of(new HeadAddress(1, 0), new HeadAddress(0, 3));
            Causes causes =
                    AblationStudy.run(
                            model,
                            STORIES,
                            OPTIONS,
                            heads,
                            AblationKind.ZERO,
                            5,
                            AnalysisListener.silent());
            assertThat(causes.clean()).hasSize(2);
            assertThat(causes.ablations())
                    .extracting(Ablation::name)
                    .containsExactly("all 2", "L1H0", "L0H3", "all 2", "L1H0", "L0H3");
            for (Ablation a : causes.ablations()) {
                assertThat(Objects.requireNonNull(a.random()).deltas()).hasSizeBetween(3, 5);
            }
            assertThatThrownBy(
                            () ->
                                    AblationStudy.run(
                                            model,
                                            STORIES,
                                            OPTIONS,
                                            List.of(new HeadAddress(3, 0)),
                                            AblationKind.ZERO,
                                            5,
                                            AnalysisListener.silent()))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("head 3.0 does not exist");
        }
    }
}
