package dev.headlight.training.tokenizer;

import dev.headlight.text.story.Prose;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@link dev.headlight.model.tokenizer.WordTokenizer} in Hugging Face's terms: a token a word over a closed list
 * of words, cut and joined as {@link Prose} does. Id 0 begins a text, id 1 stands for a word that is not in the
 * list, the words follow in their order.
 */
public final class WordsTokenizer {

    private static final String BEGIN = "<s>";
    private static final String UNKNOWN = "<unk>";

    private WordsTokenizer() {}

    /**
     * The tokenizer of some words.
     *
     * @param words each once
     */
    public static TokenizerFiles of(List<String> words) {
        List<String> tokens = new ArrayList<>(List.of(BEGIN, UNKNOWN));
        tokens.addAll(words);
        Map<String, Object> model =
                JsonObject.of(
                        "type",
                        "WordLevel",
                        "vocab",
                        TokenizerFiles.vocabulary(tokens),
                        "unk_token",
                        UNKNOWN);
        Map<String, Object> json =
                JsonObject.of(
                        "version",
                        "1.0",
                        "added_tokens",
                        List.of(
                                TokenizerFiles.special(0, BEGIN),
                                TokenizerFiles.special(1, UNKNOWN)),
                        "pre_tokenizer",
                        words(),
                        "post_processor",
                        beginning(),
                        "decoder",
                        decoder(),
                        "model",
                        model);
        Map<String, Object> config = TokenizerFiles.config(BEGIN, "");
        config.put("unk_token", UNKNOWN);
        return TokenizerFiles.of(json, config);
    }

    /** Every match of the pattern is a piece, what lies between is dropped. */
    private static Map<String, Object> words() {
        return JsonObject.of(
                "type",
                "Split",
                "pattern",
                JsonObject.of("Regex", Prose.WORD_PATTERN),
                "behavior",
                "Removed",
                "invert",
                true);
    }

    private static Map<String, Object> beginning() {
        Object begin = JsonObject.of("SpecialToken", JsonObject.of("id", BEGIN, "type_id", 0));
        Object first = JsonObject.of("Sequence", JsonObject.of("id", "A", "type_id", 0));
        Object second = JsonObject.of("Sequence", JsonObject.of("id", "B", "type_id", 1));
        Object token = JsonObject.of("id", BEGIN, "ids", List.of(0), "tokens", List.of(BEGIN));
        return JsonObject.of(
                "type", "TemplateProcessing",
                "single", List.of(begin, first),
                "pair", List.of(begin, first, second),
                "special_tokens", JsonObject.of(BEGIN, token));
    }

    /** A space before every word, then all in one, then without the spaces that prose has not. */
    private static Map<String, Object> decoder() {
        String none =
                "\\A | (?=[" + escaped(Prose.CLOSING) + "])|(?<=[" + escaped(Prose.OPENING) + "]) ";
        Object all = JsonObject.of("type", "Fuse");
        return JsonObject.of(
                "type",
                "Sequence",
                "decoders",
                List.of(replace("\\A", " "), all, replace(none, "")));
    }

    private static Map<String, Object> replace(String pattern, String content) {
        return JsonObject.of(
                "type", "Replace", "pattern", JsonObject.of("Regex", pattern), "content", content);
    }

    private static String escaped(String signs) {
        StringBuilder text = new StringBuilder();
        signs.chars().forEach(c -> text.append(c == '\n' ? "\\n" : "\\" + (char) c));
        return text.toString();
    }
}
