package dev.headlight.explorer.subject;

import dev.headlight.model.ModelConfig;
import dev.headlight.model.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A text to begin with: in it something repeats, so that heads that look back have something to find. */
final class Examples {

    private static final String PROSE =
            "Once upon a time there was a girl named Lily Brown. One day Lily Brown met a cat, and"
                    + " the cat said to Lily";
    private static final int TOKENS = 24;
    private static final int WORDS = 8;
    private static final int LINES = 3;
    private static final int LONGEST = 9;
    private static final long SEED = 42;

    private Examples() {}

    static String of(ModelConfig config, @Nullable Tokenizer tokenizer) {
        if (tokenizer == null) {
            // Token ids; the same few twice.
            return IntStream.range(0, TOKENS)
                    .mapToObj(i -> Integer.toString((7 * (i % (TOKENS / 2)) + 1) % config.vocab()))
                    .collect(Collectors.joining(" "));
        }
        int[] ids = tokenizer.encode(PROSE);
        long unknown = Arrays.stream(ids).filter(tokenizer::special).count();
        return 4 * unknown > ids.length ? song(tokenizer) : PROSE;
    }

    /** A line of words that the tokenizer knows, said again and again, as in the songs of the small grammar. */
    private static String song(Tokenizer tokenizer) {
        List<String> words =
                IntStream.range(0, tokenizer.vocab())
                        .filter(id -> !tokenizer.special(id))
                        .mapToObj(tokenizer::piece)
                        .filter(p -> p.length() > 2 && p.length() < LONGEST)
                        .filter(p -> p.chars().allMatch(Character::isLowerCase))
                        .collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(words, new Random(SEED));
        String line = String.join(" ", words.subList(0, Math.min(WORDS, words.size())));
        return IntStream.range(0, LINES).mapToObj(n -> line).collect(Collectors.joining("\n"));
    }
}
