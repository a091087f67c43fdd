package dev.headlight.analysis;

import dev.headlight.analysis.score.MatchedTokenSets;
import dev.headlight.analysis.score.TokenClasses;
import dev.headlight.analysis.score.TokenizedDocument;
import dev.headlight.analysis.score.Window;
import dev.headlight.analysis.score.Windows;
import dev.headlight.model.OpenModel;
import dev.headlight.model.Tokenizer;
import dev.headlight.text.Document;
import dev.headlight.text.Documents;
import dev.headlight.text.InputException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The text as the model sees it: units of the bootstrap, each with its windows.
 *
 * @param units documents, or blocks where the text is one document
 * @param blocks whether a unit is a window
 * @param shortDocuments documents left out because they have fewer than two tokens
 * @param limitedBy the option that cut the text short, or empty
 */
record Corpus(List<Unit> units, boolean blocks, int shortDocuments, String limitedBy) {

    /** A unit of the bootstrap. */
    record Unit(String id, List<Window> windows) {

        int tokens() {
            return windows.stream().mapToInt(w -> w.ids().length).sum();
        }
    }

    /**
     * Tokenises documents until the limits are reached, and cuts them into windows of {@code context}. The
     * limit of documents is one of units: of windows, where those are the units.
     */
    static Corpus of(OpenModel model, Documents documents, AnalysisOptions options, int context) {
        Tokenizer tokenizer = model.tokenizer();
        OptionalInt begin = tokenizer == null ? OptionalInt.empty() : tokenizer.bos();
        Windows windows = new Windows(context, begin);
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
                                + "; each needs a name of its own, since its bootstrap weights follow from"
                                + " it");
            }
            List<Window> cut = new ArrayList<>();
            for (Window window : windows.cut(tokenized(model, document)).windows()) {
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
            throw new InputException(
                    "the text has fewer than two tokens, so there is no attention to score; give a longer"
                            + " text");
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

    private static List<Unit> blocks(List<Unit> whole) {
        List<Unit> blocks = new ArrayList<>();
        for (Unit unit : whole) {
            for (Window window : unit.windows()) {
                blocks.add(new Unit(window.blockId(), List.of(window)));
            }
        }
        return blocks;
    }

    private static TokenizedDocument tokenized(OpenModel model, Document document) {
        int[] given = document.ids();
        int vocab = model.config().vocab();
        if (given != null) {
            for (int t = 0; t < given.length; t++) {
                if (given[t] < 0 || given[t] >= vocab) {
                    throw new InputException(
                            document.id()
                                    + ": token id "
                                    + given[t]
                                    + " at position "
                                    + t
                                    + " is not in the model's vocabulary of "
                                    + vocab
                                    + "; were the ids made for another model?");
                }
            }
            return new TokenizedDocument(document.id(), given, true);
        }
        Tokenizer tokenizer = model.tokenizer();
        String text = document.text();
        if (tokenizer == null || text == null) {
            throw new InputException(
                    "the model "
                            + model.name()
                            + " brings no tokenizer, so "
                            + document.id()
                            + " cannot be read as text; give token ids, JSON Lines with \"ids\"");
        }
        int[] ids = tokenizer.encode(text);
        for (int id : ids) {
            if (id >= vocab) {
                throw new InputException(
                        "the tokenizer gives the id "
                                + id
                                + " for a token of "
                                + document.id()
                                + ", the model's vocabulary has "
                                + vocab
                                + "; tokenizer and weights are of different models");
            }
        }
        return new TokenizedDocument(document.id(), ids);
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

    /** Token sets as frequent as punctuation, newlines and special tokens are in this text. */
    MatchedTokenSets matchedSets(TokenClasses classes, int vocab, OptionalInt begin, long seed) {
        long[] counts = new long[vocab];
        for (Unit unit : units) {
            for (Window window : unit.windows()) {
                for (int id : window.ids()) {
                    counts[id]++;
                }
            }
        }
        return MatchedTokenSets.draw(classes, counts, begin, MatchedTokenSets.SETS, seed);
    }
}
