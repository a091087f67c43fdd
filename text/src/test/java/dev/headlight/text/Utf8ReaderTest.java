package dev.headlight.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8ReaderTest {

    @Test
    void dropsOneByteOrderMarkAtTheStartOnly() throws IOException {
        assertThat(read("\uFEFFa\uFEFFb".getBytes(StandardCharsets.UTF_8))).isEqualTo("a\uFEFFb");
    }

    @Test
    void keepsCarriageReturns() throws IOException {
        assertThat(read("a\r\nb\rc\n".getBytes(StandardCharsets.UTF_8))).isEqualTo("a\r\nb\rc\n");
    }

    @Test
    void countsEachMalformedSequence() throws IOException {
        byte[] bytes = {'a', (byte) 0xFF, 'b', (byte) 0xE2, (byte) 0x82, 'c', (byte) 0xF0};
        Utf8Reader reader = new Utf8Reader(new ByteArrayInputStream(bytes));
        assertThat(reader.readAllAsString()).isEqualTo("a\uFFFDb\uFFFDc\uFFFD");
        assertThat(reader.invalid()).isEqualTo(3);
    }

    /** The platform's own decoding of the whole array is the judge, at sizes that straddle the buffers. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 65535, 65536, 65537, 200_001})
    void agreesWithThePlatformsDecoding(int length) throws IOException {
        for (int seed = 0; seed < 4; seed++) {
            byte[] bytes = nastyBytes(length, new Random(seed));
            String whole = new String(bytes, StandardCharsets.UTF_8);
            String expected = whole.startsWith("\uFEFF") ? whole.substring(1) : whole;
            assertThat(read(bytes)).isEqualTo(expected);
        }
    }

    private static byte[] nastyBytes(int length, Random random) {
        byte[] pool = "aé€😀\r\n\uFEFF中".getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            // Mostly whole characters, with single bytes changed here and there.
            bytes[i] = random.nextInt(20) == 0 ? (byte) random.nextInt() : pool[i % pool.length];
        }
        return bytes;
    }

    private static String read(byte[] bytes) throws IOException {
        return new Utf8Reader(new ByteArrayInputStream(bytes)).readAllAsString();
    }
}
