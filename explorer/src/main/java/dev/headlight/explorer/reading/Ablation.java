package dev.headlight.explorer.reading;

import dev.headlight.engine.Workers;
import dev.headlight.model.KeyValueCache;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.RunState;
import dev.headlight.model.Transformer;
import dev.headlight.model.intervention.AttentionPattern;
import dev.headlight.model.intervention.Branch;
import dev.headlight.model.intervention.BranchedPass;
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
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads a text again with some heads changed. What lies before the first of them is taken from the reading. */
public final class Ablation {

    /** Positions that are told of first. */
    static final int BEGINNING = 48;

    /** Rows of all choices that go side by side. */
    private static final int ROWS = 4096;

    private final Reading reading;
    private final Workers workers;

    public Ablation(Reading reading, Workers workers) {
        this.reading = reading;
        this.workers = workers;
    }

    /** What the model predicts then, all at once: see {@link #outcome(Map, Stop, Consumer)}. */
    public Outcome outcome(Map<Head, Change> heads, Stop stop) {
        return outcome(heads, stop, beginning -> {});
    }

    /**
     * What the model predicts then. The beginning of a text reads nothing of the rest, so it goes through the model first
     * and is told of, while who waits would otherwise see nothing.
     *
     * @param heads which, and what each hands on; none gives the reading's own outcome
     * @param first told of the outcome of the first positions, where the text is much longer than those
     * @throws java.util.concurrent.CancellationException where {@code stop} asks for it
     */
    public Outcome outcome(Map<Head, Change> heads, Stop stop, Consumer<Outcome> first) {
        if (heads.isEmpty()) {
            return reading.outcome();
        }
        Transformer transformer = reading.transformer();
        ModelConfig config = transformer.config();
        int T = reading.length();
        int dModel = config.dModel();
        Interventions interventions = interventions(heads, stop);
        int layer = interventions.firstLayer();
        float[] normed = new float[T * dModel];
        int end = T > 2 * BEGINNING ? BEGINNING : T;
        RunState state = new RunState(config, Math.max(end, T - end), new KeyValueCache(config, T));
        Outcome outcome = part(layer, 0, end, state, normed, interventions, null, stop);
        if (end < T) {
            first.accept(outcome);
            outcome = part(layer, end, T, state, normed, interventions, outcome, stop);
        }
        return outcome;
    }

    /** The positions from {@code from} on, behind those whose outcome is known. */
    private Outcome part(
            int layer,
            int from,
            int end,
            RunState state,
            float[] normed,
            Interventions interventions,
            @Nullable Outcome before,
            Stop stop) {
        Transformer transformer = reading.transformer();
        int dModel = transformer.config().dModel();
        reading.restore(layer, from, end, state);
        IntervenedPass.forwardFrom(
                layer, transformer, state, workers, stop.checking(null), interventions);
        System.arraycopy(state.normed(), 0, normed, from * dModel, (end - from) * dModel);
        return Predictions.of(
                transformer, normed, reading.tokens(), before, from, end, workers, stop);
    }

    /**
     * The losses alone, of several choices of heads: they go through the model side by side, from the first layer on that
     * one of them changes, so that together they cost less than each by itself.
     *
     * @param choices each of at least one head
     * @return nats, {@code -ln p(token i + 1 | tokens 0 .. i)} [choice][T - 1]
     * @throws java.util.concurrent.CancellationException where {@code stop} asks for it
     */
    public double[][] losses(List<Map<Head, Change>> choices, Stop stop) {
        int T = reading.length();
        if (choices.isEmpty() || T < 2) {
            return new double[choices.size()][0];
        }
        Transformer transformer = reading.transformer();
        List<Branch> branches = new ArrayList<>();
        for (Map<Head, Change> heads : choices) {
            branches.add(new Branch(interventions(heads, stop), false));
        }
        int first =
                branches.stream().mapToInt(b -> b.interventions().firstLayer()).min().orElseThrow();
        int rows = Math.max(2 * T, Math.min((choices.size() + 1) * T, ROWS));
        return new BranchedPass(transformer, rows, workers)
                .losses(
                        first,
                        reading.residual(first),
                        reading.tokens(),
                        IntStream.range(0, T - 1).toArray(),
                        branches,
                        stop::check);
    }

    /** What the heads hand on, as the model's room calls it; a mean is that of this text. */
    private Interventions interventions(Map<Head, Change> heads, Stop stop) {
        ModelConfig config = reading.transformer().config();
        RunState state =
                new RunState(config, heads.containsValue(Change.MEAN) ? reading.length() : 1);
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
        return interventions;
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
