package dev.headlight.model;

import dev.headlight.text.ResourceException;
import java.util.Locale;

/**
 * The heap that forward passes need, known before they start. What depends on the window grows linearly
 * with it.
 *
 * @param config of the model
 * @param weights bytes of the weights that are on the heap; mapped files take none of it
 * @param tokens the longest window
 * @param threads that run it
 */
public record MemoryPlan(ModelConfig config, long weights, int tokens, int threads) {

    /** The virtual machine's own objects, and what the rest of the program holds. */
    private static final long BASE = 64L << 20;

    /** Packed panels of both operands of a matrix product, and a block of logits. */
    private static final long PACKED = 24L << 20;

    /** Rows of attention that a thread has in cache together. */
    private static final int TILE_ROWS = 16;

    /** The plan of windows of at most {@code tokens} on {@code threads}. */
    public static MemoryPlan of(ModelConfig config, ModelWeights weights, int tokens, int threads) {
        boolean onHeap = weights.tokenEmbedding().heap() != null;
        long bytes = onHeap ? ModelDescription.of(weights).bytes() : 0;
        return new MemoryPlan(config, bytes, tokens, threads);
    }

    /** Bytes of the {@link RunState}. */
    public long state() {
        return new RunState.Sizes(config, tokens).bytes();
    }

    /** Bytes that the kernels use while they run, an upper estimate. */
    public long scratch() {
        // A thread's attention: a tile of rows, and the keys and values of a head, packed.
        long attention = Float.BYTES * (long) tokens * (TILE_ROWS + 2L * config.dHead());
        return PACKED + threads * attention;
    }

    /** Bytes of the heap in all. */
    public long bytes() {
        return BASE + weights + state() + scratch();
    }

    /**
     * Refuses what will not fit.
     *
     * @param available bytes that the heap may grow to, {@link Runtime#maxMemory}
     * @throws ResourceException saying what is needed, what there is and which window would fit
     */
    public void require(long available) {
        if (bytes() <= available) {
            return;
        }
        int fitting = Integer.highestOneBit(tokens - 1);
        while (fitting > 0
                && new MemoryPlan(config, weights, fitting, threads).bytes() > available) {
            fitting /= 2;
        }
        throw new ResourceException(
                String.format(
                        Locale.ROOT,
                        "a window of %d tokens needs about %s, the JVM may use %s; use %sa larger -Xmx",
                        tokens,
                        gigabytes(bytes()),
                        gigabytes(available),
                        fitting > 0 ? "--context " + fitting + " or " : ""));
    }

    /**
     * Refuses a generation whose {@link KeyValueCache} will not fit beside this plan.
     *
     * @param positions that the cache is to hold
     * @param available bytes that the heap may grow to, {@link Runtime#maxMemory}
     * @throws ResourceException saying what is needed and what there is
     */
    void requireWithCache(int positions, long available) {
        long needed = bytes() + KeyValueCache.bytes(config, positions);
        if (needed > available) {
            throw new ResourceException(
                    String.format(
                            Locale.ROOT,
                            "a text of %d tokens needs about %s, the JVM may use %s; use fewer --tokens,"
                                    + " a shorter prompt or a larger -Xmx",
                            positions,
                            gigabytes(needed),
                            gigabytes(available)));
        }
    }

    private static String gigabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }
}
