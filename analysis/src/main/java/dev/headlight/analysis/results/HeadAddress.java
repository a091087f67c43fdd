package dev.headlight.analysis.results;

import java.io.Serializable;

/**
 * Which head.
 *
 * @param layer 0-based
 * @param head 0-based query head of the layer
 */
public record HeadAddress(int layer, int head) implements Comparable<HeadAddress>, Serializable {

    /** {@code L5H1}. */
    public String name() {
        return "L" + layer + "H" + head;
    }

    /** By layer, then by head. */
    @Override
    public int compareTo(HeadAddress other) {
        return layer != other.layer
                ? Integer.compare(layer, other.layer)
                : Integer.compare(head, other.head);
    }
}
