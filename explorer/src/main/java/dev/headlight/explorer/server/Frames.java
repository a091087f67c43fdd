package dev.headlight.explorer.server;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The parts of an answer that is sent as it comes about. A frame is a byte for its kind, four for its length
 * (little-endian), and its content. Frames wait here, so that who computes never waits for a slow connection; what can
 * wait is bounded by the size of one answer.
 */
final class Frames {

    /** Nothing: sent now and then, to find out whether somebody still listens. */
    static final int BEAT = 0;

    /** A JSON object. */
    static final int JSON = 1;

    /** A layer's number in four bytes, then its packed attention. */
    static final int LAYER = 2;

    private static final int HEAD = 5;

    private final BlockingQueue<ByteBuffer> waiting = new LinkedBlockingQueue<>();

    void json(Object content) {
        byte[] bytes = Wire.MAPPER.writeValueAsBytes(content);
        waiting.add(start(JSON, bytes.length).put(bytes).flip());
    }

    void layer(int number, byte[] packed) {
        waiting.add(start(LAYER, 4 + packed.length).putInt(number).put(packed).flip());
    }

    static ByteBuffer beat() {
        return start(BEAT, 0).flip();
    }

    private static ByteBuffer start(int kind, int length) {
        return ByteBuffer.allocate(HEAD + length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) kind)
                .putInt(length);
    }

    /** The next frame; null where none came in time. */
    @Nullable ByteBuffer next(long millis) throws InterruptedException {
        return waiting.poll(millis, TimeUnit.MILLISECONDS);
    }
}
