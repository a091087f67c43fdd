package dev.headlight.training.data;

import dev.headlight.text.DocumentParts;
import dev.headlight.text.InputException;
import dev.headlight.text.TextSources;
import dev.headlight.text.UsageException;
import dev.headlight.training.tokenizer.ByteLevelBpe;
import dev.headlight.training.tokenizer.CharacterTokenizer;
import dev.headlight.training.tokenizer.PieceCounts;
import dev.headlight.training.tokenizer.TokenizerFiles;
import java.util.function.Consumer;

/** Tokenizers made from a text that lies in files; documents that are ids already are passed over. */
public final class TextTokenizers {

    /** Characters after which a vocabulary hardly changes any more: the rest is not counted. */
    private static final long ENOUGH = 1L << 28;

    private TextTokenizers() {}

    /**
     * A byte-level BPE of the text's first quarter of a billion characters.
     *
     * @param entries size of the vocabulary; fewer come out of a short text
     * @throws InputException where there is no text, or it cannot be read
     * @throws UsageException where there are too few entries
     */
    public static TokenizerFiles bytePairs(TextSources sources, int entries) {
        PieceCounts counts = new PieceCounts();
        read(sources, ENOUGH, counts::add);
        return ByteLevelBpe.train(counts, entries);
    }

    /**
     * A token for each character of the text.
     *
     * @throws InputException where there is no text, or it cannot be read
     */
    public static TokenizerFiles characters(TextSources sources) {
        CharacterTokenizer characters = new CharacterTokenizer();
        read(sources, Long.MAX_VALUE, characters::add);
        return characters.finish();
    }

    private static void read(TextSources sources, long most, Consumer<String> into) {
        Texts texts = new Texts(most, into);
        sources.read(texts);
        if (texts.characters == 0) {
            throw new InputException(
                    "the files hold token ids and no text to make a tokenizer of; name the tokenizer"
                            + " of the ids with --tokenizer.");
        }
    }

    /** Hands on the text alone, and no more than so many characters. */
    private static final class Texts implements DocumentParts {

        private final long most;
        private final Consumer<String> into;
        private long characters;

        Texts(long most, Consumer<String> into) {
            this.most = most;
            this.into = into;
        }

        @Override
        public void begin(String id) {}

        @Override
        public void text(String part) {
            if (characters < most) {
                into.accept(part);
                characters += part.length();
            }
        }

        @Override
        public void ids(int[] ids) {}

        @Override
        public void end() {}
    }
}
