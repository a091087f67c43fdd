package dev.headlight.engine;

/**
 * How the numbers of a weight matrix lie in memory. Quantised types store blocks of consecutive
 * elements of a row with a scale (and a minimum) of their own.
 */
public enum StorageType {
    /** IEEE 754 single precision. */
    F32(1, 4),
    /** IEEE 754 half precision. */
    F16(1, 2),
    /** The upper half of a single. */
    BF16(1, 2),
    /** 32 signed bytes and a half-precision scale {@code d}: {@code w = d q}. */
    Q8_0(32, 34),
    /** 32 four-bit numbers and a half-precision scale {@code d}: {@code w = d (q - 8)}. */
    Q4_0(32, 18),
    /** 32 four-bit numbers, a half-precision scale {@code d} and minimum {@code m}: {@code w = d q + m}. */
    Q4_1(32, 20);

    private final int blockElements;
    private final int blockBytes;

    StorageType(int blockElements, int blockBytes) {
        this.blockElements = blockElements;
        this.blockBytes = blockBytes;
    }

    /** Elements that share a block; 1 where every element stands by itself. */
    public int blockElements() {
        return blockElements;
    }

    /** Bytes of one block. */
    public int blockBytes() {
        return blockBytes;
    }

    /** Bytes of {@code elements} consecutive elements, a whole number of blocks. */
    public long bytes(long elements) {
        if (elements % blockElements != 0) {
            throw new IllegalArgumentException(
                    elements + " elements are not a whole number of " + this + " blocks");
        }
        return Math.multiplyExact(elements / blockElements, (long) blockBytes);
    }
}
