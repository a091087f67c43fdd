package dev.headlight.model.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;

/** The smallest llama2.c files: width 4, feed-forward 3, one layer, two heads, one key/value head. */
final class Llama2cBytes {

    static final int D = 4;
    static final int INNER = 3;
    static final int VOCAB = 5;
    static final int CONTEXT = 4;

    private Llama2cBytes() {}

    /** A file of version 0 with its own output matrix, or of version 1 with a tied one. */
    static byte[] model(int version) {
        int layer = 2 * D + 2 * D * D + 2 * D * 2 + 3 * D * INNER;
        int floats = version == 0 ? 2 * VOCAB * D + CONTEXT * 2 : VOCAB * D;
        floats += layer + D;
        ByteBuffer out =
                ByteBuffer.allocate((version == 0 ? 28 : 256) + 4 * floats)
                        .order(ByteOrder.LITTLE_ENDIAN);
        if (version == 1) {
            out.putInt(0x616b3432).putInt(1);
        }
        out.putInt(D).putInt(INNER).putInt(1).putInt(2).putInt(1);
        out.putInt(version == 0 ? -VOCAB : VOCAB).putInt(CONTEXT);
        if (version == 1) {
            out.put((byte) 1).position(256);
        }
        SplittableRandom random = new SplittableRandom(4);
        while (out.hasRemaining()) {
            out.putFloat((float) random.nextDouble(-1, 1));
        }
        return out.array();
    }
}
