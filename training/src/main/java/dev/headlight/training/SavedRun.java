package dev.headlight.training;

import dev.headlight.model.ModelConfig;
import dev.headlight.model.training.Parameters;
import dev.headlight.training.checkpoint.Checkpoints;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * A run as it lies in its folder, to be looked at and not gone on with: its plan, its data, the checkpoints that are left.
 * Takes no lock, so it may be looked at while it is trained.
 */
public final class SavedRun implements AutoCloseable {

    private final Path folder;
    private final TrainingPlan plan;
    private final RunData data;
    private final ModelConfig config;

    private SavedRun(Path folder, TrainingPlan plan, RunData data) {
        this.folder = folder;
        this.plan = plan;
        this.data = data;
        config = plan.modelConfig(data.tokenizer().tokenizer().vocab());
    }

    /**
     * Opens a run with its text.
     *
     * @param progress told of the tokens that are made of the text, where they have to be made again
     * @throws dev.headlight.text.InputException where the folder holds no run, or its text has changed or is gone
     */
    public static SavedRun open(Path folder, LongConsumer progress) {
        RunDescription description = RunDescription.of(TrainingJson.read(folder));
        return new SavedRun(
                folder, description.plan().checked(), RunData.again(description, folder, progress));
    }

    /**
     * The plan alone, without the text.
     *
     * @throws dev.headlight.text.InputException where the folder holds no run
     */
    public static TrainingPlan plan(Path folder) {
        return RunDescription.of(TrainingJson.read(folder)).plan().checked();
    }

    /** The checkpoints that are left, the oldest first. */
    public static List<Checkpoints.Entry> checkpoints(Path folder) {
        return new Checkpoints(folder.resolve(RunFolder.CHECKPOINTS), 1).list();
    }

    public Path folder() {
        return folder;
    }

    public TrainingPlan plan() {
        return plan;
    }

    public RunData data() {
        return data;
    }

    public ModelConfig config() {
        return config;
    }

    /**
     * The parameters of a checkpoint.
     *
     * @throws dev.headlight.text.InputException where it is damaged
     */
    public Parameters at(Checkpoints.Entry checkpoint) {
        return at(checkpoint, config);
    }

    /**
     * The parameters of a checkpoint of a run whose text is elsewhere.
     *
     * @param config of the run's model
     * @throws dev.headlight.text.InputException where it is damaged
     */
    public static Parameters at(Checkpoints.Entry checkpoint, ModelConfig config) {
        Parameters parameters = Parameters.unset(config);
        Checkpoints.read(checkpoint, parameters.all());
        return parameters;
    }

    @Override
    public void close() {
        data.close();
    }
}
