package dev.headlight.analysis.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.analysis.tally.NaiveTile;
import dev.headlight.engine.AttentionHook;
import dev.headlight.model.Tokenizer;
import dev.headlight.text.UsageException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepeatScorerTest {

    /** Ids 0 and 1 are special, 1 begins a text, the rest are letters. */
    private record Letters(int vocab, OptionalInt bos) implements Tokenizer {

        @Override
        public int[] encode(String text) {
            return text.chars().toArray();
        }

        @Override
        public String decode(int... ids) {
            return Arrays.toString(ids);
        }

        @Override
        public String piece(int id) {
            return "t" + id;
        }

        @Override
        public OptionalInt eos() {
            return OptionalInt.empty();
        }

        @Override
        public boolean special(int id) {
            return id < 2;
        }
    }

    private static RepeatPlan plan(boolean bos, int context, int k, int r, int count) {
        Tokenizer tokenizer = new Letters(200, bos ? OptionalInt.of(1) : OptionalInt.empty());
        return RepeatPlan.draw(220, tokenizer, context, k, r, count, 3);
    }

    @ParameterizedTest
    @CsvSource({"true, 50, 2", "false, 50, 2", "true, 7, 3", "false, 1, 4", "true, 10, 5"})
    void figuresAreTheirDefinitions(boolean bos, int k, int r) {
        RepeatPlan plan = plan(bos, 300, k, r, 2);
        InventedModel model = new InventedModel(4, false);
        RepeatScores scores = new RepeatScorer(model).score(plan, n -> {});
        for (int n = 0; n < 2; n++) {
            int[] ids = plan.sequences().get(n);
            DocumentScores unit = scores.sequences().get(n);
            for (int head = 0; head < model.heads(); head++) {
                NaiveScores naive =
                        new NaiveScores(
                                NaiveScores.softmax(model.scores(ids, 1, head)),
                                ids,
                                ids,
                                TokenClasses.none(),
                                64,
                                k);
                for (Figure figure : Figure.values()) {
                    List<Double> rows = naive.values(figure);
                    if (figure.onRepeats() && !rows.isEmpty()) {
                        double mean = rows.stream().mapToDouble(v -> v).average().orElseThrow();
                        assertThat(unit.value(figure, 1, head))
                                .as(figure + " of " + InventedModel.HEADS.get(head))
                                .isCloseTo(mean, within(1e-5));
                        assertThat(unit.rows(figure, 1, head)).isEqualTo(rows.size());
                    } else {
                        assertThat(unit.value(figure, 1, head)).isNaN();
                    }
                }
            }
            int uniform = InventedModel.Head.UNIFORM.index();
            for (Figure figure : Figure.values()) {
                if (figure.onRepeats()) {
                    assertThat(unit.nullUniform(figure))
                            .isCloseTo(unit.value(figure, 0, uniform), within(1e-6));
                }
            }
        }
    }

    @Test
    void uniformNullOfFiftyTwice() {
        RepeatScores with =
                new RepeatScorer(new InventedModel(4, false))
                        .score(plan(true, 101, 50, 2, 1), n -> {});
        assertThat(with.sequences().getFirst().nullUniform(Figure.INDUCTION_ENTRY))
                .isCloseTo(0.01356931, within(5e-9));
        RepeatScores without =
                new RepeatScorer(new InventedModel(4, false))
                        .score(plan(false, 101, 50, 2, 1), n -> {});
        assertThat(without.sequences().getFirst().nullUniform(Figure.INDUCTION_ENTRY))
                .isCloseTo(0.0138, within(5e-5));
    }

    /** Three copies tell the entry from the mass: a head that looks behind the first copy only. */
    @Test
    void aHeadThatLooksTwoCopiesBackHasMassButNoEntryThere() {
        RepeatPlan plan = plan(true, 300, 20, 3, 1);
        ForwardPass pass =
                new ForwardPass() {
                    @Override
                    public int layers() {
                        return 1;
                    }

                    @Override
                    public int heads() {
                        return 1;
                    }

                    @Override
                    public float[] run(int[] ids, int[] lossAt, AttentionHook hook) {
                        double[][] s = new double[ids.length][ids.length];
                        for (int i = 21; i < ids.length; i++) {
                            s[i][(i - 1) % 20 + 2] = 40; // the token after the first copy of x_i
                        }
                        NaiveTile.run(hook, 0, 0, s, new int[] {0}, 0, 12);
                        return new float[lossAt.length];
                    }
                };
        DocumentScores unit = new RepeatScorer(pass).score(plan, n -> {}).sequences().getFirst();
        assertThat(unit.value(Figure.INDUCTION_MASS, 0, 0)).isCloseTo(1, within(1e-6));
        assertThat(unit.value(Figure.INDUCTION_ENTRY, 0, 0)).isCloseTo(0.5, within(1e-6));
    }

    @Test
    void lossesAreThoseOfTheirCopies() {
        RepeatScores scores =
                new RepeatScorer(new InventedModel(4, false))
                        .score(plan(true, 300, 10, 3, 1), n -> {});
        double first =
                IntStream.rangeClosed(1, 10).mapToDouble(p -> InventedModel.loss(p)).sum() / 10;
        double later =
                IntStream.rangeClosed(11, 30).mapToDouble(p -> InventedModel.loss(p)).sum() / 20;
        assertThat(scores.lossFirst()[0]).isCloseTo(first, within(1e-9));
        assertThat(scores.lossLater()[0]).isCloseTo(later, within(1e-9));
    }

    @Test
    void sequencesAreDistinctOrdinaryTokensRepeated() {
        RepeatPlan plan = plan(true, 300, 50, 3, 10);
        assertThat(plan.note()).isEmpty();
        assertThat(plan.sequences()).hasSize(10);
        Set<List<Integer>> blocks = new HashSet<>();
        for (int[] ids : plan.sequences()) {
            assertThat(ids).hasSize(151);
            assertThat(ids[0]).isEqualTo(1);
            int[] block = Arrays.copyOfRange(ids, 1, 51);
            assertThat(Arrays.stream(block).distinct().count()).isEqualTo(50);
            assertThat(Arrays.stream(block).allMatch(id -> id >= 2 && id < 200)).isTrue();
            assertThat(Arrays.copyOfRange(ids, 51, 101)).isEqualTo(block);
            assertThat(Arrays.copyOfRange(ids, 101, 151)).isEqualTo(block);
            blocks.add(Arrays.stream(block).boxed().toList());
        }
        assertThat(blocks).hasSize(10);
        assertThat(plan(true, 300, 50, 3, 10).sequences().get(9))
                .isEqualTo(plan.sequences().get(9));
    }

    @Test
    void kShrinksToTheContextAndTheVocabularyAndSaysSo() {
        RepeatPlan narrow = plan(true, 64, 50, 2, 1);
        assertThat(narrow.k()).isEqualTo(31);
        assertThat(narrow.note()).contains("K = 31").contains("context");
        RepeatPlan few = RepeatPlan.draw(3, null, 11, 50, 2, 1, 1);
        assertThat(few.k()).isEqualTo(3);
        assertThat(few.note()).contains("K = 3").contains("vocabulary");
        assertThatThrownBy(() -> plan(true, 2, 50, 2, 1))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("no room for random repeats");
    }
}
