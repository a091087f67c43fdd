package dev.headlight.app;

import dev.headlight.text.UsageException;
import dev.headlight.tutorial.adding.HeadTraining;
import dev.headlight.tutorial.adding.HeadWeights;
import dev.headlight.tutorial.steps.WeightsFile;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the weights of {@code add} come from. */
final class AddOptions {

    private static final Pattern NUMBER =
            Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");

    @Option(
            names = "--wq",
            paramLabel = "W",
            description = "Query weights, one number or several with commas (default: 0.5).")
    @Nullable String wq;

    @Option(names = "--wk", paramLabel = "W", description = "Key weights (default: 0.3).")
    @Nullable String wk;

    @Option(names = "--wv", paramLabel = "W", description = "Value weights (default: 1).")
    @Nullable String wv;

    @Option(
            names = "--weights",
            paramLabel = "FILE",
            description = "All three from a JSON file with wq, wk and wv.")
    @Nullable Path file;

    @Option(
            names = "--init",
            paramLabel = "HOW",
            description =
                    "uniform (W_q = 0: every number is read alike), identity (all ones), normal:S (drawn,"
                            + " deviation S), or learned (trained now, as in lesson 2).")
    @Nullable String init;

    @Option(
            names = "--dim",
            paramLabel = "D",
            description = "Width of the head with --init (default: 1).")
    @Nullable Integer dim;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Of --init normal and learned (default: ${DEFAULT-VALUE}).")
    long seed = 1;

    /** The weights that these options ask for. */
    HeadWeights weights() {
        boolean single = wq != null || wk != null || wv != null;
        if ((single ? 1 : 0) + (file == null ? 0 : 1) + (init == null ? 0 : 1) > 1) {
            throw new UsageException(
                    "weights come from --wq, --wk and --wv, from --weights or from --init; give one of"
                            + " these.");
        }
        if (dim != null && init == null) {
            throw new UsageException("--dim is the width of --init; give both.");
        }
        if (file != null) {
            return WeightsFile.read(file);
        }
        if (init != null) {
            return initial(init, dim == null ? 1 : dim);
        }
        HeadWeights usual = HeadWeights.LESSON;
        float[] q = row("--wq", wq, usual.q());
        float[] k = row("--wk", wk, usual.k());
        float[] v = row("--wv", wv, usual.v());
        return new HeadWeights(q, k, v);
    }

    private HeadWeights initial(String how, int width) {
        if (width < 1 || width > HeadWeights.MOST) {
            throw new UsageException("--dim is " + width + "; give 1 to " + HeadWeights.MOST + ".");
        }
        if (how.startsWith("normal:")) {
            double deviation = number("--init normal", how.substring("normal:".length()));
            if (deviation < 0) {
                throw new UsageException("--init " + how + ": a deviation is not below 0.");
            }
            return HeadWeights.normal(width, deviation, seed);
        }
        return switch (how) {
            case "uniform" -> HeadWeights.uniform(width);
            case "identity" -> HeadWeights.identity(width);
            case "learned" -> {
                if (width != 1) {
                    throw new UsageException(
                            "--init learned trains a head of width 1; leave --dim out.");
                }
                yield HeadTraining.learned(
                        HeadTraining.run(HeadWeights.LESSON, HeadTraining.STEPS, seed));
            }
            default ->
                    throw new UsageException(
                            "there is no --init "
                                    + how
                                    + "; there are uniform, identity, normal:0.5 and learned.");
        };
    }

    private static float[] row(String option, @Nullable String list, float[] usual) {
        if (list == null) {
            return usual;
        }
        String[] words = list.split(",", -1);
        float[] row = new float[words.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = (float) number(option, words[i].strip());
        }
        return row;
    }

    /**
     * A finite number that fits 32 bits.
     *
     * @throws UsageException where the word is none
     */
    static double number(String where, String word) {
        if (word.matches("(?i)[-+]?(nan|inf|infinity)")) {
            throw new UsageException(where + ": " + quoted(word) + " is not a finite number.");
        }
        if (!NUMBER.matcher(word).matches()) { // parseDouble takes 5d and 0x1p3 too
            throw new UsageException(
                    where
                            + ": "
                            + quoted(word)
                            + " is not a number"
                            + (word.matches("[-+]?\\d+,\\d+") ? "; write a point, as 1.5." : "."));
        }
        double number = Double.parseDouble(word);
        if (!Float.isFinite((float) number)) {
            throw new UsageException(
                    where
                            + ": "
                            + quoted(word)
                            + " is too large for 32-bit floats, which end at 3.4e38.");
        }
        return number;
    }

    private static String quoted(String word) {
        return word.isEmpty() ? "nothing" : "\"" + word + "\"";
    }
}
