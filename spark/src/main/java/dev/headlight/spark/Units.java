package dev.headlight.spark;

import dev.headlight.analysis.Corpus;
import dev.headlight.analysis.DocumentWindows;
import dev.headlight.analysis.TextFingerprint;
import dev.headlight.analysis.score.Window;
import dev.headlight.text.Document;
import dev.headlight.text.InputException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Queue;
import org.apache.spark.sql.Row;

/**
 * A partition's rows as units, and what each of them says; what cannot be read has been counted before and is passed
 * over.
 */
final class Units implements Iterator<Corpus.Unit> {

    private final Iterator<Row> rows;
    private final DocumentWindows windows;
    private final boolean blocks;
    private final Queue<Corpus.Unit> waiting = new ArrayDeque<>();
    private final Map<String, String> fingerprints = new HashMap<>(); // of those not yet asked for

    Units(Iterator<Row> rows, DocumentWindows windows, boolean blocks) {
        this.rows = rows;
        this.windows = windows;
        this.blocks = blocks;
    }

    @Override
    public boolean hasNext() {
        while (waiting.isEmpty() && rows.hasNext()) {
            Document document = TextRow.document(rows.next());
            if (document != null) {
                add(document);
            }
        }
        return !waiting.isEmpty();
    }

    private void add(Document document) {
        List<Window> cut;
        try {
            cut = windows.of(document);
        } catch (InputException e) {
            return;
        }
        if (blocks) {
            for (Corpus.Unit window : Corpus.windowsOf(cut)) {
                waiting.add(window);
                fingerprints.put(window.id(), TextFingerprint.of(window.windows()));
            }
        } else if (!cut.isEmpty()) {
            waiting.add(new Corpus.Unit(document.id(), cut));
            fingerprints.put(document.id(), TextFingerprint.of(document));
        }
    }

    /** {@link TextFingerprint} of a unit that has been handed on; asked once. */
    String fingerprint(String id) {
        return Objects.requireNonNullElse(fingerprints.remove(id), "");
    }

    @Override
    public Corpus.Unit next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return waiting.remove();
    }
}
