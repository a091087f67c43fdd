package dev.headlight.model.tokenizer;

import dev.headlight.model.Tokenizer;
import dev.headlight.text.InputException;
import dev.headlight.text.ResourceException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.OptionalInt;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/**
 * A tokenizer that a {@code tokenizer.json} describes, run by Hugging Face's own library. Nothing is added
 * to a text, cut off or padded, whatever the file asks for. Names of special tokens in a text become those
 * tokens, as they do in the original.
 */
public final class HuggingFaceTokenizer implements Tokenizer {

    private static final long MAX_FILE_BYTES = 1L << 29;

    private final NativeTokenizer library;
    private final Vocabulary vocabulary;
    private final BitSet special;
    private final OptionalInt bos;
    private final OptionalInt eos;

    HuggingFaceTokenizer(NativeTokenizer library, Vocabulary vocabulary, SpecialTokens tokens) {
        this.library = library;
        this.vocabulary = vocabulary;
        this.special = tokens.special();
        this.bos = tokens.bos();
        this.eos = tokens.eos();
    }

    /**
     * Opens a {@code tokenizer.json}.
     *
     * @param tokenizerJson the file
     * @param modelFolder where {@code tokenizer_config.json}, {@code generation_config.json} and {@code
     *     config.json} are looked for; they may be absent
     * @throws InputException if a file cannot be read, is no JSON, or describes no tokenizer the library knows
     */
    public static Tokenizer open(Path tokenizerJson, Path modelFolder) {
        String where = tokenizerJson.toString();
        String text = read(tokenizerJson);
        TokenizerJson json = parse(where, text);
        return new HuggingFaceTokenizer(
                create(where, text), json.vocabulary(), SpecialTokens.of(json, modelFolder));
    }

    /**
     * A tokenizer from the text of its two files, as when it has just been made.
     *
     * @param where what to call it in a sentence
     * @param tokenizerJson a {@code tokenizer.json}
     * @param tokenizerConfig a {@code tokenizer_config.json}
     * @throws InputException if either is no JSON, or the first describes no tokenizer the library knows
     */
    public static Tokenizer of(String where, String tokenizerJson, String tokenizerConfig) {
        TokenizerJson json = parse(where, tokenizerJson);
        SpecialTokens special;
        try {
            special = SpecialTokens.of(json, tokenizerConfig);
        } catch (JacksonException e) {
            throw new InputException(sentence(where, e), e);
        }
        return new HuggingFaceTokenizer(create(where, tokenizerJson), json.vocabulary(), special);
    }

    static TokenizerJson parse(String where, String text) {
        try {
            return new TokenizerJson(text);
        } catch (JacksonException e) {
            throw new InputException(sentence(where, e), e);
        } catch (IllegalArgumentException e) {
            throw new InputException(
                    where + ": describes no tokenizer (" + e.getMessage() + ").", e);
        }
    }

    static NativeTokenizer create(String where, String text) {
        try {
            return new NativeTokenizer(text);
        } catch (InputException | ResourceException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new InputException(
                    where
                            + ": describes no tokenizer that the Hugging Face library knows ("
                            + e.getMessage()
                            + ").",
                    e);
        }
    }

    /** What a JSON reader says, as one sentence with line and column. */
    static String sentence(String where, JacksonException e) {
        TokenStreamLocation at = e.getLocation();
        return where
                + ": is no valid JSON"
                + (at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr())
                + " ("
                + e.getOriginalMessage()
                + "); get the file again.";
    }

    static String read(Path file) {
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new InputException(
                        file + ": " + Files.size(file) + " bytes are too many for a tokenizer.");
            }
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new InputException(
                    file + ": the tokenizer is no valid UTF-8; get the file again.", e);
        } catch (IOException e) {
            throw new InputException(
                    file + ": the tokenizer cannot be read (" + e.getMessage() + ").", e);
        }
    }

    @Override
    public int vocab() {
        return vocabulary.size();
    }

    @Override
    public int[] encode(String text) {
        return library.encode(text);
    }

    @Override
    public String decode(int... ids) {
        return library.decode(ids);
    }

    @Override
    public String piece(int id) {
        return vocabulary.shown(id);
    }

    @Override
    public OptionalInt bos() {
        return bos;
    }

    @Override
    public OptionalInt eos() {
        return eos;
    }

    @Override
    public boolean special(int id) {
        return special.get(id);
    }
}
