package dev.headlight.model.io;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.nio.charset.StandardCharsets;

/** A string as GGUF has it: 8 bytes of length, then UTF-8; bytes that are none become U+FFFD. */
final class GgufString {

    private GgufString() {}

    /** Bytes of the string at {@code from}, without its length; checked to lie in the file. */
    static long bytes(MappedFile file, long from) {
        long length = file.int64(from);
        if (length < 0 || length > file.size() - from - 8) {
            throw file.fault(
                    from,
                    "a string of "
                            + Long.toUnsignedString(length)
                            + " bytes does not fit into a file of "
                            + file.size()
                            + " bytes");
        }
        return length;
    }

    static String text(MappedFile file, long from) {
        byte[] bytes = file.slice(from + 8, bytes(file, from), "a string").toArray(JAVA_BYTE);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
