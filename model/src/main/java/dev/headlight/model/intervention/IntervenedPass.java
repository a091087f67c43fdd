package dev.headlight.model.intervention;

import dev.headlight.engine.AttentionHook;
import dev.headlight.engine.Workers;
import dev.headlight.model.RunState;
import dev.headlight.model.Transformer;
import org.jspecify.annotations.Nullable;

/** The forward pass of {@link Transformer} with {@link Interventions}. Later layers read what the heads now hand on. */
public final class IntervenedPass {

    private IntervenedPass() {}

    /**
     * Runs a window, as {@link Transformer#forward} does.
     *
     * @param tokens [T] ids
     * @param hook sees the heads' own rows, also of those that hand on something else; or null
     */
    public static void forward(
            Transformer transformer,
            int[] tokens,
            RunState state,
            Workers workers,
            @Nullable AttentionHook hook,
            Interventions interventions) {
        transformer.embed(tokens, state);
        forwardFrom(0, transformer, state, workers, hook, interventions);
    }

    /**
     * Runs the layers from {@code first} on, the residual stream before it being in {@link RunState#residual}: what
     * lies before is the same for all interventions on later layers.
     */
    public static void forwardFrom(
            int first,
            Transformer transformer,
            RunState state,
            Workers workers,
            @Nullable AttentionHook hook,
            Interventions interventions) {
        for (int l = first; l < transformer.config().nLayers(); l++) {
            transformer.attend(l, state, workers, hook);
            interventions.apply(l, transformer.config(), state, workers);
            transformer.addAttention(l, state, workers);
            transformer.addFeedForward(l, state, workers);
        }
        transformer.finish(state, workers);
    }
}
