package dev.headlight.analysis.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.analysis.score.DivergenceSums;
import dev.headlight.analysis.score.PlantedDivergences;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Clusters of heads that were planted. */
class ClustersTest {

    private static final int LAYERS = 4;
    private static final int HEADS = 6;

    private static Clusters clusters(DivergenceSums sums) {
        return Objects.requireNonNull(Clusters.of(sums, 0, HEADS, 3));
    }

    @Test
    void kindsOfHeadsThatRunThroughTheLayersAreFound() {
        DivergenceSums sums =
                PlantedDivergences.of(
                        LAYERS * HEADS, 20, (n, m) -> n % 3 == m % 3 ? 0.1 : 0.5, 0.05, 1);
        Clusters found = clusters(sums);
        int[] kinds = IntStream.range(0, LAYERS * HEADS).map(n -> n % 3).toArray();
        assertThat(Arrays.stream(found.labels()).distinct().count()).isEqualTo(3);
        for (int n = 0; n < kinds.length; n++) {
            for (int m = 0; m < n; m++) {
                assertThat(found.labels()[n] == found.labels()[m]).isEqualTo(kinds[n] == kinds[m]);
            }
        }
        assertThat(found.silhouette()).isCloseTo(0.8, within(0.05));
        assertThat(found.apart().observed()).isCloseTo(0.8, within(0.05));
        assertThat(found.apart().p()).isEqualTo(1.0 / 1001);
        assertThat(found.counts()).containsExactly(IntStream.rangeClosed(2, 20).toArray());
    }

    @Test
    void layersThatAreClustersTellNoHeadsOfALayerApart() {
        DivergenceSums sums =
                PlantedDivergences.of(
                        LAYERS * HEADS, 20, (n, m) -> n / HEADS == m / HEADS ? 0.1 : 0.5, 0.05, 2);
        Clusters found = clusters(sums);
        assertThat(Arrays.stream(found.labels()).distinct().count()).isEqualTo(LAYERS);
        assertThat(found.silhouette()).isGreaterThan(0.7);
        assertThat(found.apart().p()).isEqualTo(1);
    }

    @Test
    void clustersOfNoiseDoNotPassOnTheOtherHalf() {
        int trials = 100;
        int passed = 0;
        double best = 0;
        for (int t = 0; t < trials; t++) {
            Clusters found =
                    clusters(
                            PlantedDivergences.of(LAYERS * HEADS, 8, (n, m) -> 0.3, 0.1, 1000 + t));
            passed += found.apart().p() < 0.05 ? 1 : 0;
            best += found.silhouette() / trials;
        }
        // 5 are expected; of 100 draws at 5% more than 12 are seen once in two thousand times.
        assertThat(passed).isLessThanOrEqualTo(12);
        // On the documents that they were made from they seem to fit, and mean nothing.
        assertThat(best).isGreaterThan(0.02);
    }

    @Test
    void whatCannotBeClusteredOrTestedSaysSo() {
        assertThat(Clusters.of(new DivergenceSums(6), 0, 3, 1)).isNull();
        assertThat(Clusters.of(PlantedDivergences.of(2, 9, (n, m) -> 0.4, 0, 1), 0, 1, 1)).isNull();
        Clusters oneUnit = clusters(PlantedDivergences.of(24, 1, (n, m) -> 0.4, 0.1, 1));
        assertThat(oneUnit.apart().p()).isNaN();
        assertThat(oneUnit.silhouette()).isFinite();
        Clusters alike = clusters(PlantedDivergences.of(24, 9, (n, m) -> 0, 0, 1));
        assertThat(alike.apart().p()).isEqualTo(1);
    }
}
