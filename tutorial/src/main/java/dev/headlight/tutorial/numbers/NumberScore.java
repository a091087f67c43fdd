package dev.headlight.tutorial.numbers;

import dev.headlight.engine.Workers;
import dev.headlight.model.Sampler;
import dev.headlight.model.Transformer;
import dev.headlight.model.WindowBatch;
import dev.headlight.model.training.Parameters;
import java.util.List;

/**
 * How well a model says the results of some pairs. Accuracy and loss are two things: a model that is a little off on
 * every pair may have a low loss and nothing exactly right.
 *
 * @param pairs how many were asked; the other figures are NaN where none was
 * @param exact share of them where the likeliest token is the result
 * @param near share where it is at most one off
 * @param error mean distance of the likeliest number from the result; {@code =} counts as the whole range
 * @param loss mean, in nats
 */
public record NumberScore(int pairs, double exact, double near, double error, double loss) {

    private static final int BATCH = 512;

    /** Asks a model. */
    public static NumberScore of(Parameters parameters, List<NumberPair> pairs, Workers workers) {
        int width = NumberPair.CONTEXT + 1;
        int batch = Math.clamp(pairs.size(), 1, BATCH);
        WindowBatch windows =
                new WindowBatch(
                        new Transformer(parameters.config(), parameters.weights()),
                        batch,
                        NumberPair.CONTEXT,
                        1,
                        workers);
        int[] ids = new int[batch * width];
        double exact = 0;
        double near = 0;
        double error = 0;
        double loss = 0;
        for (int from = 0; from < pairs.size(); from += batch) {
            int count = Math.min(batch, pairs.size() - from);
            for (int b = 0; b < batch; b++) {
                pairs.get(from + b % count).write(ids, b * width);
            }
            windows.forward(ids, width);
            float[] logits = windows.logits();
            for (int b = 0; b < count; b++) {
                int at = b * NumberPair.VOCAB;
                int result = pairs.get(from + b).result();
                int likeliest = Sampler.likeliest(logits, at, NumberPair.VOCAB);
                int said = likeliest - NumberPair.MOST;
                int off =
                        likeliest == NumberPair.EQUALS
                                ? 2 * NumberPair.MOST
                                : Math.abs(said - result);
                loss += lossOf(result + NumberPair.MOST, logits, at);
                exact += off == 0 ? 1 : 0;
                near += off <= 1 ? 1 : 0;
                error += off;
            }
        }
        double n = pairs.size();
        return new NumberScore(pairs.size(), exact / n, near / n, error / n, loss / n);
    }

    /** {@code -ln p(token)} from the logits at an offset. */
    private static double lossOf(int token, float[] logits, int at) {
        double sum = 0;
        for (int i = at; i < at + NumberPair.VOCAB; i++) {
            sum += Math.exp(logits[i] - logits[at + token]);
        }
        return Math.log(sum);
    }
}
