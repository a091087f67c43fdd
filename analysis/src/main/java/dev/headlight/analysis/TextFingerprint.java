package dev.headlight.analysis;

import dev.headlight.analysis.score.Window;
import dev.headlight.text.Document;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What a unit of the text says, as 128 bits of SHA-256 in hex: equal where two analyses saw the same. Of a document
 * that was read whole it is taken of its text, so that it does not depend on the tokenizer; of a part of one, which the
 * tokenizer has bounded, of the ids of its tokens.
 */
public final class TextFingerprint {

    private static final int HEX = 32;

    private final MessageDigest digest;

    private TextFingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    /** Of a document that was read whole. */
    public static String of(Document document) {
        TextFingerprint made = new TextFingerprint();
        String text = document.text();
        int[] ids = document.ids();
        if (text != null) {
            made.digest.update((byte) 't');
            made.digest.update(text.getBytes(StandardCharsets.UTF_8));
        } else if (ids != null) {
            made.add(ids);
        }
        return made.hex();
    }

    /** Of a part of a document. */
    public static String of(List<Window> windows) {
        TextFingerprint made = new TextFingerprint();
        windows.forEach(w -> made.add(w.ids()));
        return made.hex();
    }

    /** Of tokens. */
    static String of(int... ids) {
        TextFingerprint made = new TextFingerprint();
        made.add(ids);
        return made.hex();
    }

    private void add(int... ids) {
        digest.update((byte) 'i');
        for (int id : ids) {
            for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
                digest.update((byte) (id >> shift));
            }
        }
    }

    private String hex() {
        return HexFormat.of().formatHex(digest.digest()).substring(0, HEX);
    }
}
