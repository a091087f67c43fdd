package dev.headlight.tutorial.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headlight.engine.Workers;
import dev.headlight.model.Generator;
import dev.headlight.model.OpenModel;
import dev.headlight.model.Sampling;
import dev.headlight.model.training.Parameter;
import dev.headlight.text.InputException;
import dev.headlight.text.UsageException;
import dev.headlight.training.tokenizer.CharacterTokenizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DigitTrainingTest {

    private static DigitTraining training(SumFormat format, int steps, long seed, Workers workers) {
        PairSplit split = PairSplit.random(format.numbers(), DigitPlans.pairs(format), seed);
        return new DigitTraining(
                format,
                DigitPlans.of(format, seed, workers.threads())
                        .with("steps", Integer.toString(steps)),
                split,
                workers);
    }

    /**
     * With 8 lanes every unseen pair is right. Machines round otherwise than each other, by the length of their vectors, and
     * training carries that far: with 16 lanes 68 + 68 came out wrong. So one pair in a thousand may be, here;
     * benchmarks/tutorial-seeds.sh counts the seeds that reach all.
     */
    @Test
    void twoDigitsAreLearnedAndUnseenPairsAreRight() {
        TwoDigits two = TwoDigits.leastFirst(); // the lessons' model, trained once for all tests
        assertThat(two.exam().total()).isEqualTo(two.training().split().unseenCount());
        long total = two.exam().total();
        int misses = two.exam().misses().size();
        assertThat((long) misses).isLessThanOrEqualTo(total / 1000);
        assertThat(two.exam().accuracy()).isEqualTo((double) (total - misses) / total);
        List<SumTraining.Report> reports = two.reports();
        assertThat(reports.getLast().step()).isEqualTo(two.training().plan().steps());
        assertThat(reports.getLast().loss()).isLessThan(reports.getFirst().loss());
    }

    @Test
    void theSameSeedGivesTheSameModelOnAnyNumberOfThreads() {
        SumFormat format = new SumFormat(2, DigitOrder.LEAST_FIRST);
        assertThat(values(format, 1, 4)).isEqualTo(values(format, 1, 4));
        assertThat(values(format, 1, 4)).isEqualTo(values(format, 2, 4));
        assertThat(values(format, 1, 4)).isNotEqualTo(values(format, 1, 5));
    }

    private static List<Float> values(SumFormat format, int threads, long seed) {
        try (Workers workers = new Workers(threads)) {
            DigitTraining training = training(format, 5, seed, workers);
            training.train(r -> {});
            List<Float> all = new ArrayList<>();
            for (Parameter p : training.parameters().all()) {
                for (float x : p.values()) {
                    all.add(x);
                }
            }
            return all;
        }
    }

    /**
     * The exam gives digits before the one that is asked for as they should be; decoding greedily gives what came out.
     * A sum is right in the one exactly where it is in the other: for a model that is often wrong.
     */
    @ParameterizedTest
    @EnumSource
    void theExamFindsRightWhatGreedyDecodingHasRight(DigitOrder order) {
        SumFormat format = new SumFormat(2, order);
        try (Workers workers = new Workers(2)) {
            DigitTraining training = training(format, 200, 2, workers);
            training.train(r -> {});
            Exam exam = training.examine(n -> {});
            Set<Sum> missed = new HashSet<>();
            exam.misses().forEach(m -> missed.add(m.sum()));
            assertThat(missed).hasSizeBetween(100, format.numbers() * format.numbers() - 100);
            Generator generator =
                    new Generator(
                            DigitModel.of(training).transformer(),
                            CharacterTokenizer.closed(SumFormat.TOKENS).tokenizer());
            int right = 0;
            for (int a = 0; a < 100; a += 3) {
                for (int b = 1; b < 100; b += 9) {
                    Sum sum = new Sum(a, b);
                    if (training.split().unseen(a, b)) {
                        String said = SumFormat.text(greedy(generator, format, sum, workers));
                        String expected = SumFormat.text(format.ids(sum));
                        assertThat(missed.contains(sum)).as(said).isEqualTo(!said.equals(expected));
                        right += missed.contains(sum) ? 0 : 1;
                    }
                }
            }
            assertThat(right).isPositive();
        }
    }

    private static int[] greedy(Generator generator, SumFormat format, Sum sum, Workers workers) {
        String question = SumFormat.text(format.ids(sum)).substring(0, format.questionTokens());
        return generator
                .generate(question, format.answerDigits(), new Sampling(0, 1, 0), workers, p -> {})
                .ids();
    }

    @Test
    void aModelIsWrittenAndFoundAgain(@TempDir Path folder) throws Exception {
        SumFormat format = new SumFormat(2, DigitOrder.LEAST_FIRST);
        Path run = folder.resolve("run");
        try (Workers workers = new Workers(1)) {
            DigitTraining training = training(format, 20, 3, workers);
            training.train(r -> {});
            Exam exam = training.examine(n -> {});
            DigitFiles.require(run);
            DigitFiles.write(
                    run,
                    format,
                    training.plan(),
                    training.split(),
                    training.parameters(),
                    exam,
                    "headlight tutorial train --digits 2");
            assertThat(DigitModel.format(run)).isEqualTo(format);
            assertThat(Files.readAllLines(run.resolve("misses.csv")))
                    .hasSize(1 + exam.misses().size());
            try (OpenModel open = DigitModel.open(run)) {
                DigitModel model = DigitModel.of(open, format);
                assertThat(model.config().context()).isEqualTo(format.length());
                assertThatThrownBy(
                                () -> DigitModel.of(open, new SumFormat(3, DigitOrder.LEAST_FIRST)))
                        .isInstanceOf(InputException.class);
                assertThat(open.parameters()).isEqualTo(training.parameters().count());
            }
            DigitFiles.require(run); // may be written over
        }
        Path other = Files.createDirectories(folder.resolve("other"));
        Files.writeString(other.resolve("model.safetensors"), "somebody's");
        assertThatThrownBy(() -> DigitFiles.require(other))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("another model");
        assertThatThrownBy(() -> DigitModel.format(other)).isInstanceOf(InputException.class);
    }
}
