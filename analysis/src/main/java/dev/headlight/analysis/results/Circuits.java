package dev.headlight.analysis.results;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which heads work together: how much the loss depends on each head to first order, which earlier heads feed the
 * induction heads, and what the weights alone say about it. The matrices of {@code copying} and {@code
 * importance_gradient} stand among the scores.
 *
 * @param importance how the first-order importances were taken, null where they were not
 * @param paths one entry an induction head that was followed, the strongest first
 * @param composition what the weights say, heads of all layers
 * @param sentences what was found, in plain words, from the figures alone
 * @param notDone what was left out and why, in sentences
 */
public record Circuits(
        @Nullable GradientImportance importance,
        List<InductionPath> paths,
        Composition composition,
        List<String> sentences,
        List<String> notDone) {

    public Circuits {
        paths = List.copyOf(paths);
        sentences = List.copyOf(sentences);
        notDone = List.copyOf(notDone);
    }
}
