package dev.headlight.analysis;

import dev.headlight.analysis.score.Window;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What must be known of a text as a whole, from partitions that see different documents of it: accepts
 * documents, combines with other tallies in any order, and ends in {@link TextFacts}.
 */
public final class FactsTally implements Serializable {

    /** The units that fill a picture first, the longest of the others behind them, then in the order of ids. */
    private static final Comparator<Corpus.Unit> SHOWN_FIRST =
            Comparator.comparingInt((Corpus.Unit u) -> -firstTokens(u))
                    .thenComparing(Corpus.Unit::id);

    private final long[] counts;
    private int documents;
    private int shortDocuments;
    private int windows;
    private long tokens;
    private int longest;
    private boolean beginToken;
    private List<Corpus.Unit> shownDocuments = List.of();
    private List<Corpus.Unit> shownWindows = List.of();

    /** Of no documents, for a model with so many token ids. */
    public FactsTally(int vocab) {
        counts = new long[vocab];
    }

    /** Adds a document; one without windows was too short to score. */
    public void add(String id, List<Window> cut) {
        if (cut.isEmpty()) {
            shortDocuments++;
            return;
        }
        documents++;
        windows += cut.size();
        beginToken |= cut.getFirst().beginToken();
        for (Window window : cut) {
            tokens += window.ids().length;
            longest = Math.max(longest, window.ids().length);
            for (int token : window.ids()) {
                counts[token]++;
            }
        }
        shownDocuments =
                first(shownDocuments, List.of(new Corpus.Unit(id, List.of(cut.getFirst()))));
        shownWindows = first(shownWindows, Corpus.windowsOf(cut));
    }

    /** Takes over the documents of another tally. */
    public FactsTally combine(FactsTally other) {
        for (int id = 0; id < counts.length; id++) {
            counts[id] += other.counts[id];
        }
        documents += other.documents;
        shortDocuments += other.shortDocuments;
        windows += other.windows;
        tokens += other.tokens;
        longest = Math.max(longest, other.longest);
        beginToken |= other.beginToken;
        shownDocuments = first(shownDocuments, other.shownDocuments);
        shownWindows = first(shownWindows, other.shownWindows);
        return this;
    }

    private static List<Corpus.Unit> first(List<Corpus.Unit> some, List<Corpus.Unit> more) {
        List<Corpus.Unit> all = new ArrayList<>(some);
        all.addAll(more);
        all.sort(SHOWN_FIRST);
        return new ArrayList<>(all.subList(0, Math.min(Pictures.DOCUMENTS, all.size())));
    }

    private static int firstTokens(Corpus.Unit unit) {
        return Math.min(Pictures.TOKENS, unit.windows().getFirst().ids().length);
    }

    /** Documents that can be scored. */
    public int documents() {
        return documents;
    }

    /** Documents that are too short to score. */
    public int shortDocuments() {
        return shortDocuments;
    }

    /**
     * The facts of the whole text.
     *
     * @param byWindow whether each window is a unit; so it is too where there is one document only
     * @throws dev.headlight.text.InputException where no document can be scored
     */
    public TextFacts facts(boolean byWindow, List<String> files, List<String> alerts) {
        if (documents == 0) {
            throw Corpus.tooShort();
        }
        boolean blocks = byWindow || documents == 1;
        return new TextFacts(
                blocks,
                blocks ? windows : documents,
                windows,
                tokens,
                longest,
                shortDocuments,
                beginToken,
                "",
                counts,
                blocks ? shownWindows : shownDocuments,
                files,
                alerts);
    }
}
