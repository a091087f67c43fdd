package dev.headlight.tutorial.smallest;

import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.ModelConfig.Activation;
import dev.headlight.model.ModelConfig.Normalization;
import dev.headlight.model.ModelConfig.RotaryPositions;
import dev.headlight.model.Transformer;
import dev.headlight.model.io.NewFile;
import dev.headlight.model.training.Parameters;
import dev.headlight.training.TrainingPlan;
import dev.headlight.tutorial.digits.DigitModel;
import dev.headlight.tutorial.digits.DigitOrder;
import dev.headlight.tutorial.digits.DigitPlans;
import dev.headlight.tutorial.digits.Sum;
import dev.headlight.tutorial.digits.SumFormat;
import dev.headlight.tutorial.digits.SumTraining;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A transformer of the Llama family with 4 numbers a token, two heads that share one key/value head, and 228
 * parameters, which adds numbers of ten digits. The shape follows reports of such adders. Its weights are a resource,
 * made by {@link #training} from {@link #SEED}.
 */
public final class SmallestAdder {

    /** How its sums are written. */
    public static final SumFormat FORMAT = new SumFormat(10, DigitOrder.LEAST_FIRST);

    /** The seed that made the weights. */
    public static final long SEED = 4;

    /** Share of the sums to learn that are heavy in carries. */
    static final double HEAVY = 0.2;

    private static final String WEIGHTS = "adder.txt";
    private static final int WIDTH = 4;
    private static final int SAMPLE = 512;

    /** So that the second frequency is {@code 2 pi / 11}. */
    private static final double ROTARY_BASE = 3.065;

    private SmallestAdder() {}

    /**
     * Its make. The second of the two rotary frequencies goes round once in eleven tokens, which is how far apart the
     * digits of a column are.
     */
    public static ModelConfig config() {
        float[] frequencies = {1, (float) Math.pow(ROTARY_BASE, -2.0 / WIDTH)};
        return new ModelConfig(
                "llama",
                1,
                2,
                1,
                WIDTH,
                WIDTH,
                6,
                SumFormat.TOKENS.size(),
                FORMAT.length(),
                Normalization.RMS_NORM,
                1e-5f,
                new RotaryPositions(WIDTH, false, frequencies, 1),
                Activation.SILU,
                true,
                true,
                0.5f);
    }

    /**
     * How it was trained.
     *
     * @param threads 0 for one a processor
     */
    public static TrainingPlan plan(long seed, int threads) {
        return DigitPlans.of(FORMAT, seed, threads)
                .with("architecture", "llama")
                .with("dim", "4")
                .with("heads", "2")
                .with("kv-heads", "1")
                .with("ff", "6")
                .with("tied", "true")
                .with("batch", "64")
                .with("steps", "15000")
                .with("lr", "4e-2")
                .with("warmup", "500")
                .with("weight-decay", "0.05")
                .with("eval-every", "1000");
    }

    /** A training by a plan; that of {@link #SEED} made the weights. */
    public static SumTraining training(TrainingPlan plan, Workers workers) {
        List<Sum> sample = new ArrayList<>(HeldOutSums.random(FORMAT, SAMPLE));
        sample.addAll(HeldOutSums.heavy(FORMAT, SAMPLE));
        return new SumTraining(
                FORMAT,
                plan,
                config(),
                CarrySums.data(FORMAT, HEAVY, plan.seed()),
                sample,
                workers);
    }

    /** The weights that were trained. */
    public static Parameters parameters() {
        return WeightLines.read(config(), WEIGHTS);
    }

    /** Writes weights as the lines that the resource is: {@code adder.txt} in a folder. */
    public static void writeLines(Path folder, Parameters parameters) {
        NewFile.write(
                folder.resolve(WEIGHTS),
                WeightLines.write(parameters).getBytes(StandardCharsets.UTF_8));
    }

    /** The trained model. */
    public static DigitModel model() {
        return new DigitModel(FORMAT, new Transformer(config(), parameters().weights()));
    }
}
