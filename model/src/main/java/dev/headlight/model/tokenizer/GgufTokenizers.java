package dev.headlight.model.tokenizer;

import dev.headlight.model.Tokenizer;
import dev.headlight.text.InputException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;

/** Makes the tokenizer that a GGUF file describes. */
public final class GgufTokenizers {

    private static final String WHERE = "The tokenizer inside the GGUF file";

    /** GGUF's numbers of kinds, {@code tokenizer.ggml.token_type}, in order; 0 is undefined. */
    private static final PieceTable.Kind[] KINDS = {
        PieceTable.Kind.NORMAL,
        PieceTable.Kind.NORMAL,
        PieceTable.Kind.UNKNOWN,
        PieceTable.Kind.CONTROL,
        PieceTable.Kind.USER_DEFINED,
        PieceTable.Kind.UNUSED,
        PieceTable.Kind.BYTE
    };

    private GgufTokenizers() {}

    /**
     * Makes a tokenizer: {@code llama} is {@link SentencePieceBpe}; {@code gpt2} is byte-level BPE, written
     * out as a {@code tokenizer.json} in memory for {@link HuggingFaceTokenizer}.
     *
     * @throws InputException if the metadata contradict themselves, or name a model or pre-tokenizer that is
     *     not known here
     */
    public static Tokenizer open(GgufTokenizerMetadata metadata) {
        int vocab = metadata.tokens().size();
        if (vocab == 0) {
            throw new InputException(WHERE + " has no tokens (tokenizer.ggml.tokens).");
        }
        checkLength("token_type", metadata.types().length, vocab);
        checkLength("scores", metadata.scores().length, vocab);
        checkId("bos_token_id", metadata.bos(), vocab);
        checkId("eos_token_id", metadata.eos(), vocab);
        checkId("unknown_token_id", metadata.unknown(), vocab);
        PieceTable.Kind[] kinds = kinds(metadata);
        return switch (metadata.model()) {
            case "llama" -> sentencePiece(metadata, kinds);
            case "gpt2" -> byteLevel(metadata, kinds);
            default ->
                    throw new InputException(
                            WHERE
                                    + " is of the model \""
                                    + metadata.model()
                                    + "\"; known are gpt2 and llama.");
        };
    }

    private static void checkLength(String key, int length, int vocab) {
        if (length != 0 && length != vocab) {
            throw new InputException(
                    WHERE
                            + " has "
                            + vocab
                            + " tokens, but "
                            + length
                            + " entries of "
                            + key
                            + ".");
        }
    }

    private static void checkId(String key, OptionalInt id, int vocab) {
        if (id.isPresent() && (id.getAsInt() < 0 || id.getAsInt() >= vocab)) {
            throw new InputException(
                    WHERE + " has " + key + " " + id.getAsInt() + ", but " + vocab + " tokens.");
        }
    }

    private static PieceTable.Kind[] kinds(GgufTokenizerMetadata metadata) {
        int[] types = metadata.types();
        PieceTable.Kind[] kinds = new PieceTable.Kind[metadata.tokens().size()];
        Arrays.fill(kinds, PieceTable.Kind.NORMAL);
        for (int id = 0; id < types.length; id++) {
            if (types[id] < 0 || types[id] >= KINDS.length) {
                throw new InputException(
                        WHERE + " has token " + id + " of the unknown type " + types[id] + ".");
            }
            kinds[id] = KINDS[types[id]];
        }
        return kinds;
    }

    private static Tokenizer sentencePiece(
            GgufTokenizerMetadata metadata, PieceTable.Kind[] kinds) {
        if (metadata.scores().length == 0) {
            throw new InputException(WHERE + " has no scores (tokenizer.ggml.scores).");
        }
        List<String> tokens = metadata.tokens();
        int unknown = metadata.unknown().orElse(-1);
        for (int id = 0; id < kinds.length; id++) {
            if (Float.isNaN(metadata.scores()[id])) {
                throw new InputException(WHERE + " has no number as score of token " + id + ".");
            }
            if (kinds[id] == PieceTable.Kind.BYTE && PieceTable.byteValue(tokens.get(id)) < 0) {
                throw new InputException(
                        WHERE + " has token " + id + " of type byte that is not like <0x0A>.");
            }
            if (kinds[id] == PieceTable.Kind.UNKNOWN && unknown < 0) {
                unknown = id;
            }
        }
        List<byte[]> texts =
                tokens.stream()
                        .map(t -> t.replace('\u2581', ' ').getBytes(StandardCharsets.UTF_8))
                        .toList();
        return new SentencePieceBpe(
                new PieceTable(texts, metadata.scores(), kinds, unknown),
                metadata.bos(),
                metadata.eos(),
                metadata.addBos(),
                metadata.addSpacePrefix(),
                true);
    }

    private static Tokenizer byteLevel(GgufTokenizerMetadata metadata, PieceTable.Kind[] kinds) {
        PreTokenizer preTokenizer =
                PreTokenizer.named(metadata.pre())
                        .orElseThrow(
                                () ->
                                        new InputException(
                                                WHERE
                                                        + " splits text by the pre-tokenizer \""
                                                        + metadata.pre()
                                                        + "\"; known are "
                                                        + PreTokenizer.names()
                                                        + "."));
        BitSet added = new BitSet();
        BitSet special = new BitSet();
        for (int id = 0; id < kinds.length; id++) {
            boolean named =
                    kinds[id] == PieceTable.Kind.CONTROL || kinds[id] == PieceTable.Kind.UNKNOWN;
            special.set(id, named);
            added.set(id, named || kinds[id] == PieceTable.Kind.USER_DEFINED);
        }
        String json =
                ByteLevelJson.write(
                        metadata.tokens(), metadata.merges(), added, special, preTokenizer);
        metadata.bos().ifPresent(special::set);
        metadata.eos().ifPresent(special::set);
        metadata.unknown().ifPresent(special::set);
        return new HuggingFaceTokenizer(
                HuggingFaceTokenizer.create(WHERE, json),
                new Vocabulary(List.copyOf(metadata.tokens()), added, true),
                new SpecialTokens(
                        metadata.addBos() ? metadata.bos() : OptionalInt.empty(),
                        metadata.eos(),
                        special));
    }
}
