package dev.headlight.explorer.subject;

import dev.headlight.model.ModelConfig;
import dev.headlight.model.Tokenizer;
import dev.headlight.text.StoryGrammar;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A text to begin with: in it something repeats, so that heads that look back have something to find. */
final class Examples {

    private static final String PROSE =
            "Once upon a time there was a girl named Lily Brown. One day Lily Brown met a cat, and the cat"
                    + " said to Lily";
    private static final int TOKENS = 24;
    private static final int SONG = 7;
    private static final int LINES = 3;
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
        return 4 * unknown > ids.length ? song() : PROSE;
    }

    /** Lines of a song of the small grammar: each is the one before it again. */
    private static String song() {
        String text = String.valueOf(StoryGrammar.document(SEED, SONG, 1).text());
        return text.lines().limit(LINES).collect(Collectors.joining("\n"));
    }
}
