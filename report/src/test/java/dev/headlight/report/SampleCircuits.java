package dev.headlight.report;

import dev.headlight.analysis.results.Circuits;
import dev.headlight.analysis.results.Composition;
import dev.headlight.analysis.results.CompositionControl;
import dev.headlight.analysis.results.CompositionPair;
import dev.headlight.analysis.results.FeedingHead;
import dev.headlight.analysis.results.GradientImportance;
import dev.headlight.analysis.results.InductionPath;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Circuits made from a seed, for tests of the formats. */
public final class SampleCircuits {

    private SampleCircuits() {}

    /** An induction head of layer 3 that reads a previous-token head of layer 0. */
    public static Circuits of(int layers, int heads) {
        return circuits(layers, heads, new GradientImportance(212, 430, 20, 32, 0.71, 0.83));
    }

    /** The same where the backward pass could not run. */
    public static Circuits withoutImportance(int layers, int heads) {
        return circuits(layers, heads, null);
    }

    private static Circuits circuits(
            int layers, int heads, @Nullable GradientImportance importance) {
        SplittableRandom random = new SplittableRandom(11);
        int layer = Math.min(3, layers - 1);
        FeedingHead feeding = new FeedingHead(0, 1, 0.91, true, -0.61, -0.58, -0.66, -0.5, 0.21, 1);
        InductionPath path =
                new InductionPath(
                        layer,
                        2 % heads,
                        0.84,
                        0.8,
                        0.88,
                        matrix(layer, heads, random),
                        matrix(layer, heads, random),
                        matrix(layer, heads, random),
                        matrix(layer, heads, random),
                        matrix(layer, heads, random),
                        matrix(layer, heads, random),
                        matrix(layer, heads, random),
                        matrix(layer, heads, random),
                        matrix(layer, heads, random),
                        List.of(feeding));
        List<CompositionControl> controls = new ArrayList<>();
        List<CompositionPair> pairs = new ArrayList<>();
        for (String kind : List.of("key", "query", "value")) {
            controls.add(new CompositionControl(kind, 0.12, 0.01, 0.16));
            pairs.add(new CompositionPair(kind, 0, 1, layer, 2 % heads, 0.33, 0.21));
        }
        return new Circuits(
                importance,
                List.of(path),
                new Composition(
                        heads * heads * layers * (layers - 1) / 2, controls, pairs, "without RoPE"),
                List.of("L3H2 reads what L0H1 <writes>."),
                importance == null ? List.of("The backward pass did not fit.") : List.of());
    }

    private static double[][] matrix(int layers, int heads, SplittableRandom random) {
        double[][] values = new double[layers][heads];
        for (double[] row : values) {
            for (int h = 0; h < heads; h++) {
                row[h] = 0.05 * random.nextDouble(-1, 1);
            }
        }
        return values;
    }
}
