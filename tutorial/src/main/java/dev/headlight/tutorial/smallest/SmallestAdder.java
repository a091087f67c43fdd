package dev.headlight.tutorial.smallest;

import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.ModelConfig.Activation;
import dev.headlight.model.ModelConfig.Normalization;
import dev.headlight.model.ModelConfig.RotaryPositions;
import dev.headlight.model.Transformer;
import dev.headlight.model.training.Parameter;
import dev.headlight.model.training.Parameters;
import dev.headlight.text.InputException;
import dev.headlight.training.TrainingPlan;
import dev.headlight.tutorial.digits.DigitModel;
import dev.headlight.tutorial.digits.DigitOrder;
import dev.headlight.tutorial.digits.DigitPlans;
import dev.headlight.tutorial.digits.DigitTraining;
import dev.headlight.tutorial.digits.PairSplit;
import dev.headlight.tutorial.digits.SumFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A transformer of the Llama family with 4 numbers a token, two heads that share one key/value head, and 228
 * parameters. The shape follows reports of such adders with ten digits; here it has two digits to learn. Its weights
 * are a resource, made by {@link #training}.
 */
public final class SmallestAdder {

    /** How its sums are written. */
    public static final SumFormat FORMAT = new SumFormat(2, DigitOrder.LEAST_FIRST);

    static final long SEED = 3;
    static final int STEPS = 12_000;
    static final int PAIRS = 5_000;

    private static final String RATE = "2e-2";
    private static final String WEIGHTS = "adder.txt";
    private static final int WIDTH = 4;
    private static final double ROTARY_BASE = 3;

    private SmallestAdder() {}

    /** Its make. */
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

    /** The pairs that it learned from. */
    public static PairSplit split() {
        return PairSplit.random(FORMAT.numbers(), PAIRS, SEED);
    }

    /** The training that made the weights; takes a minute or so. */
    public static DigitTraining training(Workers workers) {
        TrainingPlan plan =
                DigitPlans.of(FORMAT, SEED, workers.threads())
                        .with("architecture", "llama")
                        .with("dim", "4")
                        .with("heads", "2")
                        .with("kv-heads", "1")
                        .with("ff", "6")
                        .with("tied", "true")
                        .with("steps", Integer.toString(STEPS))
                        .with("lr", RATE)
                        .with("weight-decay", "0")
                        .with("eval-every", "1000");
        return new DigitTraining(FORMAT, plan, config(), split(), workers);
    }

    /** The weights that were trained. */
    public static Parameters parameters() {
        Parameters parameters = Parameters.unset(config());
        Map<String, String> lines =
                text().lines()
                        .collect(
                                Collectors.toMap(
                                        l -> l.substring(0, l.indexOf(' ')),
                                        l -> l.substring(l.indexOf(' ') + 1)));
        for (Parameter p : parameters.all()) {
            String[] numbers = lines.getOrDefault(p.name(), "").split(" ", -1);
            if (numbers.length != p.size()) {
                throw new InputException(
                        WEIGHTS + " has " + numbers.length + " numbers for " + p.name() + ".");
            }
            for (int i = 0; i < numbers.length; i++) {
                p.values()[i] = Float.parseFloat(numbers[i]);
            }
        }
        return parameters;
    }

    private static String text() {
        try (InputStream in = SmallestAdder.class.getResourceAsStream(WEIGHTS)) {
            if (in == null) {
                throw new IllegalStateException(WEIGHTS + " belongs to the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new InputException(WEIGHTS + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /** The trained model. */
    public static DigitModel model() {
        Parameters parameters = parameters();
        return new DigitModel(FORMAT, new Transformer(config(), parameters.weights()));
    }
}
