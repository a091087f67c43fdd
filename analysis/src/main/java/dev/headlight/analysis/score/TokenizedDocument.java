package dev.headlight.analysis.score;

/**
 * A document as token ids.
 *
 * @param id as of the document it was made from
 * @param ids its tokens, no begin token added
 * @param preTokenized whether the ids came as ids: such a document is used as it is, nothing is put before
 *     its windows
 */
public record TokenizedDocument(String id, int[] ids, boolean preTokenized) {

    /** A document whose ids a tokenizer made of a text. */
    public TokenizedDocument(String id, int[] ids) {
        this(id, ids, false);
    }
}
