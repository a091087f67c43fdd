package dev.headlight.tutorial.digits;

import dev.headlight.model.ModelConfig;
import dev.headlight.model.OpenModel;
import dev.headlight.model.Transformer;
import dev.headlight.model.io.ModelReader;
import dev.headlight.text.InputException;
import dev.headlight.text.UsageException;
import dev.headlight.training.TrainingJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A model that adds, with how its sums are written.
 *
 * @param transformer of one or more layers over {@link SumFormat#TOKENS}
 */
public record DigitModel(SumFormat format, Transformer transformer) {

    static final String DIGITS = "digits";
    static final String ORDER = "order";

    /** A model in memory. */
    public static DigitModel of(DigitTraining training) {
        return new DigitModel(
                training.format(),
                new Transformer(training.parameters().config(), training.parameters().weights()));
    }

    /** The model's sizes. */
    public ModelConfig config() {
        return transformer.config();
    }

    /** Where {@code headlight tutorial train} puts a model. */
    public static Path defaultFolder(int digits) {
        return Path.of("runs", "tutorial-" + digits + "-digits");
    }

    /**
     * The folder of a trained model with room for some digits: of the smallest that has it.
     *
     * @throws UsageException where none was trained, with the command that trains one
     */
    public static Path trained(int digits) {
        List<Integer> sizes = List.of(2, 3);
        return sizes.stream()
                .filter(n -> n >= digits)
                .map(DigitModel::defaultFolder)
                .filter(f -> Files.isRegularFile(f.resolve("model.safetensors")))
                .findFirst()
                .orElseThrow(() -> new UsageException(untrained(digits)));
    }

    private static String untrained(int digits) {
        int most = 3;
        if (digits > most) {
            return "a number has "
                    + digits
                    + " digits, and the models of the tutorial have at most "
                    + SumFormat.MOST
                    + ": ask a smaller sum";
        }
        return "no model for numbers of "
                + (digits == 1 ? "1 digit" : digits + " digits")
                + " has been trained in "
                + defaultFolder(digits).getParent()
                + " yet: run headlight tutorial train"
                + (digits == most ? "" : " --digits " + Math.max(2, digits))
                + " first";
    }

    /**
     * How the sums of a run's model are written.
     *
     * @throws InputException where the folder holds no such model
     */
    public static SumFormat format(Path run) {
        Map<String, Object> content = TrainingJson.read(run);
        if (content.get(DIGITS) instanceof Integer digits
                && content.get(ORDER) instanceof String order) {
            try {
                return new SumFormat(digits, DigitOrder.valueOf(order.toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException | UsageException e) {
                throw foreign(run, e);
            }
        }
        throw foreign(run, null);
    }

    private static InputException foreign(
            Path run, @org.jspecify.annotations.Nullable Exception cause) {
        String sentence =
                run
                        + " holds no model of headlight tutorial train: its training.json names no digits and"
                        + " order that sums are written in; name another folder by --model.";
        return cause == null ? new InputException(sentence) : new InputException(sentence, cause);
    }

    /** Opens a run's model; whoever closes {@code open} closes it. */
    public static DigitModel of(OpenModel open, SumFormat format) {
        if (open.config().vocab() != SumFormat.TOKENS.size()
                || open.config().context() != format.length()) {
            throw new InputException(
                    open.path()
                            + " is no model for these sums: it has "
                            + open.config().vocab()
                            + " tokens and a context of "
                            + open.config().context());
        }
        return new DigitModel(format, new Transformer(open.config(), open.weights()));
    }

    /** Opens what {@link DigitFiles} wrote. */
    public static OpenModel open(Path run) {
        return ModelReader.open(run);
    }
}
