package dev.headlight.app;

import dev.headlight.analysis.score.RepeatPlan;
import dev.headlight.model.ModelConfig;
import java.io.Serializable;
import java.util.List;
import java.util.OptionalInt;

/**
 * What every checkpoint of a run is looked at on.
 *
 * @param heldOut ids of the windows
 * @param k of the random repeats, as in {@link RepeatPlan}
 * @param r likewise
 * @param beginToken likewise; -1 for none
 * @param sequences likewise
 */
record CheckpointGround(
        ModelConfig config,
        List<int[]> heldOut,
        int k,
        int r,
        int beginToken,
        List<int[]> sequences)
        implements Serializable {

    static CheckpointGround of(ModelConfig config, int[][] heldOut, RepeatPlan repeats) {
        return new CheckpointGround(
                config,
                List.of(heldOut),
                repeats.k(),
                repeats.r(),
                repeats.beginToken().orElse(-1),
                repeats.sequences());
    }

    RepeatPlan repeats() {
        return new RepeatPlan(
                k,
                r,
                beginToken < 0 ? OptionalInt.empty() : OptionalInt.of(beginToken),
                sequences,
                "");
    }

    /** Tokens that go through each checkpoint. */
    long tokens() {
        return heldOut.stream().mapToLong(w -> w.length).sum()
                + sequences.stream().mapToLong(s -> s.length).sum();
    }
}
