package dev.headlight.text;

/**
 * Who is handed documents part by part, so that none need be held whole: {@link #begin}, then either parts of
 * text or one array of ids, then {@link #end}.
 */
public interface DocumentParts {

    /**
     * A document begins.
     *
     * @param id its identity, as {@link Document#id()}
     */
    void begin(String id);

    /**
     * The next part of a document's text, never empty. Parts are cut where a letter or digit stands before a
     * space or a line end, where there is such a place: no tokenizer's pre-tokenizer joins those two.
     */
    void text(String part);

    /** The ids of a document that came as ids. */
    void ids(int[] ids);

    /** The document ends. */
    void end();
}
