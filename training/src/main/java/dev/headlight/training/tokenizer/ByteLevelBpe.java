package dev.headlight.training.tokenizer;

import dev.headlight.model.tokenizer.ByteLevelAlphabet;
import dev.headlight.text.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Trains a byte-level BPE, the kind of tokenizer GPT-2 has: any text can be said in it, and comes back from it
 * byte for byte. Id 0 is {@value #END_OF_TEXT}, which stands between documents; then come the 256 bytes in the
 * order of their letters, then what has been learnt, the most frequent first.
 */
public final class ByteLevelBpe {

    /** The special token between documents. */
    public static final String END_OF_TEXT = "<|endoftext|>";

    /** The special token and the bytes, without which not every text could be said. */
    public static final int FEWEST_ENTRIES = 257;

    private ByteLevelBpe() {}

    /**
     * Learns a vocabulary from a text.
     *
     * @param entries size of the vocabulary; fewer come out where no pair of neighbours comes twice any more
     * @throws UsageException where {@code entries} is less than {@link #FEWEST_ENTRIES}
     */
    public static TokenizerFiles train(PieceCounts text, int entries) {
        if (entries < FEWEST_ENTRIES) {
            throw new UsageException(
                    "--vocab "
                            + entries
                            + " is too small for a byte-level vocabulary, which holds the 256 bytes and"
                            + " a special token; give at least "
                            + FEWEST_ENTRIES
                            + ".");
        }
        List<String> tokens = new ArrayList<>();
        tokens.add(END_OF_TEXT);
        int[] symbolOfByte = new int[256];
        int[] bytesByLetter = bytesByLetter();
        for (int b : bytesByLetter) {
            symbolOfByte[b] = tokens.size();
            tokens.add(String.valueOf(ByteLevelAlphabet.letter(b)));
        }
        MergeLearner learner = new MergeLearner(tokens, symbolOfByte, text);
        learner.learn(entries);
        return TokenizerFiles.of(json(learner), TokenizerFiles.config(END_OF_TEXT, END_OF_TEXT));
    }

    private static int[] bytesByLetter() {
        List<Integer> bytes = new ArrayList<>();
        for (int b = 0; b < 256; b++) {
            bytes.add(b);
        }
        bytes.sort((a, b) -> Character.compare(letter(a), letter(b)));
        return bytes.stream().mapToInt(Integer::intValue).toArray();
    }

    private static char letter(int b) {
        return ByteLevelAlphabet.letter(b);
    }

    private static Map<String, Object> json(MergeLearner learner) {
        Map<String, Object> byteLevel =
                JsonObject.of(
                        "type", "ByteLevel",
                        "add_prefix_space", false,
                        "trim_offsets", true,
                        "use_regex", true);
        return JsonObject.of(
                "version",
                "1.0",
                "added_tokens",
                List.of(TokenizerFiles.special(0, END_OF_TEXT)),
                "pre_tokenizer",
                byteLevel,
                "decoder",
                byteLevel,
                "model",
                TokenizerFiles.bytePairs("", learner.tokens(), learner.merges()));
    }
}
