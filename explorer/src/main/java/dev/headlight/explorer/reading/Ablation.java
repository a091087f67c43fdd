package dev.headlight.explorer.reading;

import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.RunState;
import dev.headlight.model.Transformer;
import dev.headlight.model.intervention.AttentionPattern;
import dev.headlight.model.intervention.IntervenedPass;
import dev.headlight.model.intervention.Intervention;
import dev.headlight.model.intervention.Interventions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** Reads a text again with some heads changed. What lies before the first of them is taken from the reading. */
public final class Ablation {

    private final Reading reading;
    private final Workers workers;

    public Ablation(Reading reading, Workers workers) {
        this.reading = reading;
        this.workers = workers;
    }

    /**
     * What the model predicts then.
     *
     * @param heads which, and what each hands on; none gives the reading's own outcome
     * @throws java.util.concurrent.CancellationException where {@code stop} asks for it
     */
    public Outcome outcome(Map<Head, Change> heads, Stop stop) {
        if (heads.isEmpty()) {
            return reading.outcome();
        }
        Transformer transformer = reading.transformer();
        ModelConfig config = transformer.config();
        RunState state = new RunState(config, reading.length());
        Interventions interventions = Interventions.NONE;
        List<Head> inOrder = new ArrayList<>(heads.keySet());
        inOrder.sort(Comparator.comparingInt(Head::layer).thenComparingInt(Head::head));
        int attended = -1; // the layer whose attention the state holds
        for (Head head : inOrder) {
            Change change = heads.getOrDefault(head, Change.OFF);
            if (change == Change.MEAN && attended != head.layer()) {
                reading.attend(head.layer(), state, workers, stop.checking(null));
                attended = head.layer();
            }
            interventions =
                    interventions.with(
                            head.layer(),
                            head.head(),
                            switch (change) {
                                case OFF -> new Intervention.Zero();
                                case UNIFORM -> new Intervention.Pattern(AttentionPattern.UNIFORM);
                                case MEAN -> new Intervention.Constant(mean(head, state, config));
                            });
        }
        int first = interventions.firstLayer();
        reading.restore(first, state);
        IntervenedPass.forwardFrom(
                first, transformer, state, workers, stop.checking(null), interventions);
        return Predictions.of(transformer, state.normed(), reading.tokens(), workers, stop);
    }

    /** Mean over positions of what the head hands on. */
    private static float[] mean(Head head, RunState state, ModelConfig config) {
        int d = config.dHead();
        double[] sum = new double[d];
        for (int t = 0; t < state.tokens(); t++) {
            int at = (t * config.nHeads() + head.head()) * d;
            for (int e = 0; e < d; e++) {
                sum[e] += state.attended()[at + e];
            }
        }
        float[] mean = new float[d];
        for (int e = 0; e < d; e++) {
            mean[e] = (float) (sum[e] / state.tokens());
        }
        return mean;
    }

    /**
     * Other heads of the same layers, as many of each and changed alike: what changing just any heads does. Draws differ
     * from one another where there are enough heads.
     *
     * @param most draws at most
     * @return fewer, or none, where a layer has not enough heads left to draw from
     */
    public static List<Map<Head, Change>> controls(
            Map<Head, Change> heads, int nHeads, int most, long seed) {
        Map<Integer, List<Change>> byLayer = new HashMap<>();
        heads.forEach(
                (head, change) ->
                        byLayer.computeIfAbsent(head.layer(), l -> new ArrayList<>()).add(change));
        SplittableRandom random = new SplittableRandom(seed);
        Set<Map<Head, Change>> drawn = new HashSet<>();
        List<Map<Head, Change>> controls = new ArrayList<>();
        for (int attempt = 0; attempt < 8 * most && controls.size() < most; attempt++) {
            Map<Head, Change> control = new HashMap<>();
            for (Map.Entry<Integer, List<Change>> layer : byLayer.entrySet()) {
                List<Integer> others = others(heads, layer.getKey(), nHeads);
                if (others.size() < layer.getValue().size()) {
                    return List.of();
                }
                for (Change change : layer.getValue()) {
                    int head = others.remove(/* index */ random.nextInt(others.size()));
                    control.put(new Head(layer.getKey(), head), change);
                }
            }
            if (drawn.add(control)) {
                controls.add(control);
            }
        }
        return controls;
    }

    private static List<Integer> others(Map<Head, Change> heads, int layer, int nHeads) {
        List<Integer> others = new ArrayList<>();
        for (int h = 0; h < nHeads; h++) {
            if (!heads.containsKey(new Head(layer, h))) {
                others.add(h);
            }
        }
        return others;
    }
}
