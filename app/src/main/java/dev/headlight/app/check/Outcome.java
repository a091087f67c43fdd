package dev.headlight.app.check;

/**
 * What became of an expectation.
 *
 * @param text the expectation
 * @param met whether it holds
 * @param found the value that was found, in words
 */
public record Outcome(String text, boolean met, String found) {}
