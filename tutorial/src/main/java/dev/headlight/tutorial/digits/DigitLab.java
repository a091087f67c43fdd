package dev.headlight.tutorial.digits;

import dev.headlight.model.ModelConfig;
import dev.headlight.model.OpenModel;
import dev.headlight.text.InputException;
import dev.headlight.text.UserException;
import dev.headlight.tutorial.lesson.Block;
import dev.headlight.tutorial.lesson.Words;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A digit model to ask on the page: its weights travel in the page, 4 bytes each. */
public final class DigitLab {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(
                            SerializationFeature
                                    .ORDER_MAP_ENTRIES_BY_KEYS) // the same page each time
                    .build();

    /** The largest file that a page takes up. */
    private static final long MOST_BYTES = 700_000;

    private final String document;

    private DigitLab(DigitModel model, String from) {
        document = document(model, from);
    }

    /** What is shown of it. */
    public enum View {
        /** The digits with their probabilities. */
        ANSWER("digits-answer", "Ask the model"),
        /** With what every head reads. */
        ATTENTION("digits-attention", "What does it look at in your sum?"),
        /** With heads to switch. */
        BREAK("digits-break", "Break it yourself");

        private final String kind;
        private final String title;

        View(String kind, String title) {
            this.kind = kind;
            this.title = title;
        }
    }

    /**
     * A model that was given.
     *
     * @param from where it comes from, one sentence for the reader
     */
    public static DigitLab of(DigitModel model, String from) {
        return new DigitLab(model, from);
    }

    /**
     * The model of three digits that the reader has trained, or else the small one of the lessons; where the reader's
     * cannot be shown, the page says why.
     */
    static DigitLab readersOr(TwoDigits small) {
        return readersOr(DigitModel.defaultFolder(3), small.model());
    }

    /** The model of a folder, or else another. */
    static DigitLab readersOr(Path run, DigitModel small) {
        String from = "The small model of two digits that these lessons have trained";
        if (!Files.isRegularFile(run.resolve("model.safetensors"))) {
            return of(
                    small,
                    from + "; after headlight tutorial train, the page shows yours of three.");
        }
        try (OpenModel open = DigitModel.open(run)) {
            DigitModel model = DigitModel.of(open, DigitModel.format(run));
            return of(model, "The model that you have trained, of " + run + ".");
        } catch (UserException e) { // a lesson does not end because of what else lies in its folder
            return of(small, from + ". Not yours: " + e.getMessage());
        }
    }

    /** Something to operate. */
    public Block block(View view, String says) {
        return new Block.Lab(view.kind, view.title, Words.of(says), document);
    }

    private static String document(DigitModel model, String from) {
        ModelConfig config = model.config();
        PageWeights weights = PageWeights.of(model.transformer().weights(), config);
        if (weights.base64().length() > MOST_BYTES) {
            throw new InputException(
                    "the model has "
                            + weights.base64().length() / 1000
                            + " kB of weights, and a page holds "
                            + MOST_BYTES / 1000
                            + "; headlight tutorial ask answers with it in the terminal.");
        }
        SumFormat format = model.format();
        return JSON.writeValueAsString(
                Map.of(
                        "digits", format.digits(),
                        "leastFirst", format.order() == DigitOrder.LEAST_FIRST,
                        "from", from,
                        "examples", examples(format),
                        "config", PageWeights.sizes(config),
                        "tensors", weights.tensors(),
                        "weights", weights.base64()));
    }

    private static List<Map<String, Object>> examples(SumFormat format) {
        long most = format.largest();
        return List.of(
                example(most / 2 - 2, most / 3 + 1, "some sum"),
                example((most + 1) / 4, (most + 1) / 5, "no carry"),
                example(most, 1, "a chain of carries through all digits"),
                example(0, most - 13, "zero"),
                example(most / 9 * 5, most / 9 * 5, "equal numbers"));
    }

    private static Map<String, Object> example(long a, long b, String why) {
        return Map.of("a", a, "b", b, "why", why);
    }
}
