package dev.headlight.report;

/**
 * A head whose attention is wanted as a picture.
 *
 * @param layer 0-based
 * @param head 0-based
 */
public record HeadChoice(int layer, int head) {}
