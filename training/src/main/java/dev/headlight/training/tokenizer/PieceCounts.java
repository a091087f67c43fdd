package dev.headlight.training.tokenizer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often each piece of a text comes, a piece being what GPT-2's pattern cuts (Radford et al. 2019): a word
 * with the space before it, a number, a run of signs, white space. No token reaches across two pieces, so
 * these counts are all that {@link ByteLevelBpe} needs of a text, however long it is.
 *
 * <p>A text may come in parts, cut where a letter or digit stands before white space: no piece holds both.
 */
public final class PieceCounts {

    /** As the ByteLevel pre-tokenizer of Hugging Face's library has it; {@code \s} is Unicode's white space. */
    private static final Pattern PIECE =
            Pattern.compile(
                    "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
                    Pattern.UNICODE_CHARACTER_CLASS);

    private final Map<String, Count> counts = new HashMap<>();
    private long pieces;

    /** A number that grows where it stands, so that counting looks a piece up once. */
    private static final class Count {
        long times;
    }

    /** Counts the pieces of a text; the name of the special token in it is no text. */
    public void add(String text) {
        int from = 0;
        int special;
        while ((special = text.indexOf(ByteLevelBpe.END_OF_TEXT, from)) >= 0) {
            count(text.substring(from, special));
            from = special + ByteLevelBpe.END_OF_TEXT.length();
        }
        count(from == 0 ? text : text.substring(from));
    }

    private void count(String text) {
        Matcher matcher = PIECE.matcher(text);
        while (matcher.find()) {
            counts.computeIfAbsent(matcher.group(), piece -> new Count()).times++;
            pieces++;
        }
    }

    /** How many pieces were counted. */
    public long pieces() {
        return pieces;
    }

    /** The different pieces, in no order. */
    List<String> distinct() {
        return new ArrayList<>(counts.keySet());
    }

    /** How often a piece came. */
    long times(String piece) {
        Count count = counts.get(piece);
        return count == null ? 0 : count.times;
    }
}
