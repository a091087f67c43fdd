package dev.headlight.analysis.circuit;

import dev.headlight.analysis.score.RepeatPlan;
import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.RunState;
import dev.headlight.model.Transformer;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * What becomes of some heads' {@code induction_entry} on random repeats when each head of an earlier layer hands on
 * something else, one at a time: zero, or its mean over all sequences and positions.
 *
 * <p>A sequence is run once as it is. At each layer the residual stream and the heads' outputs are kept, and for each head
 * the run goes on from there with its part of the outputs rewritten; it ends with the attention rows of the last head
 * that is watched. What lies before a layer is never computed twice.
 */
final class EntryRuns {

    /** What an earlier head hands on. */
    enum Ablation {
        ZERO,
        MEAN
    }

    private final Transformer transformer;
    private final ModelConfig config;
    private final Workers workers;
    private final RepeatPlan plan;
    private final List<EntryHook.Head> watched;
    private final int sequences;
    private final int last; // layer of the last head that is watched
    private final double[][] clean; // [sequence][watched]
    private final double[][][][][] ablated; // [ablation][layer][head][sequence][watched]

    /**
     * @param sequences how many of the plan's sequences are run, the first ones
     */
    EntryRuns(
            Transformer transformer,
            Workers workers,
            RepeatPlan plan,
            List<EntryHook.Head> watched,
            int sequences) {
        this.transformer = transformer;
        this.config = transformer.config();
        this.workers = workers;
        this.plan = plan;
        this.watched = List.copyOf(watched);
        this.sequences = sequences;
        last = watched.stream().mapToInt(EntryHook.Head::layer).max().orElseThrow();
        clean = new double[sequences][];
        ablated = new double[Ablation.values().length][last][config.nHeads()][sequences][];
    }

    /** Tokens that {@link #run} runs through one layer or another, for progress. */
    static long layerTokens(ModelConfig config, int last, int length, int sequences) {
        long layers = 0;
        for (int l = 0; l < last; l++) {
            layers += 1 + (long) Ablation.values().length * config.nHeads() * (last - l);
        }
        return layers * length * sequences;
    }

    /** Multiplications and additions of a layer for one token, those inside its attention left out. */
    static double operations(ModelConfig config) {
        double heads =
                2.0 * config.nHeads() * config.dHead() + 2.0 * config.nKvHeads() * config.dHead();
        double feedForward = (config.gatedFeedForward() ? 3.0 : 2.0) * config.dFeedForward();
        return 2 * config.dModel() * (heads + feedForward);
    }

    /**
     * Runs everything.
     *
     * @param done told, now and then, how many {@link #layerTokens} are done
     * @param stopped asked before each layer whether to end early
     * @return whether all was run
     */
    boolean run(LongConsumer done, BooleanSupplier stopped) {
        int length = plan.sequences().getFirst().length;
        RunState state = new RunState(config, length);
        float[][] means = means(state);
        int width = config.nHeads() * config.dHead();
        float[] residual = new float[length * config.dModel()];
        float[] attended = new float[length * width];
        long layers = 0;
        for (int s = 0; s < sequences; s++) {
            EntryHook own = new EntryHook(plan, length, watched);
            transformer.embed(plan.sequences().get(s), state);
            for (int l = 0; l < last; l++) {
                if (stopped.getAsBoolean()) {
                    return false;
                }
                System.arraycopy(state.residual(), 0, residual, 0, residual.length);
                transformer.attend(l, state, workers, own);
                System.arraycopy(state.attended(), 0, attended, 0, attended.length);
                for (int h = 0; h < config.nHeads(); h++) {
                    for (Ablation ablation : Ablation.values()) {
                        System.arraycopy(residual, 0, state.residual(), 0, residual.length);
                        System.arraycopy(attended, 0, state.attended(), 0, attended.length);
                        handOn(ablation, h, means[l], length, state.attended());
                        EntryHook hook = new EntryHook(plan, length, watched);
                        goOn(l, state, hook);
                        ablated[index(ablation)][l][h][s] = hook.entries();
                        layers += last - l;
                    }
                }
                System.arraycopy(residual, 0, state.residual(), 0, residual.length);
                System.arraycopy(attended, 0, state.attended(), 0, attended.length);
                addBoth(l, state);
                done.accept(++layers * length);
            }
            transformer.attend(last, state, workers, own);
            clean[s] = own.entries();
        }
        return true;
    }

    /** From the heads' outputs of a layer to the attention rows of the last one that is watched. */
    private void goOn(int layer, RunState state, EntryHook hook) {
        addBoth(layer, state);
        for (int l = layer + 1; l < last; l++) {
            transformer.attend(l, state, workers, hook);
            addBoth(l, state);
        }
        transformer.attend(last, state, workers, hook);
    }

    private void addBoth(int l, RunState state) {
        transformer.addAttention(l, state, workers);
        transformer.addFeedForward(l, state, workers);
    }

    private void handOn(Ablation ablation, int head, float[] means, int length, float[] attended) {
        int d = config.dHead();
        for (int t = 0; t < length; t++) {
            int at = (t * config.nHeads() + head) * d;
            switch (ablation) {
                case ZERO -> Arrays.fill(attended, at, at + d, 0);
                case MEAN -> System.arraycopy(means, head * d, attended, at, d);
            }
        }
    }

    /** The heads' mean outputs over all sequences and positions, [layer][nHeads dHead]. */
    private float[][] means(RunState state) {
        int width = config.nHeads() * config.dHead();
        double[][] sums = new double[last][width];
        long rows = 0;
        for (int[] ids : plan.sequences().subList(0, sequences)) {
            transformer.embed(ids, state);
            for (int l = 0; l < last; l++) {
                transformer.attend(l, state, workers, null);
                for (int i = 0; i < ids.length * width; i++) {
                    sums[l][i % width] += state.attended()[i];
                }
                addBoth(l, state);
            }
            rows += ids.length;
        }
        float[][] means = new float[last][width];
        for (int l = 0; l < last; l++) {
            for (int e = 0; e < width; e++) {
                means[l][e] = (float) (sums[l][e] / rows);
            }
        }
        return means;
    }

    @SuppressWarnings("EnumOrdinal") // only to index an array of this object
    private static int index(Ablation ablation) {
        return ablation.ordinal();
    }

    int sequences() {
        return sequences;
    }

    /** The score of a watched head as it is, [sequence]. */
    double[] clean(int watchedHead) {
        return Arrays.stream(clean).mapToDouble(of -> of[watchedHead]).toArray();
    }

    /** Change of a watched head's score with a head of an earlier layer ablated, [sequence]. */
    double[] change(Ablation ablation, int layer, int head, int watchedHead) {
        double[] change = new double[sequences];
        for (int s = 0; s < sequences; s++) {
            change[s] =
                    ablated[index(ablation)][layer][head][s][watchedHead] - clean[s][watchedHead];
        }
        return change;
    }
}
