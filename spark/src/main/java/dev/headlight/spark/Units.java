package dev.headlight.spark;

import dev.headlight.analysis.Corpus;
import dev.headlight.analysis.DocumentWindows;
import dev.headlight.analysis.score.Window;
import dev.headlight.text.Document;
import dev.headlight.text.InputException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.sql.Row;

/** A partition's rows as units; what cannot be read has been counted before and is passed over. */
final class Units implements Iterator<Corpus.Unit> {

    private final Iterator<Row> rows;
    private final DocumentWindows windows;
    private final boolean blocks;
    private final Queue<Corpus.Unit> waiting = new ArrayDeque<>();

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
            waiting.addAll(Corpus.windowsOf(cut));
        } else if (!cut.isEmpty()) {
            waiting.add(new Corpus.Unit(document.id(), cut));
        }
    }

    @Override
    public Corpus.Unit next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return waiting.remove();
    }
}
