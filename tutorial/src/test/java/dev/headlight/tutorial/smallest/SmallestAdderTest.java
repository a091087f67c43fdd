package dev.headlight.tutorial.smallest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.engine.Workers;
import dev.headlight.model.training.Parameter;
import dev.headlight.model.training.Parameters;
import dev.headlight.tutorial.digits.Answer;
import dev.headlight.tutorial.digits.DigitModel;
import dev.headlight.tutorial.digits.Exam;
import dev.headlight.tutorial.digits.Sum;
import dev.headlight.tutorial.digits.SumFormat;
import dev.headlight.tutorial.digits.SumTraining;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SmallestAdderTest {

    private static final SumFormat FORMAT = SmallestAdder.FORMAT;

    private static Exam exam(List<Sum> sums) {
        try (Workers workers = new Workers(2)) {
            return Exam.of(SmallestAdder.model(), sums, workers);
        }
    }

    @Test
    void theWeightsThatCameWithItAdd() {
        assertThat(SmallestAdder.parameters().count()).isEqualTo(228);
        Exam random = exam(HeldOutSums.random(FORMAT, 20_000));
        assertThat(random.total()).isEqualTo(20_000);
        assertThat(random.misses()).hasSizeLessThanOrEqualTo(RANDOM_MISSES);
        Exam heavy = exam(HeldOutSums.heavy(FORMAT, 20_000));
        assertThat(heavy.misses()).hasSizeLessThanOrEqualTo(HEAVY_MISSES);
        assertThat(exam(HeldOutSums.chains(FORMAT)).misses()).isEmpty();
    }

    private static final int RANDOM_MISSES = 0;
    private static final int HEAVY_MISSES = 0;

    @Test
    void whatItAnswersAndReadsIsItsDefinitionsInFloat64() {
        NaiveAdder naive = new NaiveAdder(SmallestAdder.parameters());
        DigitModel model = SmallestAdder.model();
        List<Sum> sums = new ArrayList<>(HeldOutSums.random(FORMAT, 20));
        sums.addAll(HeldOutSums.heavy(FORMAT, 20));
        sums.add(new Sum(9_999_999_999L, 1));
        sums.add(new Sum(0, 0));
        try (Workers workers = new Workers(1)) {
            for (Sum sum : sums) {
                Answer answer = Answer.of(model, sum, workers);
                NaiveAdder.Pass pass = naive.pass(answer.ids());
                long value = 0;
                for (int k = FORMAT.answerDigits() - 1; k >= 0; k--) {
                    int row = FORMAT.questionTokens() - 1 + k;
                    double[] logits = pass.logits()[row];
                    int likeliest = 0;
                    for (int id = 1; id < logits.length; id++) {
                        likeliest = logits[id] > logits[likeliest] ? id : likeliest;
                    }
                    assertThat(answer.ids()[row + 1]).isEqualTo(likeliest);
                    value = 10 * value + likeliest;
                    assertThat(answer.probabilities()[k])
                            .isCloseTo(NaiveAdder.probability(logits, likeliest), within(1e-4));
                    for (int h = 0; h < 2; h++) {
                        for (int j = 0; j <= row; j++) {
                            assertThat(answer.attention()[h][k][j])
                                    .isCloseTo(pass.attention()[h][row][j], within(1e-4));
                        }
                    }
                }
                assertThat(answer.value()).isEqualTo(value);
                assertThat(answer.right()).isEqualTo(value == sum.a() + sum.b());
            }
        }
    }

    @Test
    void theRecipeIsAFunctionOfTheSeed() {
        assertThat(trained(SmallestAdder.SEED, 1)).isEqualTo(trained(SmallestAdder.SEED, 2));
        assertThat(trained(SmallestAdder.SEED, 1)).isNotEqualTo(trained(77, 1));
    }

    private static String trained(long seed, int threads) {
        try (Workers workers = new Workers(threads)) {
            SumTraining training =
                    SmallestAdder.training(
                            SmallestAdder.plan(seed, threads).with("steps", "3"), workers);
            List<SumTraining.Report> reports = new ArrayList<>();
            training.train(reports::add);
            assertThat(reports).hasSize(1);
            assertThat(reports.getFirst().sample().total()).isEqualTo(1024);
            assertThat(training.parameters().count()).isEqualTo(228);
            return WeightLines.write(training.parameters());
        }
    }

    @Test
    void weightsAreReadBackToTheLastBit() {
        Parameters parameters = SmallestAdder.parameters();
        List<String> lines = WeightLines.write(parameters).lines().toList();
        assertThat(lines).hasSize(parameters.all().size());
        for (int i = 0; i < lines.size(); i++) {
            Parameter p = parameters.all().get(i);
            String[] words = lines.get(i).split(" ", -1);
            assertThat(words[0]).isEqualTo(p.name());
            for (int n = 0; n < p.size(); n++) {
                assertThat(Float.parseFloat(words[n + 1])).isEqualTo(p.values()[n]);
            }
        }
    }
}
