package dev.headlight.text;

import java.util.List;
import java.util.Map;

/**
 * What was read.
 *
 * @param documents in the order of the files, then of the pieces within a file
 * @param files the files read, as they were named or found
 * @param alerts what a reader should know of them, in sentences: bytes that were no UTF-8, files left out
 * @param limitedBy {@code max-documents} or {@code max-tokens} where that limit ended the reading, else
 *     empty
 * @param groups the group of each document by its id; empty where they are not grouped
 */
public record Documents(
        List<Document> documents,
        List<String> files,
        List<String> alerts,
        String limitedBy,
        Map<String, String> groups) {

    public Documents {
        documents = List.copyOf(documents);
        files = List.copyOf(files);
        alerts = List.copyOf(alerts);
        groups = Map.copyOf(groups);
    }

    /** Documents that are not grouped. */
    public Documents(
            List<Document> documents, List<String> files, List<String> alerts, String limitedBy) {
        this(documents, files, alerts, limitedBy, Map.of());
    }

    /** The groups that have documents, in the order of their first ones. */
    public List<String> groupNames() {
        return documents.stream()
                .map(d -> groups.getOrDefault(d.id(), ""))
                .filter(g -> !g.isEmpty())
                .distinct()
                .toList();
    }
}
