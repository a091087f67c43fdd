package dev.headlight.model.io;

import dev.headlight.engine.StorageType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** One element of an unquantised type, widened. For vectors and checks; matrices are widened where they are packed. */
final class ScalarStorage {

    private static final ValueLayout.OfFloat FLOAT32 =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort INT16 =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private ScalarStorage() {}

    /** Element {@code index} of {@code bytes}. */
    static float read(StorageType type, MemorySegment bytes, long index) {
        return switch (type) {
            case F32 -> bytes.get(FLOAT32, 4 * index);
            case F16 -> Float.float16ToFloat(bytes.get(INT16, 2 * index));
            case BF16 -> Float.intBitsToFloat(bytes.get(INT16, 2 * index) << 16);
            default -> throw new IllegalArgumentException(type + " is quantised");
        };
    }

    /** The half-precision number at byte {@code at}: a quantised block's scale or minimum. */
    static float half(MemorySegment bytes, long at) {
        return Float.float16ToFloat(bytes.get(INT16, at));
    }
}
