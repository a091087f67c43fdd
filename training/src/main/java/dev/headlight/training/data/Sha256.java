package dev.headlight.training.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of what is put in. */
final class Sha256 {

    private final MessageDigest digest;

    Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    MessageDigest digest() {
        return digest;
    }

    /** Ids, four bytes each whatever they are stored in. */
    Sha256 update(int[] ids) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * Math.min(ids.length, 1 << 14));
        for (int at = 0, n; at < ids.length; at += n) {
            n = Math.min(bytes.capacity() / 4, ids.length - at);
            bytes.clear().limit(4 * n);
            bytes.asIntBuffer().put(ids, at, n);
            digest.update(bytes);
        }
        return this;
    }

    /** A text, so ended that the next one cannot be taken for its rest. */
    Sha256 update(String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        return this;
    }

    /** Ends it. */
    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Ends it; its first eight bytes. */
    long first64() {
        return ByteBuffer.wrap(digest.digest()).getLong();
    }
}
