package dev.headlight.analysis;

import dev.headlight.analysis.score.Window;
import dev.headlight.model.OpenModel;
import dev.headlight.text.Document;
import dev.headlight.text.Documents;
import dev.headlight.text.InputException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The text as the model sees it: units of the bootstrap, each with its windows.
 *
 * @param units documents, or blocks where the text is one document
 * @param blocks whether a unit is a window
 * @param shortDocuments documents left out because they have fewer than two tokens
 * @param limitedBy the option that cut the text short, or empty
 */
public record Corpus(List<Unit> units, boolean blocks, int shortDocuments, String limitedBy) {

    /** A unit of the bootstrap: a document, or a window where those are the units. */
    public record Unit(String id, List<Window> windows) implements Serializable {

        /** Tokens of all its windows. */
        public int tokens() {
            return windows.stream().mapToInt(w -> w.ids().length).sum();
        }
    }

    /**
     * Tokenises documents until the limits are reached, and cuts them into windows of {@code context}. The
     * limit of documents is one of units: of windows, where those are the units.
     */
    static Corpus of(OpenModel model, Documents documents, AnalysisOptions options, int context) {
        DocumentWindows windows = new DocumentWindows(model, context);
        List<Unit> whole = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        int shortDocuments = 0;
        long tokens = 0;
        int windowsCut = 0;
        boolean byWindow = options.split().equals("window");
        int most = options.maxDocuments() > 0 ? options.maxDocuments() : Integer.MAX_VALUE;
        String limit = documents.limitedBy();
        for (Document document : documents.documents()) {
            if ((byWindow ? windowsCut : whole.size()) == most) {
                limit = "max-documents";
                break;
            }
            if (options.maxTokens() > 0 && tokens >= options.maxTokens()) {
                limit = "max-tokens";
                break;
            }
            if (!ids.add(document.id())) {
                throw new InputException(
                        "two documents are called "
                                + document.id()
                                + "; each needs a name of its own, since its bootstrap weights"
                                + " follow from it");
            }
            List<Window> cut = new ArrayList<>();
            for (Window window : windows.of(document)) {
                if (options.maxTokens() > 0 && tokens >= options.maxTokens()) {
                    limit = "max-tokens";
                    break;
                }
                if (byWindow && windowsCut == most) {
                    limit = "max-documents";
                    break;
                }
                cut.add(window);
                windowsCut++;
                tokens += window.ids().length;
            }
            if (cut.isEmpty()) {
                shortDocuments++;
            } else {
                whole.add(new Unit(document.id(), cut));
            }
        }
        if (whole.isEmpty()) {
            throw tooShort();
        }
        boolean blocks = whole.size() == 1 || byWindow;
        List<Unit> units = blocks ? blocks(whole) : List.copyOf(whole);
        if (units.size() > most) {
            // One document by itself, whose windows have become the units.
            limit = "max-documents";
            units = List.copyOf(units.subList(0, most));
        }
        return new Corpus(units, blocks, shortDocuments, limit);
    }

    static InputException tooShort() {
        return new InputException(
                "the text has fewer than two tokens, so there is no attention to score; give a longer"
                        + " text");
    }

    private static List<Unit> blocks(List<Unit> whole) {
        return whole.stream().flatMap(unit -> windowsOf(unit.windows()).stream()).toList();
    }

    /** Each window as a unit of its own. */
    public static List<Unit> windowsOf(List<Window> windows) {
        return windows.stream().map(w -> new Unit(w.blockId(), List.of(w))).toList();
    }

    /** What a unit is, in a word. */
    String unit() {
        return blocks ? "window" : "document";
    }

    int windows() {
        return units.stream().mapToInt(u -> u.windows().size()).sum();
    }

    long tokens() {
        return units.stream().mapToLong(Unit::tokens).sum();
    }

    /** Tokens of the longest window. */
    int longest() {
        return units.stream()
                .flatMap(u -> u.windows().stream())
                .mapToInt(w -> w.ids().length)
                .max()
                .orElseThrow();
    }

    /** Occurrences of each token id [vocab]. */
    long[] counts(int vocab) {
        long[] counts = new long[vocab];
        for (Unit unit : units) {
            for (Window window : unit.windows()) {
                for (int id : window.ids()) {
                    counts[id]++;
                }
            }
        }
        return counts;
    }
}
