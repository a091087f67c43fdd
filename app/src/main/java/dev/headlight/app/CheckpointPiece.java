package dev.headlight.app;

import dev.headlight.analysis.results.TimelinePoint;
import dev.headlight.analysis.timeline.CompactAnalysis;
import dev.headlight.app.cluster.Piece;
import dev.headlight.engine.Workers;
import dev.headlight.model.OpenModel;
import dev.headlight.text.InputException;
import dev.headlight.training.checkpoint.CheckpointModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * A task of a cluster that looks at one checkpoint.
 *
 * @param step optimizer steps before it
 * @param file under which every machine finds it
 */
record CheckpointPiece(long step, String file, long tokens)
        implements Piece<CheckpointGround, TimelinePoint> {

    @Override
    public TimelinePoint run(CheckpointGround shared, Supplier<OpenModel> model, Workers workers) {
        Path path = Path.of(file);
        if (!Files.exists(path)) {
            throw new InputException(
                    "the checkpoint "
                            + file
                            + " does not exist on a machine of the cluster: put the run where every machine finds it"
                            + " under this path");
        }
        return new CompactAnalysis(
                        shared.config(),
                        shared.heldOut().toArray(int[][]::new),
                        shared.repeats(),
                        workers)
                .at(step, CheckpointModel.read(path, shared.config()).weights());
    }
}
