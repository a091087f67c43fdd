package dev.headlight.model.intervention;

import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.RunState;
import dev.headlight.model.intervention.Intervention.Constant;
import dev.headlight.model.intervention.Intervention.Outputs;
import dev.headlight.model.intervention.Intervention.Pattern;
import dev.headlight.model.intervention.Intervention.Zero;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Which heads hand on what instead of their own output. */
public final class Interventions {

    /** All heads as they are. */
    public static final Interventions NONE = new Interventions(Map.of());

    private final Map<Integer, Map<Integer, Intervention>> byLayer; // layer, head

    private Interventions(Map<Integer, Map<Integer, Intervention>> byLayer) {
        this.byLayer = byLayer;
    }

    /**
     * These and one more; a head that has one already gets the new one.
     *
     * @param layer 0-based
     * @param head 0-based query head
     */
    public Interventions with(int layer, int head, Intervention intervention) {
        Map<Integer, Map<Integer, Intervention>> all = new TreeMap<>(byLayer);
        Map<Integer, Intervention> heads = new TreeMap<>(all.getOrDefault(layer, Map.of()));
        heads.put(head, intervention);
        all.put(layer, heads);
        return new Interventions(all);
    }

    /** The first layer that is not as it was, from which a run has to be computed anew; -1 for none. */
    public int firstLayer() {
        return byLayer.keySet().stream().mapToInt(l -> l).min().orElse(-1);
    }

    /** Rewrites {@link RunState#attended} after {@link dev.headlight.model.Transformer#attend} of a layer. */
    void apply(int layer, ModelConfig config, RunState state, Workers workers) {
        byLayer.getOrDefault(layer, Map.of())
                .forEach(
                        (head, intervention) -> {
                            if (head < 0 || head >= config.nHeads()) {
                                throw new IllegalArgumentException(
                                        "head " + head + " of " + config.nHeads());
                            }
                            apply(layer, head, intervention, config, state, workers);
                        });
    }

    private static void apply(
            int layer,
            int head,
            Intervention intervention,
            ModelConfig config,
            RunState state,
            Workers workers) {
        int d = config.dHead();
        float[] out = state.attended();
        for (int t = 0; t < state.tokens(); t++) {
            int at = (t * config.nHeads() + head) * d;
            switch (intervention) {
                case Zero() -> Arrays.fill(out, at, at + d, 0);
                case Constant(float[] output) -> System.arraycopy(output, 0, out, at, d);
                case Outputs(float[][] outputs) ->
                        System.arraycopy(outputs[state.past() + t], 0, out, at, d);
                case Pattern _ -> {}
            }
        }
        if (intervention instanceof Pattern(AttentionPattern pattern)) {
            attend(pattern, layer, head, config, state, workers);
        }
    }

    private static void attend(
            AttentionPattern pattern,
            int layer,
            int head,
            ModelConfig config,
            RunState state,
            Workers workers) {
        int d = config.dHead();
        int group = config.nHeads() / config.nKvHeads();
        int step = config.nKvHeads() * d;
        float[] v = state.value(layer);
        float[] out = state.attended();
        workers.forEach(
                state.tokens(),
                t -> {
                    int query = state.past() + t;
                    float[] weights = new float[query + 1];
                    pattern.row(query, weights);
                    int at = (t * config.nHeads() + head) * d;
                    Arrays.fill(out, at, at + d, 0);
                    for (int j = 0; j <= query; j++) {
                        int from = j * step + head / group * d;
                        for (int e = 0; e < d; e++) {
                            out[at + e] += weights[j] * v[from + e];
                        }
                    }
                });
    }
}
