package dev.headlight.model.io;

import dev.headlight.engine.StorageType;
import java.util.Optional;

/**
 * One tensor of a safetensors file.
 *
 * @param type as the file spells it
 * @param at byte of the file
 */
record SafetensorsEntry(String name, String type, long[] shape, long at, long bytes) {

    /** Bits of an element, or 0 for a type that is not known here. */
    static int bits(String type) {
        return switch (type) {
            case "F64", "I64", "U64", "C64" -> 64;
            case "F32", "I32", "U32" -> 32;
            case "F16", "BF16", "I16", "U16" -> 16;
            case "BOOL", "I8", "U8", "F8_E4M3", "F8_E5M2", "F8_E8M0" -> 8;
            case "F6_E2M3", "F6_E3M2" -> 6;
            case "F4" -> 4;
            default -> 0;
        };
    }

    /** The storage type of weights, empty for one that weights cannot have. */
    Optional<StorageType> storageType() {
        return switch (type) {
            case "F32" -> Optional.of(StorageType.F32);
            case "F16" -> Optional.of(StorageType.F16);
            case "BF16" -> Optional.of(StorageType.BF16);
            default -> Optional.empty();
        };
    }
}
