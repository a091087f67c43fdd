package dev.headlight.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Real models and texts that lie beside the project; tests of all rooms are skipped where they are absent. */
public final class SharedData {

    private SharedData() {}

    /** The file, its hash verified against the list that comes with it. */
    public static Path file(String name) throws IOException {
        Path data =
                Path.of(System.getProperty("headlight.root"), "..", "shared", "data").normalize();
        Path file = data.resolve(name);
        assumeTrue(Files.exists(file), () -> file + " is absent: this test needs the shared data");
        String expected =
                Files.readAllLines(data.resolve("SHA256SUMS")).stream()
                        .filter(line -> line.endsWith("  " + name))
                        .map(line -> line.substring(0, 64))
                        .findFirst()
                        .orElseThrow();
        assertEquals(expected, sha256(Files.readAllBytes(file)), () -> "hash of " + file);
        return file;
    }

    /** Lower-case hexadecimal digits. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
