package dev.headlight.model.tokenizer;

import dev.headlight.model.Tokenizer;
import dev.headlight.text.InputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Reads llama2.c's {@code tok*.bin}: little-endian int32 length of the longest piece, then for each id
 * float32 score, int32 length, bytes. Ids 0, 1, 2 are unknown, begin and end; 3 to 258 are the bytes.
 * Source: karpathy/llama2.c, {@code tokenizer.py} and {@code run.c}.
 */
public final class Llama2cTokenizer {

    private static final int BOS = 1;
    private static final int EOS = 2;
    private static final int FIRST_BYTE = 3;
    private static final int SMALLEST = FIRST_BYTE + 256;
    private static final int MAX_FILE_BYTES = 1 << 28;

    private Llama2cTokenizer() {}

    /**
     * Opens a tokenizer file.
     *
     * @param vocab number of ids of the model it belongs to; the file itself does not say
     * @throws InputException if the file cannot be read, is cut short, or holds another number of pieces
     */
    public static Tokenizer open(Path file, int vocab) {
        if (vocab < SMALLEST) {
            throw new InputException(
                    file
                            + ": a llama2.c tokenizer has at least "
                            + SMALLEST
                            + " ids (3 special, 256 bytes), but the model has "
                            + vocab
                            + "; give the tokenizer that the model was trained with.");
        }
        ByteBuffer in = read(file);
        int longest = header(file, in);
        List<byte[]> texts = new ArrayList<>();
        float[] scores = new float[Math.min(vocab, in.capacity() / 8 + 1)];
        for (int id = 0; id < vocab; id++) {
            int at = in.position();
            if (in.remaining() < 8) {
                throw cutShort(file, at, id, vocab);
            }
            scores[id] = in.getFloat();
            int length = in.getInt();
            if (Float.isNaN(scores[id]) || length < 0 || length > longest) {
                throw new InputException(
                        file
                                + ": piece "
                                + id
                                + " at byte "
                                + at
                                + " has score "
                                + scores[id]
                                + " and length "
                                + length
                                + " where "
                                + longest
                                + " is the longest; the file is corrupt or no llama2.c tokenizer.");
            }
            if (in.remaining() < length) {
                throw cutShort(file, at, id, vocab);
            }
            byte[] text = new byte[length];
            in.get(text);
            texts.add(text);
        }
        if (in.hasRemaining()) {
            throw new InputException(
                    file
                            + ": "
                            + in.remaining()
                            + " bytes follow the "
                            + vocab
                            + " pieces the model has, at byte "
                            + in.position()
                            + "; the tokenizer belongs to another model.");
        }
        PieceTable pieces = new PieceTable(texts, scores, kinds(file, texts), 0);
        return new SentencePieceBpe(
                pieces, OptionalInt.of(BOS), OptionalInt.of(EOS), true, true, false);
    }

    private static ByteBuffer read(Path file) {
        try {
            long size = Files.size(file);
            if (size > MAX_FILE_BYTES) {
                throw new InputException(
                        file + ": " + size + " bytes are too many for a llama2.c tokenizer.");
            }
            return ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException e) {
            throw new InputException(
                    file + ": the tokenizer cannot be read (" + e.getMessage() + ").", e);
        }
    }

    private static int header(Path file, ByteBuffer in) {
        int longest = in.remaining() < 4 ? 0 : in.getInt();
        if (longest <= 0 || longest > in.remaining()) {
            throw new InputException(
                    file
                            + ": byte 0 should hold the length of the longest piece; the file is cut"
                            + " short or no llama2.c tokenizer.");
        }
        return longest;
    }

    private static PieceTable.Kind[] kinds(Path file, List<byte[]> texts) {
        PieceTable.Kind[] kinds = new PieceTable.Kind[texts.size()];
        for (int id = 0; id < kinds.length; id++) {
            kinds[id] =
                    id == 0
                            ? PieceTable.Kind.UNKNOWN
                            : id < FIRST_BYTE
                                    ? PieceTable.Kind.CONTROL
                                    : id < SMALLEST ? PieceTable.Kind.BYTE : PieceTable.Kind.NORMAL;
            if (kinds[id] == PieceTable.Kind.BYTE) {
                String name = new String(texts.get(id), StandardCharsets.UTF_8);
                if (PieceTable.byteValue(name) != id - FIRST_BYTE) {
                    throw new InputException(
                            file
                                    + ": piece "
                                    + id
                                    + " should be byte "
                                    + (id - FIRST_BYTE)
                                    + "; the file is no llama2.c tokenizer.");
                }
            }
        }
        return kinds;
    }

    private static InputException cutShort(Path file, int at, int id, int vocab) {
        return new InputException(
                file
                        + ": ends within piece "
                        + id
                        + " of "
                        + vocab
                        + " at byte "
                        + at
                        + "; the file is cut short or belongs to a model with fewer ids.");
    }
}
