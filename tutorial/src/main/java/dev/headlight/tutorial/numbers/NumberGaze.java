package dev.headlight.tutorial.numbers;

import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.RunState;
import dev.headlight.model.Transformer;
import dev.headlight.model.intervention.RecordedPatterns;
import java.util.List;

/**
 * Where a model looks when it says the result: the mean attention of the position of {@code =} over some pairs.
 *
 * @param weights on {@code a}, {@code b}, {@code =}: {@code [nLayers][nHeads][3]}
 * @param entropy of these rows in nats, the mean of the pairs' own: {@code [nLayers][nHeads]}; at most ln 3
 */
public record NumberGaze(double[][][] weights, double[][] entropy) {

    /** Looks; at least one pair. */
    public static NumberGaze of(Transformer model, List<NumberPair> pairs, Workers workers) {
        ModelConfig config = model.config();
        double[][][] weights = new double[config.nLayers()][config.nHeads()][NumberPair.CONTEXT];
        double[][] entropy = new double[config.nLayers()][config.nHeads()];
        RunState state = new RunState(config, NumberPair.CONTEXT);
        int[] ids = new int[NumberPair.CONTEXT + 1];
        int[] inputs = new int[NumberPair.CONTEXT];
        for (NumberPair pair : pairs) {
            pair.write(ids, 0);
            System.arraycopy(ids, 0, inputs, 0, inputs.length);
            var patterns = new RecordedPatterns(config, inputs.length);
            model.forward(inputs, state, workers, patterns);
            for (int l = 0; l < config.nLayers(); l++) {
                for (int h = 0; h < config.nHeads(); h++) {
                    for (int j = 0; j < inputs.length; j++) {
                        double a = patterns.weight(l, h, inputs.length - 1, j);
                        weights[l][h][j] += a / pairs.size();
                        entropy[l][h] -= a > 0 ? a * Math.log(a) / pairs.size() : 0;
                    }
                }
            }
        }
        return new NumberGaze(weights, entropy);
    }

    /** The mean over the heads of a layer of the weight on a token. */
    public double layerWeight(int layer, int token) {
        double sum = 0;
        for (double[] head : weights[layer]) {
            sum += head[token];
        }
        return sum / weights[layer].length;
    }

    /** The mean over the heads of a layer of the entropy. */
    public double layerEntropy(int layer) {
        double sum = 0;
        for (double head : entropy[layer]) {
            sum += head;
        }
        return sum / entropy[layer].length;
    }
}
