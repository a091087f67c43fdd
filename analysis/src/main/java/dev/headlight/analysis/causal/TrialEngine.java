package dev.headlight.analysis.causal;

import java.util.List;
import java.util.function.LongConsumer;

/** Who runs the trials of a stage: the threads of this process, or an engine on many machines. */
public interface TrialEngine {

    /**
     * Runs every trial on every unit.
     *
     * @param done told the tokens of what is done since it was last told, times the trials; from any thread
     */
    Effects run(TrialGround on, List<Trial> trials, LongConsumer done);
}
