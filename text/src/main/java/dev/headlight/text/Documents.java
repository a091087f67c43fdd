package dev.headlight.text;

import java.util.List;

/**
 * What was read.
 *
 * @param documents in the order of the files, then of the pieces within a file
 * @param files the files read, as they were named or found
 * @param alerts what a reader should know of them, in sentences: bytes that were no UTF-8, files left out
 * @param limitedBy {@code max-documents} or {@code max-tokens} where that limit ended the reading, else
 *     empty
 */
public record Documents(
        List<Document> documents, List<String> files, List<String> alerts, String limitedBy) {

    public Documents {
        documents = List.copyOf(documents);
        files = List.copyOf(files);
        alerts = List.copyOf(alerts);
    }
}
