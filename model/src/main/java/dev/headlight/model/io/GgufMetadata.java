package dev.headlight.model.io;

import dev.headlight.text.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The values of a GGUF file by key, each decoded and checked as it is asked for. */
final class GgufMetadata {

    private static final int LARGEST = 1 << 28;

    private final MappedFile file;
    private final Map<String, GgufValue> values;
    private final long end;

    /** Reads {@code count} pairs from byte {@code at}. */
    GgufMetadata(MappedFile file, long at, long count) {
        GgufPairs pairs = new GgufPairs(file, at, count);
        this.file = file;
        this.values = pairs.values();
        this.end = pairs.end();
    }

    /** The byte after the last pair. */
    long end() {
        return end;
    }

    /** The byte where a 32-bit number stands; -1 where the key is absent or of another kind. */
    long placeOfInt32(String key) {
        GgufValue value = values.get(key);
        boolean fits =
                value != null
                        && !value.array()
                        && (value.kind() == GgufValue.Kind.UINT32
                                || value.kind() == GgufValue.Kind.INT32);
        return fits && value != null ? value.at() : -1;
    }

    private @Nullable GgufValue scalar(String key, String wanted) {
        GgufValue value = values.get(key);
        if (value != null && (value.array() || value.kind() == GgufValue.Kind.ARRAY)) {
            throw wrong(key, value, "is an array, but must be " + wanted);
        }
        return value;
    }

    String word(String key, String absent) {
        GgufValue value = scalar(key, "a string");
        if (value == null) {
            return absent;
        }
        if (value.kind() != GgufValue.Kind.STRING) {
            throw wrong(key, value, "must be a string");
        }
        return GgufString.text(file, value.at());
    }

    boolean flag(String key, boolean absent) {
        GgufValue value = scalar(key, "true or false");
        if (value == null) {
            return absent;
        }
        if (value.kind() != GgufValue.Kind.BOOL) {
            throw wrong(key, value, "must be true or false");
        }
        return file.uint8(value.at()) != 0;
    }

    /** A whole number of at least 1 that the file must hold. */
    int positive(String key) {
        if (!values.containsKey(key)) {
            throw new InputException(
                    file.path() + " lacks the key " + key + ": convert the model to GGUF again");
        }
        return positive(key, 0);
    }

    int positive(String key, int absent) {
        OptionalInt number = whole(key);
        if (number.isPresent() && number.getAsInt() < 1) {
            throw wrong(key, values.get(key), "is 0, but must be at least 1");
        }
        return number.orElse(absent);
    }

    /** A whole number from 0 to 2^28; empty where it is absent. */
    OptionalInt whole(String key) {
        GgufValue value = scalar(key, "a whole number");
        if (value == null) {
            return OptionalInt.empty();
        }
        if (!value.kind().whole()) {
            throw wrong(key, value, "must be a whole number");
        }
        long number = wholeAt(value.kind(), value.at());
        if (number < 0 || number > LARGEST) {
            throw wrong(key, value, "is " + number + ", but must be a number from 0 to " + LARGEST);
        }
        return OptionalInt.of((int) number);
    }

    /** A finite number of at least {@code least}. */
    double number(String key, double absent, double least) {
        GgufValue value = scalar(key, "a number");
        if (value == null) {
            return absent;
        }
        double number = numberAt(key, value, value.at());
        if (!Double.isFinite(number) || number < least) {
            throw wrong(key, value, "is " + number + ", but must be at least " + least);
        }
        return number;
    }

    /** The strings of an array; none where it is absent. */
    List<String> strings(String key) {
        GgufValue value = array(key);
        if (value == null) {
            return List.of();
        }
        if (value.kind() != GgufValue.Kind.STRING) {
            throw wrong(key, value, "must be an array of strings");
        }
        List<String> strings = new ArrayList<>((int) Math.min(value.count(), LARGEST));
        long from = value.at();
        for (long i = 0; i < value.count(); i++) {
            strings.add(GgufString.text(file, from));
            from += 8 + GgufString.bytes(file, from);
        }
        return strings;
    }

    /** The numbers of an array; none where it is absent. */
    float[] floats(String key) {
        GgufValue value = array(key);
        float[] floats = new float[value == null ? 0 : length(key, value)];
        for (int i = 0; value != null && i < floats.length; i++) {
            floats[i] = (float) numberAt(key, value, value.at() + (long) i * value.kind().bytes);
        }
        return floats;
    }

    /** The whole numbers of an array; none where it is absent. */
    int[] ints(String key) {
        GgufValue value = array(key);
        int[] ints = new int[value == null ? 0 : length(key, value)];
        for (int i = 0; value != null && i < ints.length; i++) {
            if (!value.kind().whole()) {
                throw wrong(key, value, "must be an array of whole numbers");
            }
            long number = wholeAt(value.kind(), value.at() + (long) i * value.kind().bytes);
            ints[i] = Math.clamp(number, Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
        return ints;
    }

    private @Nullable GgufValue array(String key) {
        GgufValue value = values.get(key);
        if (value != null && !value.array()) {
            throw wrong(key, value, "must be an array");
        }
        return value;
    }

    private int length(String key, GgufValue value) {
        if (value.count() > LARGEST) {
            throw wrong(key, value, "has " + value.count() + " elements, more than any vocabulary");
        }
        return (int) value.count();
    }

    private double numberAt(String key, GgufValue value, long from) {
        return switch (value.kind()) {
            case FLOAT32 -> Float.intBitsToFloat(file.int32(from));
            case FLOAT64 -> Double.longBitsToDouble(file.int64(from));
            case BOOL, STRING, ARRAY -> throw wrong(key, value, "must be a number");
            default -> wholeAt(value.kind(), from);
        };
    }

    /** A whole number; one of 2^63 or more comes out negative. */
    private long wholeAt(GgufValue.Kind kind, long from) {
        return switch (kind) {
            case UINT8 -> file.uint8(from);
            case INT8 -> (byte) file.uint8(from);
            case UINT16 -> file.uint8(from) | file.uint8(from + 1) << 8;
            case INT16 -> (short) (file.uint8(from) | file.uint8(from + 1) << 8);
            case UINT32 -> Integer.toUnsignedLong(file.int32(from));
            case INT32 -> file.int32(from);
            case UINT64, INT64 -> file.int64(from);
            default -> throw new IllegalArgumentException(kind + " is no whole number");
        };
    }

    private InputException wrong(String key, @Nullable GgufValue value, String what) {
        return file.fault(value == null ? 0 : value.at(), key + " " + what);
    }
}
