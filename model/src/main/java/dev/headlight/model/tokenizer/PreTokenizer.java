package dev.headlight.model.tokenizer;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a byte-level BPE cuts a text before merging, under the names that llama.cpp writes into {@code
 * tokenizer.ggml.pre}. Sources: each family's own {@code tokenizer.json}.
 */
enum PreTokenizer {
    /** GPT-2's pattern. */
    GPT2("default gpt-2 phi-2", false, Pattern.GPT2, false, false),
    /** Each digit by itself, then GPT-2's pattern. */
    DIGITS_GPT2("smollm starcoder refact command-r", true, Pattern.GPT2, false, false),
    /** Llama 3: up to three digits together; a piece that is a token whole is not merged from parts. */
    LLAMA3("llama-bpe llama3 llama-v3", false, Pattern.before("\\p{N}{1,3}"), true, false),
    /** Qwen 2: digits one by one, text in Unicode's form C. */
    QWEN2("qwen2 deepseek-r1-qwen", false, Pattern.before("\\p{N}"), false, true);

    private final String names;
    private final boolean singleDigits;
    private final String pattern;
    private final boolean ignoreMerges;
    private final boolean composed;

    PreTokenizer(
            String names,
            boolean singleDigits,
            String pattern,
            boolean ignoreMerges,
            boolean composed) {
        this.names = names;
        this.singleDigits = singleDigits;
        this.pattern = pattern;
        this.ignoreMerges = ignoreMerges;
        this.composed = composed;
    }

    /** The pre-tokenizer of this name; a file that names none means the default. */
    static Optional<PreTokenizer> named(String name) {
        String asked = name.isEmpty() ? "default" : name;
        return Arrays.stream(values())
                .filter(p -> List.of(p.names.split(" ")).contains(asked))
                .findFirst();
    }

    /** All names, for a sentence. */
    static String names() {
        return Arrays.stream(values())
                .map(p -> p.names.replace(" ", ", "))
                .collect(Collectors.joining(", "));
    }

    /** Whether every digit is cut off by itself first. */
    boolean singleDigits() {
        return singleDigits;
    }

    /** The pattern whose matches are the pieces; what lies between them is a piece too. */
    String pattern() {
        return pattern;
    }

    boolean ignoreMerges() {
        return ignoreMerges;
    }

    /** Whether the text is brought into Unicode's normal form C first. */
    boolean composed() {
        return composed;
    }

    private static final class Pattern {

        static final String GPT2 =
                "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";

        /** The pattern that Llama 3 and Qwen 2 share, but for the digits. */
        static String before(String digits) {
            return "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|"
                    + digits
                    + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
        }
    }
}
