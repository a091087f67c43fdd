package dev.headlight.text;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Reads documents of several kinds, each from a file or folder of its own. Their documents are taken in turns, so that a
 * limit cuts all groups alike; a document's id begins with its group: {@code prose/moby.txt}.
 */
public final class TextGroupReader {

    private TextGroupReader() {}

    /**
     * The groups that a user has named: those of {@code --group NAME=PATH}; else, where two or more texts are named and
     * all are folders, each folder by its name.
     *
     * @param named as {@code NAME=PATH}
     * @param texts files and folders
     * @return empty where the text is not grouped
     * @throws UsageException where a name is missing or stands twice, or groups and other texts are mixed
     */
    public static Map<String, Path> groups(List<String> named, List<Path> texts) {
        Map<String, Path> groups = new LinkedHashMap<>();
        for (String each : named) {
            int at = each.indexOf('=');
            if (at < 1 || at == each.length() - 1) {
                throw new UsageException(
                        "--group " + each + " is not NAME=PATH, as in --group code=texts/code.");
            }
            put(groups, each.substring(0, at), Path.of(each.substring(at + 1)));
        }
        if (!named.isEmpty()) {
            if (!texts.isEmpty()) {
                throw new UsageException(
                        "--group and --text do not go together: give every text as a group.");
            }
            if (groups.size() == 1) {
                throw new UsageException(
                        "one group cannot be compared: give --group NAME=PATH twice or more.");
            }
            return groups;
        }
        if (texts.size() > 1 && texts.stream().allMatch(Files::isDirectory)) {
            for (Path folder : texts) {
                Path name = folder.toAbsolutePath().normalize().getFileName();
                put(groups, name == null ? folder.toString() : name.toString(), folder);
            }
        }
        return groups;
    }

    private static void put(Map<String, Path> groups, String name, Path path) {
        if (groups.putIfAbsent(name, path) != null) {
            throw new UsageException(
                    "two groups are called " + name + "; name them apart with --group NAME=PATH.");
        }
    }

    /**
     * Reads the documents of each group.
     *
     * @param maxDocuments of all groups together; 0 for no limit
     * @param maxTokens likewise, as for {@link DocumentReader#read}
     * @throws InputException as {@link DocumentReader#read}
     */
    public static Documents read(
            Map<String, Path> groups, Split split, int maxDocuments, long maxTokens) {
        List<Documents> read = new ArrayList<>();
        List<String> files = new ArrayList<>();
        List<String> alerts = new ArrayList<>();
        String limitedBy = "";
        for (Path path : groups.values()) {
            Documents of = DocumentReader.read(List.of(path), split, maxDocuments, maxTokens);
            read.add(of);
            files.addAll(of.files());
            alerts.addAll(of.alerts());
            limitedBy = limitedBy.isEmpty() ? of.limitedBy() : limitedBy;
        }
        List<String> names = List.copyOf(groups.keySet());
        List<Document> documents = new ArrayList<>();
        Map<String, String> groupOf = new HashMap<>();
        int most = read.stream().mapToInt(r -> r.documents().size()).max().orElse(0);
        for (int n = 0; n < most; n++) {
            for (int g = 0; g < read.size(); g++) {
                if (n < read.get(g).documents().size()) {
                    Document document = read.get(g).documents().get(n);
                    String id = names.get(g) + "/" + document.id();
                    documents.add(renamed(document, id));
                    groupOf.put(id, names.get(g));
                }
            }
        }
        return new Documents(documents, files, alerts, limitedBy, groupOf);
    }

    private static Document renamed(Document document, String id) {
        int[] ids = document.ids();
        return ids == null
                ? Document.ofText(id, Objects.requireNonNull(document.text()))
                : Document.ofIds(id, ids);
    }
}
