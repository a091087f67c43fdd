package dev.headlight.model.tokenizer;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The letters in which a byte-level BPE writes bytes: the printable ones of Latin-1 stand for themselves,
 * the others for U+0100 and up, in order. Source: GPT-2's {@code bytes_to_unicode} (Radford et al. 2019).
 */
public final class ByteLevelAlphabet {

    private static final char[] LETTER_OF_BYTE = new char[256];
    private static final short[] BYTE_OF_LETTER = new short[512];

    static {
        Arrays.fill(BYTE_OF_LETTER, (short) -1);
        int next = 256;
        for (int b = 0; b < 256; b++) {
            boolean printable = b >= '!' && b <= '~' || b >= 0xA1 && b <= 0xAC || b >= 0xAE;
            LETTER_OF_BYTE[b] = (char) (printable ? b : next++);
            BYTE_OF_LETTER[LETTER_OF_BYTE[b]] = (short) b;
        }
    }

    private ByteLevelAlphabet() {}

    /** The letter that stands for a byte, 0 to 255. */
    public static char letter(int b) {
        return LETTER_OF_BYTE[b];
    }

    /** The bytes that a token's letters stand for, or null where it has a letter of no byte. */
    static byte @Nullable [] bytes(String token) {
        byte[] bytes = new byte[token.length()];
        for (int i = 0; i < bytes.length; i++) {
            char c = token.charAt(i);
            if (c >= BYTE_OF_LETTER.length || BYTE_OF_LETTER[c] < 0) {
                return null;
            }
            bytes[i] = (byte) BYTE_OF_LETTER[c];
        }
        return bytes;
    }

    /** Bytes as a person should see them: whole characters as text, the others as {@code <0xE2>}. */
    static String shown(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        StringBuilder shown = new StringBuilder(bytes.length);
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            shown.append(out.flip());
            out.clear();
            if (!result.isError()) {
                return shown.toString();
            }
            for (int i = 0; i < result.length(); i++) {
                shown.append(String.format(Locale.ROOT, "<0x%02X>", in.get()));
            }
            decoder.reset();
        }
    }
}
