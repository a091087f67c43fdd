package dev.headlight.report;

import dev.headlight.analysis.results.Ablation;
import dev.headlight.analysis.results.Causes;
import dev.headlight.analysis.results.CleanLoss;
import dev.headlight.analysis.results.HeadAddress;
import dev.headlight.analysis.results.RandomSets;
import dev.headlight.analysis.results.TokenEffects;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** Ablations made from a seed, for tests of the formats. */
public final class SampleCauses {

    private SampleCauses() {}

    /** Two heads of the last layers carry the copying, some others next to nothing. */
    public static Causes of(int layers, int heads) {
        SplittableRandom random = new SplittableRandom(11);
        List<HeadAddress> found =
                List.of(new HeadAddress(layers - 2, 1), new HeadAddress(layers - 1, heads - 1));
        List<Ablation> all = new ArrayList<>();
        for (String where : List.of("text", "repeats")) {
            double size = where.equals("text") ? 0.04 : 1.9;
            for (HeadAddress head : found) {
                for (String kind : List.of("zero", "mean", "pattern")) {
                    all.add(one(head.name(), "found", kind, where, List.of(head), size / 2, null));
                }
            }
            double[] sets =
                    DoubleStream.generate(() -> 0.02 * random.nextDouble()).limit(100).toArray();
            RandomSets others =
                    new RandomSets(
                            sets,
                            DoubleStream.of(sets).average().orElseThrow(),
                            size - 0.01,
                            0.9 * size,
                            1.1 * size,
                            1.0 / 101,
                            "100 sets");
            all.add(one("2 induction heads", "found", "zero", where, found, size, others));
            for (int l = 0; l < layers; l++) {
                HeadAddress head = new HeadAddress(l, 0);
                double delta = 0.01 * random.nextDouble();
                all.add(one(head.name(), "control", "zero", where, List.of(head), delta, null));
            }
        }
        return new Causes(
                "2 found heads one by one and as a set, "
                        + layers
                        + " random heads of their layers",
                "importance_gradient on the text",
                12.5,
                false,
                List.of(
                        new CleanLoss("text", 2.87, 2.80, 2.95, 212, 24_000, "every 4th position"),
                        new CleanLoss("repeats", 1.2, 1.1, 1.3, 16, 800, "the second copy")),
                all,
                List.of(
                        new TokenEffects(
                                "2 induction heads",
                                "zero",
                                "repeats",
                                "repeats-0",
                                0,
                                List.of("<s>", " a", "</script>", " a", "</script>"),
                                new double[] {Double.NaN, 9.1, 8.2, 8.9, 0.2},
                                new double[] {Double.NaN, 0.01, -0.02, 0, 4.5})));
    }

    private static Ablation one(
            String name,
            String why,
            String kind,
            String where,
            List<HeadAddress> heads,
            double delta,
            @Nullable RandomSets random) {
        return new Ablation(
                name,
                why,
                kind,
                where,
                heads,
                delta,
                0.9 * delta,
                1.1 * delta,
                0.001,
                where.equals("text") ? 212 : 16,
                random);
    }
}
