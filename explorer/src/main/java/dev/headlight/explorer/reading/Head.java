package dev.headlight.explorer.reading;

/**
 * A head of a model.
 *
 * @param layer 0-based
 * @param head 0-based query head
 */
public record Head(int layer, int head) {}
