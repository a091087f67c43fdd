package dev.headlight.tutorial.numbers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.engine.Workers;
import dev.headlight.model.RunState;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NumberModelTest {

    @Test
    void noHeldOutPairIsLearnedInEitherOrder() {
        NumberData data = new NumberData(0.2, 3);
        Set<NumberPair> learned = new HashSet<>(data.learned());
        assertThat(data.heldOut())
                .noneMatch(p -> learned.contains(p))
                .noneMatch(p -> learned.contains(new NumberPair(p.b(), p.a())));
        assertThat(learned.size() + data.heldOut().size())
                .isEqualTo(NumberPair.NUMBERS * NumberPair.NUMBERS);
        int[] ids = new int[4 * 50];
        data.batch(7, 0, 50, NumberPair.CONTEXT, ids);
        for (int b = 0; b < 50; b++) {
            NumberPair pair = new NumberPair(ids[4 * b] - 100, ids[4 * b + 1] - 100);
            assertThat(learned).contains(pair);
            assertThat(ids[4 * b + 2]).isEqualTo(NumberPair.EQUALS);
            int sum = pair.a() + pair.b();
            int clamped = sum > 100 ? 100 : sum < -100 ? -100 : sum;
            assertThat(ids[4 * b + 3] - 100).isEqualTo(clamped);
        }
        data.close();
    }

    /** Score and gaze against one pair after the other. */
    @Test
    void whatIsSaidOfAModelIsWhatItDoes() {
        try (Workers workers = new Workers(2)) {
            NumberModel model =
                    NumberModel.train(NumberModel.plan(2, 2).with("steps", "40"), workers);
            List<NumberPair> pairs = model.data().heldOut().subList(0, 30);
            NumberScore score = NumberScore.of(model.parameters(), pairs, workers);
            NumberGaze gaze = NumberGaze.of(model.transformer(), pairs, workers);
            RunState state = new RunState(model.parameters().config(), 3);
            float[] logits = new float[NumberPair.VOCAB];
            double loss = 0;
            double error = 0;
            int exact = 0;
            for (NumberPair pair : pairs) {
                int[] ids = new int[4];
                pair.write(ids, 0);
                int[] inputs = {ids[0], ids[1], ids[2]};
                model.transformer().forward(inputs, state, workers, null);
                model.transformer().logits(state, 2, logits, workers);
                int best = 0;
                double sum = 0;
                for (int v = 0; v < logits.length; v++) {
                    best = logits[v] > logits[best] ? v : best;
                    sum += Math.exp(logits[v]);
                }
                loss += (Math.log(sum) - logits[ids[3]]) / pairs.size();
                int off = best == NumberPair.EQUALS ? 200 : Math.abs(best - ids[3]);
                error += off / (double) pairs.size();
                exact += off == 0 ? 1 : 0;
            }
            assertThat(score.loss()).isEqualTo(loss, within(1e-4));
            assertThat(score.error()).isEqualTo(error, within(1e-9));
            assertThat(score.exact()).isEqualTo(exact / 30.0, within(1e-9));
            for (double[][] layer : gaze.weights()) {
                for (double[] head : layer) {
                    assertThat(head[0] + head[1] + head[2]).isEqualTo(1, within(1e-4));
                }
            }
        }
    }
}
