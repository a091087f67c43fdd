package dev.headlight.model.io;

import dev.headlight.text.InputException;
import java.util.Optional;

/**
 * The header of a llama2.c file. Version 0 is seven 32-bit numbers and nothing that names the format, so
 * it is told by the file's exact size; version 1 opens with {@code ak42} and pads its header to 256
 * bytes. Source: llama2.c, export.py.
 *
 * @param version 0 or 1
 * @param tied whether the output matrix is the embedding (version 0: a positive vocabulary size)
 */
record Llama2cHeader(
        int version,
        int dModel,
        int dFeedForward,
        int nLayers,
        int nHeads,
        int nKvHeads,
        int vocab,
        int context,
        boolean tied) {

    /** {@code ak42}. */
    static final int MAGIC = 0x616b3432;

    private static final int VERSION_1_BYTES = 256;
    private static final int LARGEST = 1 << 20;
    private static final int MOST_LAYERS = 1 << 12;

    /** The header of version 1 or, without its magic number, of version 0; empty where it cannot be one. */
    static Optional<Llama2cHeader> read(MappedFile file) {
        if (file.size() < 28) {
            return Optional.empty();
        }
        boolean versioned = file.int32(0) == MAGIC;
        if (versioned && file.size() < VERSION_1_BYTES) {
            throw file.fault(
                    0,
                    "a llama2.c header of 256 bytes does not fit into a file of "
                            + file.size()
                            + " bytes");
        }
        if (versioned && file.int32(4) != 1) {
            throw new InputException(
                    file.path()
                            + ", byte 4: llama2.c version "
                            + file.int32(4)
                            + " is not supported, only the float32 versions 0 and 1: export the model"
                            + " again with --version 0");
        }
        long at = versioned ? 8 : 0;
        int vocab = file.int32(at + 20);
        Llama2cHeader header =
                new Llama2cHeader(
                        versioned ? 1 : 0,
                        file.int32(at),
                        file.int32(at + 4),
                        file.int32(at + 8),
                        file.int32(at + 12),
                        file.int32(at + 16),
                        versioned ? vocab : Math.absExact(vocab == Integer.MIN_VALUE ? 0 : vocab),
                        file.int32(at + 24),
                        versioned ? file.uint8(36) != 0 : vocab > 0);
        if (header.plausible()) {
            return Optional.of(header);
        }
        if (versioned) {
            throw file.fault(8, "a llama2.c header with impossible sizes " + header.sizes());
        }
        return Optional.empty();
    }

    private boolean plausible() {
        return small(dModel)
                && small(dFeedForward)
                && small(nLayers)
                && nLayers <= MOST_LAYERS
                && small(nHeads)
                && small(nKvHeads)
                && small(vocab)
                && small(context)
                && nKvHeads <= nHeads
                && nHeads % nKvHeads == 0
                && dModel % nHeads == 0
                && dModel / nHeads % 2 == 0;
    }

    private static boolean small(int n) {
        return n > 0 && n <= LARGEST;
    }

    int dHead() {
        return dModel / nHeads;
    }

    int dKeyValue() {
        return nKvHeads * dHead();
    }

    /** Where the tensors begin. */
    long start() {
        return version == 0 ? 28 : VERSION_1_BYTES;
    }

    /** The size that a file with this header has, to the byte; the bounds above keep it below 2^58. */
    long fileBytes() {
        long attention = 2L * dModel * (dModel + dKeyValue());
        long layer = 2L * dModel + attention + 3L * dModel * dFeedForward;
        long tables = version == 0 ? (long) context * dHead() : 0;
        long embeddings = (tied ? 1L : 2L) * vocab * dModel;
        return start() + 4 * (layer * nLayers + dModel + tables + embeddings);
    }

    /** The sizes in words, for a sentence. */
    String sizes() {
        return "(width "
                + dModel
                + ", feed-forward "
                + dFeedForward
                + ", "
                + nLayers
                + " layers, "
                + nHeads
                + " heads, "
                + nKvHeads
                + " key/value heads, vocabulary "
                + vocab
                + ", context "
                + context
                + ")";
    }
}
