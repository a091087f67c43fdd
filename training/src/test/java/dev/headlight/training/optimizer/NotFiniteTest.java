package dev.headlight.training.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.headlight.engine.Workers;
import dev.headlight.model.training.Parameter;
import dev.headlight.model.training.Parameter.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class NotFiniteTest {

    private final Parameter embedding = Parameter.zeros("embedding.weight", Kind.EMBEDDING, 3, 4);
    private final Parameter first = Parameter.zeros("layers.0.up.weight", Kind.MATRIX, 4, 4);
    private final Parameter second = Parameter.zeros("layers.1.up.weight", Kind.MATRIX, 4, 4);
    private final List<Parameter> all = List.of(embedding, first, second);

    @Test
    void nothingIsFoundWhereAllIsFinite() {
        assertThat(NotFinite.find(all)).isEmpty();
    }

    /** The backward pass carries it from layer 0 down to the embedding: layer 1 was before it. */
    @Test
    void theGradientNearestToTheLossIsWhereItBegan() {
        embedding.gradient()[2] = Float.NaN;
        first.gradient()[5] = Float.NEGATIVE_INFINITY;
        first.gradient()[6] = Float.NaN;
        NotFinite found = NotFinite.find(all).orElseThrow();
        assertThat(found)
                .isEqualTo(new NotFinite("layers.0.up.weight", true, 5, Float.NEGATIVE_INFINITY));
        assertThat(found.words())
                .isEqualTo("the gradient of layers.0.up.weight (-Infinity at element 5)");
    }

    @Test
    void aValueIsToldBeforeAnyGradient() {
        second.gradient()[1] = Float.NaN;
        second.values()[3] = Float.NaN;
        first.values()[7] = Float.POSITIVE_INFINITY;
        assertThat(NotFinite.find(all).orElseThrow().words())
                .isEqualTo("layers.0.up.weight (Infinity at element 7)");
    }

    @Test
    void theNormShowsItAndClippingLeavesItAsItIs() {
        first.gradient()[5] = Float.NaN;
        second.gradient()[0] = 100;
        try (Workers workers = new Workers(2)) {
            assertThat(new GradientClip(all).clip(1, workers)).isNaN();
        }
        assertThat(second.gradient()[0]).isEqualTo(100);
    }

    @Test
    void largeGradientsDoNotOverflowTheNorm() {
        first.gradient()[0] = 3e38f;
        second.gradient()[0] = 3e38f;
        try (Workers workers = new Workers(1)) {
            assertThat(new GradientClip(all).norm(workers))
                    .isCloseTo(3e38f * Math.sqrt(2), withinPercentage(1e-9));
        }
    }
}
