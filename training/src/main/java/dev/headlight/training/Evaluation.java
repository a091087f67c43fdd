package dev.headlight.training;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a run reports from time to time: a line of {@code metrics.jsonl}.
 *
 * @param step optimizer steps taken
 * @param loss mean training loss since the last report, in nats; NaN before the first step
 * @param validationLoss on held-out windows, in nats
 * @param learningRate of AdamW at the last step
 * @param gradientNorm mean since the last report; NaN before the first step
 * @param tokens trained on so far
 * @param tokensPerSecond since the last report, evaluations and analyses left out; NaN before the first step
 * @param share of the machine's measured matrix-product speed that those tokens' arithmetic took
 */
public record Evaluation(
        long step,
        double loss,
        double validationLoss,
        double learningRate,
        double gradientNorm,
        long tokens,
        double tokensPerSecond,
        double share) {

    /** By the names of the file, without the step. */
    Map<String, Double> figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("loss", loss);
        figures.put("validation_loss", validationLoss);
        figures.put("learning_rate", learningRate);
        figures.put("gradient_norm", gradientNorm);
        figures.put("tokens", (double) tokens);
        figures.put("tokens_per_second", tokensPerSecond);
        figures.put("share_of_product_speed", share);
        return figures;
    }
}
