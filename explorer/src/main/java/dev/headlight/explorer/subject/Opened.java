package dev.headlight.explorer.subject;

/**
 * A subject and what is to be closed with it.
 *
 * @param memory closed when nobody can ask for the subject any more
 */
record Opened(Subject subject, AutoCloseable memory) {

    static final AutoCloseable NOTHING = () -> {};
}
