package dev.headlight.model.tokenizer;

import dev.headlight.model.Tokenizer;
import dev.headlight.text.story.Prose;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A token a word, over a closed list of words; signs and line breaks are words ({@link Prose}). Id 0 begins
 * a text, id 1 stands for a word that is not in the list, the words follow in their order. Decoding writes
 * spaces where prose has them, so that only text in that form comes back as it was.
 */
public final class WordTokenizer implements Tokenizer {

    /** Begins a text. */
    public static final int BEGIN = 0;

    /** Stands for a word that is not in the list. */
    public static final int UNKNOWN = 1;

    private static final int FIRST_WORD = 2;

    private final List<String> pieces;
    private final Map<String, Integer> ids = new HashMap<>();

    /**
     * @param words each once, none empty
     */
    public WordTokenizer(List<String> words) {
        List<String> all = new ArrayList<>(List.of("<s>", "<unk>"));
        for (String word : words) {
            if (word.isEmpty() || ids.put(word, all.size()) != null) {
                throw new IllegalArgumentException("empty or twice: \"" + word + "\"");
            }
            all.add(word);
        }
        pieces = List.copyOf(all);
    }

    @Override
    public int vocab() {
        return pieces.size();
    }

    @Override
    public int[] encode(String text) {
        return Prose.split(text).stream()
                .mapToInt(word -> ids.getOrDefault(word, UNKNOWN))
                .toArray();
    }

    @Override
    public String decode(int... ids) {
        List<String> words = new ArrayList<>();
        for (int id : ids) {
            if (!special(id)) {
                words.add(pieces.get(id));
            }
        }
        return Prose.join(words);
    }

    @Override
    public String piece(int id) {
        return pieces.get(id);
    }

    @Override
    public OptionalInt bos() {
        return OptionalInt.of(BEGIN);
    }

    @Override
    public OptionalInt eos() {
        return OptionalInt.empty();
    }

    @Override
    public boolean special(int id) {
        return id < FIRST_WORD;
    }
}
