package dev.headlight.analysis.causal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headlight.analysis.results.HeadAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class RandomHeadsTest {

    private static HeadAddress head(int layer, int head) {
        return new HeadAddress(layer, head);
    }

    private static long inLayer(List<HeadAddress> heads, int layer) {
        return heads.stream().filter(h -> h.layer() == layer).count();
    }

    @Test
    void asManyOthersOfEachLayerAndNoSetTwice() {
        List<HeadAddress> set = List.of(head(1, 0), head(1, 5), head(4, 2));
        RandomHeads drawn = RandomHeads.draw(set, List.of(), 6, 9, 100, 3);
        assertThat(drawn.sameLayers()).isTrue();
        assertThat(drawn.sets()).hasSize(100).doesNotHaveDuplicates();
        for (List<HeadAddress> one : drawn.sets()) {
            assertThat(one).hasSize(3).doesNotHaveDuplicates().doesNotContainAnyElementsOf(set);
            assertThat(inLayer(one, 1)).isEqualTo(2);
            assertThat(inLayer(one, 4)).isEqualTo(1);
        }
        assertThat(RandomHeads.draw(set, List.of(), 6, 9, 100, 3)).isEqualTo(drawn);
        assertThat(RandomHeads.draw(set, List.of(), 6, 9, 100, 4)).isNotEqualTo(drawn);
    }

    @Test
    void allOfThemWhereThereAreFew() {
        RandomHeads drawn = RandomHeads.draw(List.of(head(1, 0)), List.of(), 3, 4, 100, 3);
        assertThat(drawn.sets())
                .containsExactlyInAnyOrder(
                        List.of(head(1, 1)), List.of(head(1, 2)), List.of(head(1, 3)));
    }

    @Test
    void whatALayerLacksComesFromOthers() {
        List<HeadAddress> set = List.of(head(1, 0), head(1, 1), head(1, 2));
        RandomHeads drawn = RandomHeads.draw(set, List.of(), 3, 4, 20, 3);
        assertThat(drawn.sameLayers()).isFalse();
        assertThat(drawn.sets()).isNotEmpty();
        for (List<HeadAddress> one : drawn.sets()) {
            assertThat(one).hasSize(3).doesNotContainAnyElementsOf(set).contains(head(1, 3));
        }
    }

    @Test
    void noSetBesideWholeLayers() {
        List<HeadAddress> layer = List.of(head(1, 0), head(1, 1), head(1, 2), head(1, 3));
        assertThat(RandomHeads.draw(layer, List.of(), 3, 4, 20, 3).sets()).isEmpty();
    }

    @Test
    void noSetBesideMoreThanHalfOfAllHeads() {
        List<HeadAddress> set = List.of(head(0, 0), head(0, 1), head(1, 0));
        assertThat(RandomHeads.draw(set, List.of(), 2, 2, 20, 3).sets()).isEmpty();
    }
}
