package dev.headlight.tutorial.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.engine.Workers;
import dev.headlight.model.RunState;
import dev.headlight.model.training.Parameter;
import dev.headlight.model.training.Parameters;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Experiments against weights that have the same effect, on a model that has begun to learn. */
class LaboratoryTest {

    private static final Workers WORKERS = new Workers(2);
    private static final SumFormat FORMAT = new SumFormat(2, DigitOrder.LEAST_FIRST);
    private static DigitTraining training;
    private static List<Sum> sums;

    @BeforeAll
    static void train() {
        PairSplit split = PairSplit.random(100, 3_000, 7);
        training =
                new DigitTraining(
                        FORMAT, DigitPlans.of(FORMAT, 7, 2).with("steps", "200"), split, WORKERS);
        training.train(r -> {});
        sums = split.drawUnseen(200, 3);
    }

    @AfterAll
    static void end() {
        WORKERS.close();
    }

    private static Laboratory laboratory() {
        return new Laboratory(DigitModel.of(training), sums, WORKERS);
    }

    @Test
    void untouchedIsWhatTheExamFinds() {
        Exam exam = training.examine(sums);
        Score score = laboratory().untouched();
        assertThat(score.exact()).isEqualTo(exam.accuracy(), within(1e-12)).isBetween(0.05, 1.0);
        long carried = sums.stream().filter(s -> s.carries() > 0).count();
        assertThat(score.withCarry() * carried + score.withoutCarry() * (sums.size() - carried))
                .isEqualTo(score.exact() * sums.size(), within(1e-9));
    }

    /** A head without queries attends alike to all; a head whose output is not read is removed. */
    @Test
    void uniformAndRemovedAreWhatOtherWeightsDo() {
        for (int head = 0; head < 3; head++) {
            Laboratory lab = laboratory();
            double uniform = lab.one(HeadExperiment.UNIFORM, head).loss();
            double zero = lab.one(HeadExperiment.ZERO, head).loss();
            assertThat(uniform).isEqualTo(lossWithout(head, "query", true), within(1e-5));
            assertThat(zero).isEqualTo(lossWithout(head, "output", false), within(1e-5));
        }
    }

    /** The loss when the rows or columns of a head in a projection are zeros; the weights are put back. */
    private static double lossWithout(int head, String projection, boolean rows) {
        Parameters parameters = training.parameters();
        int d = parameters.config().dHead();
        int width = parameters.config().dModel();
        float[][] kept = new float[parameters.all().size()][];
        for (int p = 0; p < kept.length; p++) {
            Parameter parameter = parameters.all().get(p);
            kept[p] = parameter.values().clone();
            if (!parameter.name().contains("attention." + projection)
                    || !rows && parameter.name().endsWith("bias")) {
                continue;
            }
            for (int i = 0; i < parameter.size(); i++) {
                int of = !rows || parameter.rows() == 1 ? i % width : i / width;
                if (of / d == head) {
                    parameter.values()[i] = 0;
                }
            }
        }
        double loss = laboratory().untouched().loss();
        for (int p = 0; p < kept.length; p++) {
            System.arraycopy(kept[p], 0, parameters.all().get(p).values(), 0, kept[p].length);
        }
        return loss;
    }

    /** One sum alone: its mean pattern and mean output are its own, and so is the other sum's pattern. */
    @Test
    void theMeanOverOneSumIsThatSumsOwn() {
        Laboratory one = new Laboratory(DigitModel.of(training), sums.subList(0, 1), WORKERS);
        double clean = one.untouched().loss();
        for (HeadExperiment experiment :
                List.of(
                        HeadExperiment.MEAN_PATTERN,
                        HeadExperiment.MEAN_OUTPUT,
                        HeadExperiment.SWAPPED_PATTERN)) {
            assertThat(one.all(experiment).loss()).isEqualTo(clean, within(1e-5));
        }
        assertThat(laboratory().all(HeadExperiment.UNIFORM).loss())
                .isGreaterThan(laboratory().untouched().loss() + 0.1);
    }

    /** The mean over right and wrong together is the mean over all; rows sum to 1. */
    @Test
    void theGazeIsTheMeanAttention() {
        DigitModel model = DigitModel.of(training);
        Gaze gaze = Gaze.of(model, sums, WORKERS);
        Laboratory lab = laboratory();
        for (int h = 0; h < 3; h++) {
            for (int k = 0; k < FORMAT.answerDigits(); k++) {
                int row = FORMAT.questionTokens() - 1 + k;
                assertThat(Arrays.stream(gaze.all()[h][k]).sum()).isEqualTo(1, within(1e-5));
                for (int j = 0; j <= row; j++) {
                    double mean = 0;
                    for (int s = 0; s < sums.size(); s++) {
                        mean += lab.patterns(s).weight(0, h, row, j) / sums.size();
                    }
                    assertThat(gaze.all()[h][k][j]).isEqualTo(mean, within(1e-6));
                    double share = gaze.share()[k];
                    double parts = 0;
                    parts += share > 0 ? share * gaze.right()[h][k][j] : 0;
                    parts += share < 1 ? (1 - share) * gaze.wrong()[h][k][j] : 0;
                    assertThat(parts).isEqualTo(mean, within(1e-6));
                }
            }
        }
    }

    @Test
    void anAnswerIsTheGreedyOneWithItsProbability() {
        DigitModel model = DigitModel.of(training);
        for (Sum sum : sums.subList(0, 20)) {
            Answer answer = Answer.of(model, sum, WORKERS);
            boolean right = training.examine(List.of(sum)).misses().isEmpty();
            assertThat(answer.right()).isEqualTo(right);
            RunState state = new RunState(model.config(), FORMAT.length());
            float[] logits = new float[model.config().vocab()];
            double probability = 1;
            int[] inputs = Arrays.copyOf(answer.ids(), FORMAT.context());
            model.transformer().forward(inputs, state, WORKERS, null);
            for (int k = 0; k < FORMAT.answerDigits(); k++) {
                int row = FORMAT.questionTokens() - 1 + k;
                model.transformer().logits(state, row, logits, WORKERS);
                double all = 0;
                for (float z : logits) {
                    all += Math.exp(z);
                }
                probability *= Math.exp(logits[answer.ids()[row + 1]]) / all;
                double[] seen = answer.attention()[1][k];
                assertThat(Arrays.stream(seen).sum()).isEqualTo(1, within(1e-5));
            }
            assertThat(answer.probability()).isEqualTo(probability, within(1e-5));
        }
    }
}
