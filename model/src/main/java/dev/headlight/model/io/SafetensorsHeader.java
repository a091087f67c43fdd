package dev.headlight.model.io;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.headlight.text.InputException;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * The header of a safetensors file: 8 bytes of length, then JSON that gives each tensor's type, shape and
 * place in the data after it. Read token by token, so that a hostile header takes no more memory than
 * its own bytes and the tensors it names. Source: safetensors, README "Format".
 */
final class SafetensorsHeader {

    /** As the reference implementation has it. */
    private static final long LARGEST = 100_000_000;

    private static final int MOST_DIMENSIONS = 16;
    private static final JsonFactory JSON =
            JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private final MappedFile file;
    private final long dataStart;
    private final List<SafetensorsEntry> entries = new ArrayList<>();

    private SafetensorsHeader(MappedFile file, long dataStart) {
        this.file = file;
        this.dataStart = dataStart;
    }

    /** Whether the file starts as a safetensors file does: a length that fits, then an object. */
    static boolean recognised(MappedFile file) {
        if (file.size() < 10 || file.uint8(8) != '{') {
            return false;
        }
        long length = file.int64(0);
        // A length beyond the file is told as such, unless the 8 bytes are plainly text.
        return length > 0 && length <= file.size() - 8
                || file.uint8(7) < ' '
                || file.uint8(7) > 126;
    }

    /** The entries in the order of the data, every one held against its shape, its type and the file. */
    static List<SafetensorsEntry> read(MappedFile file) {
        long length = file.int64(0);
        if (length < 2 || length > file.size() - 8) {
            throw file.fault(
                    0,
                    "a safetensors header of "
                            + Long.toUnsignedString(length)
                            + " bytes does not fit into a file of "
                            + file.size()
                            + " bytes");
        }
        if (length > LARGEST) {
            throw file.fault(
                    0,
                    "a safetensors header of " + length + " bytes, the format allows " + LARGEST);
        }
        SafetensorsHeader header = new SafetensorsHeader(file, 8 + length);
        byte[] json = file.slice(8, length, "the header").toArray(JAVA_BYTE);
        try (JsonParser parser =
                JSON.createParser(ObjectReadContext.empty(), new ByteArrayInputStream(json))) {
            header.parse(parser);
        } catch (JacksonException e) {
            throw badJson(file, e);
        }
        return header.ordered();
    }

    private static InputException badJson(MappedFile file, JacksonException e) {
        long at = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getByteOffset());
        return file.fault(8 + at, "the header is no valid JSON (" + e.getOriginalMessage() + ")");
    }

    private void parse(JsonParser parser) {
        expect(parser.nextToken() == JsonToken.START_OBJECT, parser, "an object");
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            expect(parser.nextToken() == JsonToken.START_OBJECT, parser, "an object for " + name);
            if (name.equals("__metadata__")) {
                parser.skipChildren();
            } else {
                entries.add(entry(name, parser));
            }
        }
        expect(parser.nextToken() == null, parser, "nothing after the header's object");
    }

    private SafetensorsEntry entry(String name, JsonParser parser) {
        String type = null;
        long[] shape = null;
        long[] offsets = null;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (key) {
                case "dtype" -> {
                    expect(value == JsonToken.VALUE_STRING, parser, "a type for " + name);
                    type = parser.getString();
                }
                case "shape" -> shape = numbers(name, parser);
                case "data_offsets" -> offsets = numbers(name, parser);
                default -> parser.skipChildren();
            }
        }
        if (type == null || shape == null || offsets == null || offsets.length != 2) {
            throw wrong(parser, "tensor " + name + " lacks dtype, shape or two data_offsets");
        }
        return checked(name, type, shape, offsets, parser);
    }

    private SafetensorsEntry checked(
            String name, String type, long[] shape, long[] offsets, JsonParser parser) {
        long size = file.size() - dataStart;
        if (offsets[0] > offsets[1] || offsets[1] > size) {
            throw wrong(
                    parser,
                    "tensor "
                            + name
                            + " lies at "
                            + offsets[0]
                            + " to "
                            + offsets[1]
                            + " of the data, which has "
                            + size
                            + " bytes");
        }
        long bits = SafetensorsEntry.bits(type);
        if (bits > 0 && !fits(shape, bits, offsets[1] - offsets[0])) {
            throw wrong(
                    parser,
                    "tensor "
                            + name
                            + " of shape "
                            + StoredTensor.shapeText(shape)
                            + " and type "
                            + type
                            + " cannot have "
                            + (offsets[1] - offsets[0])
                            + " bytes");
        }
        return new SafetensorsEntry(
                name, type, shape, dataStart + offsets[0], offsets[1] - offsets[0]);
    }

    /** Whether the shape's elements take just these bytes; a product that overflows does not. */
    private static boolean fits(long[] shape, long bits, long bytes) {
        try {
            long elements = 1;
            for (long n : shape) {
                elements = Math.multiplyExact(elements, n);
            }
            return Math.multiplyExact(elements, bits) == Math.multiplyExact(bytes, 8L);
        } catch (ArithmeticException e) {
            return false;
        }
    }

    private long[] numbers(String name, JsonParser parser) {
        expect(parser.currentToken() == JsonToken.START_ARRAY, parser, "a list for " + name);
        List<Long> numbers = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            boolean whole = parser.currentToken() == JsonToken.VALUE_NUMBER_INT;
            expect(
                    whole && numbers.size() < MOST_DIMENSIONS,
                    parser,
                    "few whole numbers for " + name);
            long number = parser.getLongValue();
            expect(number >= 0, parser, "numbers of at least 0 for " + name);
            numbers.add(number);
        }
        return numbers.stream().mapToLong(Long::longValue).toArray();
    }

    /** The format leaves no gap and no overlap; both would mean that weights are not what they seem. */
    private List<SafetensorsEntry> ordered() {
        entries.sort(
                Comparator.comparingLong(SafetensorsEntry::at)
                        .thenComparingLong(SafetensorsEntry::bytes));
        long at = dataStart;
        String before = "the header";
        for (SafetensorsEntry entry : entries) {
            if (entry.at() != at) {
                throw file.fault(
                        entry.at(),
                        "tensor "
                                + entry.name()
                                + (entry.at() < at ? " overlaps " : " leaves a gap after ")
                                + before);
            }
            at += entry.bytes();
            before = entry.name();
        }
        if (at != file.size()) {
            throw file.fault(at, file.size() - at + " bytes follow the last tensor, " + before);
        }
        return entries;
    }

    private void expect(boolean met, JsonParser parser, String what) {
        if (!met) {
            throw wrong(parser, "the header should hold " + what);
        }
    }

    private InputException wrong(JsonParser parser, String what) {
        long at = Math.max(0, parser.currentLocation().getByteOffset());
        return file.fault(8 + at, what);
    }
}
