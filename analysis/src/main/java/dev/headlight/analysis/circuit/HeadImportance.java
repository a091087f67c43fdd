package dev.headlight.analysis.circuit;

import dev.headlight.analysis.score.RepeatPlan;
import dev.headlight.analysis.score.Window;
import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.ModelWeights;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * First-order importance {@code mean |dL/dxi_h|} of every head ({@link GateGradients}): the mean over a document's windows,
 * then over documents; and on random repeats with L the mean loss of the second and later copies.
 *
 * @param text of each unit of the text, [unit][layer][head], nats
 * @param repeats of each sequence of random repeats, [sequence][layer][head], nats
 * @param windows backward passes on the text
 */
public record HeadImportance(double[][][] text, double[][][] repeats, int windows) {

    /** Multiplications and additions up to which further units of the text are taken; the first ones always are. */
    private static final double OPERATIONS = 2e13;

    /** Units that are always taken, so that there is an interval. */
    private static final int FEWEST = 5;

    /** How many units of the text, the first ones, are taken of a model of so many parameters. */
    public static int units(List<List<Window>> units, long parameters) {
        double operations = 0;
        for (int n = 0; n < units.size(); n++) {
            operations += operations(tokens(units.get(n)), parameters);
            if (operations > OPERATIONS && n >= FEWEST) {
                return n;
            }
        }
        return units.size();
    }

    /** Multiplications and additions of so many tokens, forward and backward; no gradient by weights is made. */
    public static double operations(long tokens, long parameters) {
        return 4.0 * parameters * tokens;
    }

    private static long tokens(List<Window> windows) {
        return windows.stream().mapToLong(w -> w.ids().length).sum();
    }

    /**
     * Takes it.
     *
     * @param units of the text, each with its windows
     * @param done told how many tokens have been through
     * @param stopped asked before each window whether to end early
     * @return null where it ended early: a mean over some windows of a unit is not its importance
     * @throws dev.headlight.text.UsageException where the backward pass does not know the model's biases
     */
    public static @Nullable HeadImportance of(
            ModelConfig config,
            ModelWeights weights,
            Workers workers,
            List<List<Window>> units,
            RepeatPlan plan,
            LongConsumer done,
            BooleanSupplier stopped) {
        GateGradients gradients = new GateGradients(config, weights, workers);
        double[][][] text = new double[units.size()][config.nLayers()][config.nHeads()];
        record Place(int unit, Window window) {}
        // By length, since the buffers of a pass are for one length.
        List<Place> places =
                IntStream.range(0, units.size())
                        .boxed()
                        .flatMap(n -> units.get(n).stream().map(w -> new Place(n, w)))
                        .sorted(Comparator.comparingInt(p -> -p.window.ids().length))
                        .toList();
        long tokens = 0;
        for (Place place : places) {
            if (stopped.getAsBoolean()) {
                return null;
            }
            int[] ids = place.window.ids();
            double[][] gates = gradients.of(ids, ids.length - 1);
            addSizes(gates, 1.0 / units.get(place.unit).size(), text[place.unit]);
            tokens += ids.length;
            done.accept(tokens);
        }
        double[][][] repeats =
                new double[plan.sequences().size()][config.nLayers()][config.nHeads()];
        for (int s = 0; s < repeats.length; s++) {
            if (stopped.getAsBoolean()) {
                return null;
            }
            int[] ids = plan.sequences().get(s);
            addSizes(gradients.of(ids, plan.k() * (plan.r() - 1)), 1, repeats[s]);
            tokens += ids.length;
            done.accept(tokens);
        }
        return new HeadImportance(text, repeats, places.size());
    }

    private static void addSizes(double[][] gates, double factor, double[][] to) {
        for (int l = 0; l < gates.length; l++) {
            for (int h = 0; h < gates[l].length; h++) {
                to[l][h] += factor * Math.abs(gates[l][h]);
            }
        }
    }

    /** On the text, mean over units, [layer][head]. */
    public double[][] onText() {
        return mean(text);
    }

    /** On the second and later copies of random repeats, mean over sequences, [layer][head]. */
    public double[][] onRepeats() {
        return mean(repeats);
    }

    private static double[][] mean(double[][][] units) {
        double[][] mean = new double[units[0].length][units[0][0].length];
        for (int l = 0; l < mean.length; l++) {
            for (int h = 0; h < mean[l].length; h++) {
                int layer = l;
                int head = h;
                mean[l][h] =
                        Arrays.stream(units)
                                .mapToDouble(u -> u[layer][head])
                                .average()
                                .orElseThrow();
            }
        }
        return mean;
    }
}
