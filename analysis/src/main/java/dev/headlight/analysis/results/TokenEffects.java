package dev.headlight.analysis.results;

import java.util.List;

/**
 * What an ablation did to the loss of each token of one window.
 *
 * @param name of the ablation
 * @param kind of the ablation
 * @param where {@code text} or {@code repeats}
 * @param unit which document or sequence
 * @param window 0-based number of the window within it
 * @param tokens as a person should see them
 * @param loss of the model as it is, nats; NaN where it was not taken
 * @param delta loss without the heads minus loss with them, nats; NaN where it was not taken
 */
public record TokenEffects(
        String name,
        String kind,
        String where,
        String unit,
        int window,
        List<String> tokens,
        double[] loss,
        double[] delta) {

    public TokenEffects {
        tokens = List.copyOf(tokens);
    }
}
