package dev.headlight.model.io;

import dev.headlight.text.InputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * SHA-256 that tells one set of weight files from another. Files of under 256 MB together are hashed
 * whole; of larger ones each file's length, its first megabyte (which holds the header), its last and
 * 64 blocks of 64 KB spread evenly between. It guards against mistakes, not against forgery.
 */
final class Fingerprint {

    static final long WHOLE_BELOW = 256L << 20;
    private static final int EDGE = 1 << 20;
    private static final int SAMPLES = 64;
    private static final int SAMPLE = 64 << 10;

    private Fingerprint() {}

    /** The hash in hex. One whole file gives what {@code sha256sum} gives. */
    static String of(List<Path> files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            long total = 0;
            for (Path file : files) {
                total += Files.size(file);
            }
            for (Path file : files) {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                    if (total < WHOLE_BELOW) {
                        update(digest, channel, 0, channel.size());
                    } else {
                        sample(digest, channel);
                    }
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new InputException(files.get(0) + " cannot be read: " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void sample(MessageDigest digest, FileChannel channel) throws IOException {
        long size = channel.size();
        digest.update(ByteBuffer.allocate(8).putLong(0, size));
        update(digest, channel, 0, EDGE);
        for (int i = 1; i <= SAMPLES; i++) {
            update(digest, channel, size / (SAMPLES + 1) * i, SAMPLE);
        }
        update(digest, channel, Math.max(0, size - EDGE), EDGE);
    }

    private static void update(MessageDigest digest, FileChannel channel, long from, long count)
            throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(count, EDGE));
        long at = from;
        long end = Math.min(channel.size(), from + count);
        while (at < end) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), end - at));
            int read = channel.read(buffer, at);
            if (read < 0) {
                return;
            }
            digest.update(buffer.flip());
            at += read;
        }
    }
}
