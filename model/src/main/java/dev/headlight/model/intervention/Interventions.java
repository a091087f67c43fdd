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
        apply(
                layer,
                config,
                new HeadRows(
                        state.attended(), 0, state.value(layer), 0, state.tokens(), state.past()),
                workers);
    }

    /** Rewrites the outputs of a layer's heads in one window. */
    void apply(int layer, ModelConfig config, HeadRows rows, Workers workers) {
        byLayer.getOrDefault(layer, Map.of())
                .forEach(
                        (head, intervention) -> {
                            if (head < 0 || head >= config.nHeads()) {
                                throw new IllegalArgumentException(
                                        "head " + head + " of " + config.nHeads());
                            }
                            apply(head, intervention, config, rows, workers);
                        });
    }

    private static void apply(
            int head,
            Intervention intervention,
            ModelConfig config,
            HeadRows rows,
            Workers workers) {
        int d = config.dHead();
        float[] out = rows.attended();
        for (int t = 0; t < rows.T(); t++) {
            int at = ((rows.row() + t) * config.nHeads() + head) * d;
            switch (intervention) {
                case Zero() -> Arrays.fill(out, at, at + d, 0);
                case Constant(float[] output) -> System.arraycopy(output, 0, out, at, d);
                case Outputs(float[][] outputs) ->
                        System.arraycopy(outputs[rows.past() + t], 0, out, at, d);
                case Pattern _ -> {}
            }
        }
        if (intervention instanceof Pattern(AttentionPattern pattern)) {
            attend(pattern, head, config, rows, workers);
        }
    }

    private static void attend(
            AttentionPattern pattern,
            int head,
            ModelConfig config,
            HeadRows rows,
            Workers workers) {
        int d = config.dHead();
        int group = config.nHeads() / config.nKvHeads();
        int step = config.nKvHeads() * d;
        int first = rows.valueRow() * step + head / group * d;
        float[] v = rows.values();
        float[] out = rows.attended();
        workers.forEach(
                rows.T(),
                t -> {
                    int query = rows.past() + t;
                    float[] weights = new float[query + 1];
                    pattern.row(query, weights);
                    int at = ((rows.row() + t) * config.nHeads() + head) * d;
                    Arrays.fill(out, at, at + d, 0);
                    for (int j = 0; j <= query; j++) {
                        int from = first + j * step;
                        for (int e = 0; e < d; e++) {
                            out[at + e] += weights[j] * v[from + e];
                        }
                    }
                });
    }
}
