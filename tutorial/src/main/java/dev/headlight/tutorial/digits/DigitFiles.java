package dev.headlight.tutorial.digits;

import dev.headlight.model.io.ModelWriter;
import dev.headlight.model.io.NewFile;
import dev.headlight.model.training.Parameters;
import dev.headlight.text.UsageException;
import dev.headlight.training.TrainingJson;
import dev.headlight.training.TrainingPlan;
import dev.headlight.training.tokenizer.CharacterTokenizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The folder of a digit model, as Hugging Face's libraries read it, with {@code training.json} (how it was made), {@code
 * misses.csv} (every sum that it has wrong) and {@code sums.txt} (unseen sums as it reads and writes them, one a line).
 */
public final class DigitFiles {

    private static final String WEIGHTS = "model.safetensors";

    /** Sums to analyse the model on. */
    private static final int SUMS = 1000;

    private DigitFiles() {}

    /**
     * Makes sure that a folder may be written to, before the work begins.
     *
     * @throws UsageException where it holds another model, or cannot be made
     */
    public static void require(Path folder) {
        if (Files.exists(folder.resolve(WEIGHTS)) && !ours(folder)) {
            throw new UsageException(
                    folder
                            + " holds another model, which would be written over; name another folder by --out");
        }
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, ".headlight", ".tmp"));
        } catch (IOException e) {
            throw new UsageException(
                    folder + " cannot be written to; name another folder by --out", e);
        }
    }

    private static boolean ours(Path folder) {
        try {
            return DigitModel.format(folder).digits() > 0;
        } catch (dev.headlight.text.InputException e) {
            return false;
        }
    }

    /** Writes all files of a model that has learned some of all pairs, each whole or not at all. */
    public static void write(
            Path folder,
            SumFormat format,
            TrainingPlan plan,
            PairSplit split,
            Parameters parameters,
            Exam exam,
            String command) {
        int count = Math.min(SUMS, split.unseenCount());
        List<Sum> unseen = split.drawUnseen(count, plan.seed());
        write(folder, format, plan, split.learnedCount(), unseen, parameters, exam, command);
    }

    /**
     * The same for pairs of any origin.
     *
     * @param pairs that were learned
     * @param unseen some that were not
     */
    public static void write(
            Path folder,
            SumFormat format,
            TrainingPlan plan,
            long pairs,
            List<Sum> unseen,
            Parameters parameters,
            Exam exam,
            String command) {
        OptionalInt none = OptionalInt.empty();
        ModelWriter.write(folder, parameters.config(), parameters.weights(), none, none);
        CharacterTokenizer.closed(SumFormat.TOKENS).write(folder);
        StringBuilder misses = new StringBuilder("a,b,sum,answer\n");
        for (Miss m : exam.misses()) {
            misses.append(m.sum().a()).append(',').append(m.sum().b()).append(',');
            misses.append(m.sum().value()).append(',').append(m.answer()).append('\n');
        }
        NewFile.write(
                folder.resolve("misses.csv"), misses.toString().getBytes(StandardCharsets.UTF_8));
        StringBuilder sums = new StringBuilder();
        for (Sum sum : unseen) {
            sums.append(SumFormat.text(format.ids(sum))).append('\n');
        }
        NewFile.write(folder.resolve("sums.txt"), sums.toString().getBytes(StandardCharsets.UTF_8));
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("schema", 1);
        content.put("command", command);
        content.put(DigitModel.DIGITS, format.digits());
        content.put(DigitModel.ORDER, format.order().name().toLowerCase(Locale.ROOT));
        content.put("pairs", pairs);
        content.put("plan", plan.settings());
        content.put("parameters", parameters.count());
        content.put("tested", exam.total());
        content.put("misses", exam.misses().size());
        TrainingJson.write(folder, content);
    }
}
