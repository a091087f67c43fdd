package dev.headlight.text;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The documents of one file, one after another, from bytes that may come from anywhere: what {@link
 * DocumentReader} reads of local files, with the same ids. A line that is no document does not end the stream;
 * it is handed on as what it is, for whoever reads a million to count.
 */
public final class DocumentStream implements AutoCloseable {

    /**
     * What stands at one place of a file.
     *
     * @param id of the document, or of the place where one should be
     * @param document null where there is none
     * @param problem why there is none, a sentence; empty where there is one
     */
    public record Entry(String id, @Nullable Document document, String problem) {}

    private final String name;
    private final Split split;
    private final Utf8Reader reader;
    private final LineSource lines;
    private final @Nullable TextPieces pieces; // null where the file is JSON Lines
    private final Queue<Entry> waiting = new ArrayDeque<>();
    private @Nullable String notText;
    private int place;

    /**
     * Opens a file.
     *
     * @param name by which its documents are known
     * @param in closed with this
     */
    public DocumentStream(String name, InputStream in, Split split) throws IOException {
        this.name = name;
        this.split = split;
        BufferedInputStream bytes = new BufferedInputStream(in, TextFile.HEAD);
        bytes.mark(TextFile.HEAD);
        byte[] head = bytes.readNBytes(TextFile.HEAD);
        bytes.reset();
        notText = TextFile.notText(head);
        reader = new Utf8Reader(bytes);
        lines = new LineSource(reader, unlimited());
        pieces = TextFile.jsonLines(name, head) ? null : new TextPieces(lines, split);
    }

    private static CharacterBudget unlimited() {
        return CharacterBudget.of(Long.MAX_VALUE, Long.MAX_VALUE);
    }

    /** The next document, or what stands in its place; null at the end. */
    public @Nullable Entry next() throws IOException {
        if (notText != null) {
            Entry entry = new Entry(name, null, name + " is no text: " + notText + ".");
            notText = null;
            place = -1;
            return entry;
        }
        if (place < 0) {
            return null;
        }
        if (pieces != null) {
            String text = pieces.next();
            boolean several = split == Split.LINE || split == Split.PARAGRAPH;
            place++;
            return text == null ? null : entry(several ? name + ":" + place : name, text);
        }
        String line;
        while (waiting.isEmpty() && (line = lines.next()) != null) {
            place++;
            if (!line.isBlank()) {
                read(line);
            }
        }
        return waiting.poll();
    }

    private void read(String line) throws IOException {
        String id = name + ":" + place;
        JsonLine parsed;
        try {
            parsed = JsonLine.parse(line, name + " line " + place);
        } catch (InputException e) {
            waiting.add(new Entry(id, null, String.valueOf(e.getMessage())));
            return;
        }
        int[] ids = parsed.ids();
        String text = parsed.text();
        if (ids != null && ids.length > 0) {
            waiting.add(new Entry(id, Document.ofIds(id, ids), ""));
        } else if (text != null) {
            boolean several = split == Split.LINE || split == Split.PARAGRAPH;
            TextPieces parts =
                    new TextPieces(new LineSource(new StringReader(text), unlimited()), split);
            String piece;
            for (int n = 1; (piece = parts.next()) != null; n++) {
                waiting.add(entry(several ? id + ":" + n : id, piece));
            }
        }
    }

    private static Entry entry(String id, String text) {
        return new Entry(id, Document.ofText(id, text), "");
    }

    /** Malformed sequences of bytes that were read as U+FFFD so far. */
    public long invalid() {
        return reader.invalid();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
