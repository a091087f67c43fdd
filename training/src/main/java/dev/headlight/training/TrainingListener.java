package dev.headlight.training;

import dev.headlight.model.ModelWeights;
import java.nio.file.Path;

/** Hears of a run while it goes on, on the thread that trains; what it takes long for, training waits for. */
public interface TrainingListener {

    /** A step was taken. */
    default void step(StepReport report) {}

    /** A line of the metrics was written. */
    default void evaluated(Evaluation evaluation) {}

    /**
     * The plan's time has come to look at the heads; also before the first step and after the last.
     *
     * @param weights of this moment; they change when this returns
     */
    default void analyze(long step, ModelWeights weights) {}

    /** A checkpoint is in place. */
    default void saved(long step, Path checkpoint) {}

    /** One sentence for the user. */
    default void warning(String sentence) {}
}
