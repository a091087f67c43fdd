package dev.headlight.app;

import dev.headlight.analysis.causal.Effects;
import dev.headlight.analysis.causal.Trial;
import dev.headlight.analysis.causal.TrialEngine;
import dev.headlight.analysis.causal.TrialGround;
import dev.headlight.app.cluster.ClusterWork;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Ablations dealt out over a cluster.
 *
 * @param tasks of each stage; 0 for {@link #PER_SLOT} a slot
 */
record ClusterTrials(ClusterWork work, int tasks) implements TrialEngine {

    /** Tasks for each that is run at a time, so that a slow one does not hold up the others. */
    private static final int PER_SLOT = 3;

    @Override
    public Effects run(TrialGround on, List<Trial> trials, LongConsumer done) {
        List<int[]> parts = TrialGround.parts(trials, tasks > 0 ? tasks : PER_SLOT * work.slots());
        List<AblatedHeads> pieces =
                parts.stream()
                        .map(
                                part ->
                                        new AblatedHeads(
                                                Arrays.stream(part).mapToObj(trials::get).toList(),
                                                on.tokens(part.length)))
                        .toList();
        // Who watches hears of it from the work itself.
        return on.join(trials, parts, work.run("ablations on " + on.ground().where(), on, pieces));
    }
}
