package dev.headlight.training.data;

/**
 * Token ids in a row, and where in it the documents are. Document {@code d} begins at {@link #start}, its own
 * tokens end before {@link #end}, and {@link #start} of {@code d + 1} comes after what separates them.
 */
interface TokenSource extends AutoCloseable {

    /** Number of ids, separators counted. */
    long tokens();

    /** Copies {@code count} ids from {@code from} on to {@code into[at]} and the following. */
    void copy(long from, int count, int[] into, int at);

    int documents();

    /** First token of a document; of {@link #documents} it is {@link #tokens}. */
    long start(int document);

    /** Behind the last token of a document itself. */
    long end(int document);

    /** A hash of what the document holds: equal documents have equal ones. */
    long identity(int document);

    /** SHA-256 in hex of all that the ids depend on. */
    String fingerprint();

    @Override
    void close();
}
