package dev.headlight.explorer.reading;

import dev.headlight.model.ModelConfig;
import dev.headlight.model.ModelConfig.LearnedPositions;
import dev.headlight.model.Tokenizer;
import dev.headlight.text.UsageException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A text as the ids that a model reads: the begin token before it where the model has been trained with one.
 *
 * @param ids [T], at least one
 * @param begins whether {@code ids[0]} is the begin token
 * @param left tokens of the text that are not read, since there were more than are allowed
 */
public record TextTokens(int[] ids, boolean begins, int left) {

    /**
     * Makes the tokens of a text.
     *
     * @param tokenizer null for a text that consists of token ids
     * @param most tokens that are read
     * @throws UsageException where there is no token to read, or what stands for an id is none
     */
    public static TextTokens of(
            String text, @Nullable Tokenizer tokenizer, ModelConfig config, int most) {
        int[] own = tokenizer == null ? numbers(text, config) : tokenizer.encode(text);
        OptionalInt begin = tokenizer == null ? OptionalInt.empty() : tokenizer.bos();
        int room = most(config, most);
        int before = begin.isPresent() ? 1 : 0;
        int kept = Math.min(own.length, room - before);
        int[] ids = new int[before + kept];
        if (begin.isPresent()) {
            ids[0] = begin.getAsInt();
        }
        System.arraycopy(own, 0, ids, before, kept);
        if (ids.length == 0) {
            throw new UsageException("there is no text yet; type something.");
        }
        return new TextTokens(ids, begin.isPresent(), own.length - kept);
    }

    /** Tokens that a model can read at a time, where {@code most} are allowed. */
    public static int most(ModelConfig config, int most) {
        boolean learned = config.positions() instanceof LearnedPositions;
        return learned ? Math.min(most, config.context()) : most;
    }

    private static int[] numbers(String text, ModelConfig config) {
        return Stream.of(text.strip().split("[\\s,]+"))
                .filter(word -> !word.isEmpty())
                .mapToInt(word -> id(word, config.vocab()))
                .toArray();
    }

    private static int id(String word, int vocab) {
        if (!word.matches("[0-9]{1,9}") || Integer.parseInt(word) >= vocab) {
            throw new UsageException(
                    "this model brings no tokenizer, so it reads token ids from 0 to "
                            + (vocab - 1)
                            + ", with spaces between them.");
        }
        return Integer.parseInt(word);
    }

    /** Each token as a person should see it. */
    public List<String> pieces(@Nullable Tokenizer tokenizer) {
        return pieces(tokenizer, ids);
    }

    /** Some ids as a person should see them. */
    public static List<String> pieces(@Nullable Tokenizer tokenizer, int... ids) {
        List<String> pieces = new ArrayList<>();
        Arrays.stream(ids)
                .forEach(
                        id ->
                                pieces.add(
                                        tokenizer == null || id >= tokenizer.vocab()
                                                ? Integer.toString(id)
                                                : tokenizer.piece(id)));
        return pieces;
    }
}
