package dev.headlight.text;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads documents from files and folders: plain text, or JSON Lines with {@code text} or {@code ids}. Files
 * are read piece by piece and no further than the limits ask, so a file may be larger than memory.
 *
 * <p>A document's id is the file's name relative to what was named (its own name where the file itself was
 * named), then the number of the line in JSON Lines, then the number of the piece where the split makes
 * several, all counted from 1: {@code moby.txt}, {@code moby.txt:17}, {@code web/a.jsonl:3:2}.
 */
public final class DocumentReader {

    /** No token of a text is longer than this: so much text is read for each token asked for. */
    public static final int CHARACTERS_PER_TOKEN = 256;

    private static final String MAX_DOCUMENTS = "max-documents";
    private static final String MAX_TOKENS = "max-tokens";

    private final Split split;
    private final int maxDocuments;
    private final CharacterBudget budget;
    private final String budgetOf;
    private final List<Document> documents = new ArrayList<>();
    private final List<String> files = new ArrayList<>();
    private final List<String> alerts = new ArrayList<>();
    private final Map<String, Integer> names = new HashMap<>();
    private boolean tooMany;

    private DocumentReader(Split split, int maxDocuments, CharacterBudget budget, String budgetOf) {
        this.split = split;
        this.maxDocuments = maxDocuments;
        this.budget = budget;
        this.budgetOf = budgetOf;
    }

    /**
     * Reads documents until the files or the limits end.
     *
     * @param named files and folders, in this order; folders recursively, in the order of names
     * @param maxDocuments stop after so many; 0 for no limit. Windows are not cut here: {@link #readWindows}
     *     reads for a limit of those
     * @param maxTokens stop where surely enough has been read for so many tokens; 0 for no limit
     * @throws InputException where a named file is missing, unreadable, no text or malformed, or where there
     *     is no text at all
     * @throws ResourceException where the text without a limit is larger than memory
     */
    public static Documents read(List<Path> named, Split split, int maxDocuments, long maxTokens) {
        return read(named, split, maxDocuments, maxTokens, memory());
    }

    /**
     * Reads text that {@link Split#WINDOW} will cut, no further than surely enough for so many windows.
     *
     * @param maxWindows windows that are wanted; 0 for no limit
     * @param context tokens of the longest window
     * @param maxTokens as for {@link #read}
     * @throws InputException as {@link #read}
     * @throws ResourceException as {@link #read}
     */
    public static Documents readWindows(
            List<Path> named, int maxWindows, int context, long maxTokens) {
        long enough = (long) maxWindows * context;
        boolean windows = maxWindows > 0 && (maxTokens <= 0 || enough < maxTokens);
        DocumentReader reader =
                new DocumentReader(
                        Split.WINDOW,
                        Integer.MAX_VALUE,
                        budget(windows ? enough : maxTokens, memory()),
                        windows ? MAX_DOCUMENTS : MAX_TOKENS);
        return reader.readAll(named);
    }

    private static long memory() {
        // Half the heap for characters of two bytes leaves the other half to their tokens.
        return Math.min(Runtime.getRuntime().maxMemory() / 4, 1 << 30);
    }

    private static CharacterBudget budget(long maxTokens, long memory) {
        long asked =
                maxTokens <= 0 || maxTokens > Long.MAX_VALUE / CHARACTERS_PER_TOKEN
                        ? Long.MAX_VALUE
                        : maxTokens * CHARACTERS_PER_TOKEN;
        return CharacterBudget.of(asked, memory);
    }

    static Documents read(
            List<Path> named, Split split, int maxDocuments, long maxTokens, long memory) {
        DocumentReader reader =
                new DocumentReader(
                        split,
                        maxDocuments <= 0 ? Integer.MAX_VALUE : maxDocuments,
                        budget(maxTokens, memory),
                        MAX_TOKENS);
        return reader.readAll(named);
    }

    private Documents readAll(List<Path> named) {
        for (Path path : named) {
            if (Files.isDirectory(path)) {
                for (TextFile file : TextFolder.files(path)) {
                    String notText = done() ? null : file.notText();
                    if (notText == null) {
                        readFile(file);
                    } else {
                        alerts.add(file.path() + " was left out: " + notText + ".");
                    }
                }
            } else {
                readFile(TextFile.named(path));
            }
        }
        if (documents.isEmpty()) {
            throw new InputException(
                    (named.size() == 1 ? named.getFirst() + " holds" : "the files named hold")
                            + " no text: there is nothing to analyse.");
        }
        String limit = tooMany ? MAX_DOCUMENTS : budget.reached() ? budgetOf : "";
        return new Documents(documents, files, alerts, limit);
    }

    private boolean done() {
        return tooMany || budget.reached();
    }

    private void readFile(TextFile file) {
        // Another file is surely more than was asked for: it need not be read to know.
        tooMany |= documents.size() == maxDocuments;
        if (done()) {
            return;
        }
        files.add(file.path().toString());
        // Two files of one name must not share the bootstrap weights that follow from the id.
        int same = names.merge(file.name(), 1, Integer::sum);
        String name = same == 1 ? file.name() : file.name() + "#" + same;
        try (Utf8Reader reader = new Utf8Reader(file.open())) {
            LineSource lines = new LineSource(reader, budget);
            int before = documents.size();
            if (file.jsonLines()) {
                readJsonLines(file, name, lines);
            } else {
                readPieces(name, new TextPieces(lines, split));
            }
            if (reader.invalid() > 0) {
                alerts.add(
                        "%s: bytes that are no UTF-8 were read as U+FFFD (count: %,d)."
                                .formatted(file.path(), reader.invalid()));
            }
            if (documents.size() == before && !done()) {
                alerts.add(file.path() + " holds no text and was left out.");
            }
        } catch (IOException e) {
            throw file.unreadable(e);
        }
    }

    private void readPieces(String name, TextPieces pieces) throws IOException {
        boolean several = split == Split.LINE || split == Split.PARAGRAPH;
        String text;
        for (int n = 1; (text = pieces.next()) != null; n++) {
            if (!add(Document.ofText(several ? name + ":" + n : name, text))) {
                return;
            }
        }
    }

    private void readJsonLines(TextFile file, String name, LineSource lines) throws IOException {
        int blank = 0;
        String line;
        for (int n = 1; !tooMany && (line = lines.next()) != null && !lines.cut(); n++) {
            if (line.isBlank()) {
                continue;
            }
            JsonLine parsed = JsonLine.parse(line, file.path() + " line " + n);
            int before = documents.size();
            addJsonLine(parsed, name + ":" + n);
            blank += documents.size() == before && !tooMany ? 1 : 0;
        }
        if (blank > 0) {
            alerts.add(
                    "%s: lines without text were left out (count: %,d)."
                            .formatted(file.path(), blank));
        }
    }

    private void addJsonLine(JsonLine line, String id) throws IOException {
        int @Nullable [] ids = line.ids();
        String text = line.text();
        if (ids != null && ids.length > 0) {
            add(Document.ofIds(id, ids));
        } else if (text != null) {
            // The line's characters have been counted when it was read: no second budget.
            CharacterBudget counted = CharacterBudget.of(Long.MAX_VALUE, Long.MAX_VALUE);
            LineSource source = new LineSource(new StringReader(text), counted);
            readPieces(id, new TextPieces(source, split));
        }
    }

    /** Whether there was still room for it. */
    private boolean add(Document document) {
        if (documents.size() == maxDocuments) {
            tooMany = true;
            return false;
        }
        documents.add(document);
        return true;
    }
}
