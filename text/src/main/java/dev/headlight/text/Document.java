package dev.headlight.text;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One document: the unit of every average and every bootstrap weight. It holds either text or
 * token ids that are used as they are.
 *
 * @param id its identity, stable over runs and machines (file name relative to what was named, and
 *     the piece's number): bootstrap weights are a function of it
 * @param text the text, or null where the document is pre-tokenised
 * @param ids the token ids, or null where it is text
 */
public record Document(String id, @Nullable String text, int @Nullable [] ids) {

    public Document {
        if ((text == null) == (ids == null)) {
            throw new IllegalArgumentException("a document is either text or token ids");
        }
    }

    public static Document ofText(String id, String text) {
        return new Document(id, text, null);
    }

    public static Document ofIds(String id, int[] ids) {
        return new Document(id, null, ids);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Document d
                && id.equals(d.id)
                && Objects.equals(text, d.text)
                && Arrays.equals(ids, d.ids);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return "Document[" + id + "]";
    }
}
