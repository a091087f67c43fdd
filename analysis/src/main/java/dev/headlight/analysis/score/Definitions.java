package dev.headlight.analysis.score;

import dev.headlight.analysis.results.Definition;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The card of every score and hypothesis, in the order of a report. Notation: {@code A[i,j]} is the attention
 * of query {@code i} to key {@code j} in one head, {@code j <= i}, 0-based; {@code T} tokens in the window;
 * {@code U[i,j] = 1/(i+1)} is uniform causal attention. A head's score is the mean over rows within a document,
 * then over documents.
 */
public final class Definitions {

    private static final List<Definition> ALL =
            Stream.of(
                            ShapeDefinitions.ALL,
                            CopyingDefinitions.ALL,
                            LikenessDefinitions.ALL,
                            CircuitDefinitions.ALL,
                            SinkDefinitions.ALL,
                            CausalDefinitions.ALL,
                            ModelDefinitions.ALL,
                            HypothesisDefinitions.ALL)
                    .flatMap(List::stream)
                    .toList();

    private Definitions() {}

    /** All cards: scores of heads, scores of the model, hypotheses. */
    public static List<Definition> all() {
        return ALL;
    }

    /** The card of a score or hypothesis. */
    public static Optional<Definition> of(String id) {
        return ALL.stream().filter(d -> d.id().equals(id)).findFirst();
    }
}
