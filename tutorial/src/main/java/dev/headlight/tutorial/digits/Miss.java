package dev.headlight.tutorial.digits;

/**
 * A sum that a model has wrong.
 *
 * @param answer the number that its likeliest digits make, the right digits before each; -1 where one is no digit
 */
public record Miss(Sum sum, long answer) {}
