package dev.headlight.text;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A file to read: where it is, and the name its documents are known by.
 *
 * @param path where it lies
 * @param name relative to what was named, with {@code /} between folders
 */
record TextFile(Path path, String name) {

    /** Bytes looked at to tell text from other files. */
    static final int HEAD = 8192;

    /** So many malformed sequences in the head are forgiven whatever their share. */
    private static final long FORGIVEN = 64;

    /** A greater share of malformed sequences among the bytes of the head is no UTF-8 text. */
    private static final double LARGEST_INVALID_SHARE = 0.3;

    /**
     * The file of a path that the user has named.
     *
     * @throws InputException where it is missing, no file or no text
     */
    static TextFile named(Path path) {
        if (!Files.exists(path)) {
            throw new InputException(path + " does not exist; name a text file or a folder.");
        }
        if (!Files.isRegularFile(path)) {
            throw new InputException(path + " is neither a file nor a folder.");
        }
        TextFile file = new TextFile(path, path.getFileName().toString());
        String notText = file.notText();
        if (notText != null) {
            throw new InputException(path + " is no text: " + notText + ".");
        }
        return file;
    }

    /** Why this file is no text, as the end of a sentence; null where it looks like text. */
    @Nullable String notText() {
        return notText(head());
    }

    /** The same of the first bytes of a file. */
    static @Nullable String notText(byte[] head) {
        if (head.length >= 2
                && ((head[0] == (byte) 0xFF && head[1] == (byte) 0xFE)
                        || (head[0] == (byte) 0xFE && head[1] == (byte) 0xFF))) {
            return "it is UTF-16; convert it to UTF-8";
        }
        for (int i = 0; i < head.length; i++) {
            if (head[i] == 0) {
                return "byte " + i + " is zero, so it is a binary file; name text or JSON Lines";
            }
        }
        long invalid = 0;
        String decoded = new String(head, StandardCharsets.UTF_8);
        for (int i = 0; i < decoded.length(); i++) {
            invalid += decoded.charAt(i) == '\uFFFD' ? 1 : 0;
        }
        if (invalid > FORGIVEN && invalid > LARGEST_INVALID_SHARE * head.length) {
            return "most of its bytes are no UTF-8; convert it to UTF-8";
        }
        return null;
    }

    /** Whether it holds one JSON object a line: by its ending, or by its first line. */
    boolean jsonLines() {
        String file = path.getFileName().toString();
        return namedAsJsonLines(file) || jsonLines(file, head());
    }

    /** The same of a file's name and first bytes. */
    static boolean jsonLines(String name, byte[] head) {
        return namedAsJsonLines(name)
                || JsonLine.looksLikeOne(new String(head, StandardCharsets.UTF_8));
    }

    private static boolean namedAsJsonLines(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".jsonl") || lower.endsWith(".ndjson");
    }

    InputStream open() {
        try {
            return new BufferedInputStream(Files.newInputStream(path));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    InputException unreadable(IOException e) {
        String why =
                e instanceof AccessDeniedException
                        ? "permission denied"
                        : e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return new InputException(path + " cannot be read: " + why + ".", e);
    }

    private byte[] head() {
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(HEAD);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }
}
