package dev.headlight.model.io;

import java.util.HashMap;
import java.util.Map;

/**
 * Walks the keys and values of a GGUF file: every length and count is held against the file, nothing is
 * decoded but the keys.
 */
final class GgufPairs {

    /** Arrays of arrays of arrays and so on: no file needs more, and a hostile one must not recurse forever. */
    private static final int DEEPEST = 4;

    private final MappedFile file;
    private final Map<String, GgufValue> values = new HashMap<>();
    private long at;

    /** Reads {@code count} pairs from byte {@code at}. */
    GgufPairs(MappedFile file, long at, long count) {
        this.file = file;
        this.at = at;
        for (long i = 0; i < count; i++) {
            long start = this.at;
            String key = nextString();
            GgufValue.Kind kind = GgufValue.Kind.read(file, this.at);
            this.at += 4;
            if (values.put(key, next(kind, 0)) != null) {
                throw file.fault(start, "the key " + key + " stands twice");
            }
        }
    }

    Map<String, GgufValue> values() {
        return values;
    }

    /** The byte after the last pair. */
    long end() {
        return at;
    }

    private GgufValue next(GgufValue.Kind kind, int depth) {
        if (kind == GgufValue.Kind.ARRAY) {
            return nextArray(depth);
        }
        GgufValue value = new GgufValue(kind, false, at, 1);
        skip(kind, "a value");
        return value;
    }

    private GgufValue nextArray(int depth) {
        long start = at;
        GgufValue.Kind kind = GgufValue.Kind.read(file, at);
        long count = file.int64(at + 4);
        at += 12;
        int least = kind == GgufValue.Kind.ARRAY ? 12 : Math.max(kind.bytes, 1);
        if (kind == GgufValue.Kind.STRING) {
            least = 8;
        }
        if (count < 0 || count > (file.size() - at) / least) {
            throw file.fault(
                    start,
                    "an array of "
                            + Long.toUnsignedString(count)
                            + " elements does not fit into a file of "
                            + file.size()
                            + " bytes");
        }
        if (depth >= DEEPEST) {
            throw file.fault(start, "arrays nested deeper than " + DEEPEST);
        }
        GgufValue value = new GgufValue(kind, true, at, count);
        if (kind.bytes > 0) {
            at += count * kind.bytes;
        } else {
            for (long i = 0; i < count; i++) {
                if (kind == GgufValue.Kind.ARRAY) {
                    nextArray(depth + 1);
                } else {
                    skip(kind, "a string");
                }
            }
        }
        return value;
    }

    private void skip(GgufValue.Kind kind, String what) {
        long length = kind == GgufValue.Kind.STRING ? GgufString.bytes(file, at) + 8 : kind.bytes;
        file.require(at, length, what);
        at += length;
    }

    private String nextString() {
        String text = GgufString.text(file, at);
        at += 8 + GgufString.bytes(file, at);
        return text;
    }
}
