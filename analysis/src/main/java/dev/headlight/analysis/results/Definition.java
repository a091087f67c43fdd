package dev.headlight.analysis.results;

/**
 * The card of a score or hypothesis: the same text stands in its Javadoc and in the report.
 *
 * @param id as in the definitions
 * @param title in words
 * @param formula as text
 * @param meaning what it says about a head, in a sentence or two
 * @param nullText what uniform attention gives
 * @param unit {@code nats}, {@code tokens}, or empty
 * @param source who defined it
 * @param trap what could fool a reader
 */
public record Definition(
        String id,
        String title,
        String formula,
        String meaning,
        String nullText,
        String unit,
        String source,
        String trap) {}
