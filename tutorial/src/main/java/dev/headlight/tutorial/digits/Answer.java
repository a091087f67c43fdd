package dev.headlight.tutorial.digits;

import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.RunState;
import dev.headlight.model.Sampler;
import dev.headlight.model.Transformer;
import dev.headlight.model.intervention.RecordedPatterns;
import java.util.Arrays;

/**
 * A model's answer to a sum, digit after digit as it would say it (greedy), and what each head looked at.
 *
 * @param format how the sum is written
 * @param ids all tokens, the answer as it came out, {@code [length()]}
 * @param value the number that the answer means; -1 where it is none
 * @param probabilities of each digit of the answer, given those before, {@code [answerDigits]}
 * @param attention of the last layer when it was asked for each digit of the answer, {@code
 *     [heads][answerDigits][length()]}; 0 for what was not there yet
 */
public record Answer(
        Sum sum,
        SumFormat format,
        int[] ids,
        long value,
        double[] probabilities,
        double[][][] attention) {

    /** Asks a model. */
    public static Answer of(DigitModel model, Sum sum, Workers workers) {
        SumFormat format = model.format();
        Transformer transformer = model.transformer();
        ModelConfig config = model.config();
        RunState state = new RunState(config, format.length());
        float[] logits = new float[config.vocab()];
        double[] probabilities = new double[format.answerDigits()];
        double[][][] attention =
                new double[config.nHeads()][format.answerDigits()][format.length()];
        int[] ids = format.ids(sum);
        for (int i = 0; i < format.answerDigits(); i++) {
            int inputs = format.questionTokens() + i;
            var seen = new RecordedPatterns(config, inputs);
            transformer.forward(Arrays.copyOf(ids, inputs), state, workers, seen);
            transformer.logits(state, inputs - 1, logits, workers);
            ids[inputs] = Sampler.likeliest(logits, 0, logits.length);
            probabilities[i] = probability(logits, ids[inputs]);
            for (int h = 0; h < config.nHeads(); h++) {
                for (int j = 0; j < inputs; j++) {
                    attention[h][i][j] = seen.weight(config.nLayers() - 1, h, inputs - 1, j);
                }
            }
        }
        long value = format.result(ids, format.questionTokens());
        return new Answer(sum, format, ids, value, probabilities, attention);
    }

    static double probability(float[] logits, int of) {
        double sum = 0;
        for (float z : logits) {
            sum += Math.exp(z - logits[of]);
        }
        return 1 / sum;
    }

    /** Whether it is the sum. */
    public boolean right() {
        return value == sum.value();
    }

    /** Probability of the whole answer: the product over its digits. */
    public double probability() {
        return Arrays.stream(probabilities).reduce(1, (x, y) -> x * y);
    }
}
