package dev.headlight.analysis;

import dev.headlight.analysis.score.ExampleCandidates;
import dev.headlight.analysis.score.Window;
import dev.headlight.analysis.statistics.UnitHash;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What must be known of a text as a whole, from partitions that see different documents of it: accepts
 * documents, combines with other tallies in any order, and ends in {@link TextFacts}.
 */
public final class FactsTally implements Serializable {

    /** A unit and the place of its document in the text. */
    private record Placed(long place, Corpus.Unit unit) implements Serializable {}

    private static final Comparator<Placed> IN_ORDER =
            Comparator.comparingLong(Placed::place)
                    .thenComparingInt(p -> p.unit.windows().getFirst().index());

    /** The units that fill a picture first, the longest of the others behind them. */
    private static final Comparator<Placed> SHOWN_FIRST =
            Comparator.comparingInt((Placed p) -> -firstTokens(p.unit)).thenComparing(IN_ORDER);

    private final long[] counts;
    private int documents;
    private int shortDocuments;
    private int windows;
    private long tokens;
    private int longest;
    private boolean beginToken;
    private List<Placed> shownDocuments = List.of();
    private List<Placed> shownWindows = List.of();
    private final TreeMap<Long, String> lowestDocuments = new TreeMap<>(); // ids by their hash
    private final TreeMap<Long, String> lowestWindows = new TreeMap<>();
    private List<Placed> first = new ArrayList<>(); // in their order
    private final long firstTokens;
    private long waitingTokens; // of documents in first

    /**
     * Of no documents.
     *
     * @param vocab of the model
     * @param firstTokens so many tokens of the text's beginning are kept, in whole documents
     */
    public FactsTally(int vocab, long firstTokens) {
        counts = new long[vocab];
        this.firstTokens = firstTokens;
    }

    /**
     * Adds a document; one without windows was too short to score.
     *
     * @param place in the text: documents are taken for read in this order
     */
    public void add(long place, String id, List<Window> cut) {
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
        Placed document = new Placed(place, new Corpus.Unit(id, cut));
        shownDocuments = shown(shownDocuments, List.of(document));
        List<Corpus.Unit> each = Corpus.windowsOf(cut);
        shownWindows = shown(shownWindows, each.stream().map(w -> new Placed(place, w)).toList());
        keepLowest(lowestDocuments, id);
        each.forEach(window -> keepLowest(lowestWindows, window.id()));
        first.add(document);
        waitingTokens += document.unit.tokens();
        if (waitingTokens > 2 * firstTokens) {
            keepFirst();
        }
    }

    private static void keepLowest(NavigableMap<Long, String> lowest, String id) {
        lowest.put(UnitHash.of(id), id);
        if (lowest.size() > ExampleCandidates.UNITS) {
            lowest.pollLastEntry();
        }
    }

    /** Lets those go that lie behind the tokens to be kept; the first document always stays. */
    private void keepFirst() {
        first.sort(IN_ORDER);
        waitingTokens = 0;
        int kept = 0;
        while (kept < first.size() && (kept == 0 || waitingTokens < firstTokens)) {
            waitingTokens += first.get(kept++).unit.tokens();
        }
        first = new ArrayList<>(first.subList(0, kept));
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
        shownDocuments = shown(shownDocuments, other.shownDocuments);
        shownWindows = shown(shownWindows, other.shownWindows);
        other.lowestDocuments.values().forEach(id -> keepLowest(lowestDocuments, id));
        other.lowestWindows.values().forEach(id -> keepLowest(lowestWindows, id));
        first.addAll(other.first);
        keepFirst();
        return this;
    }

    private static List<Placed> shown(List<Placed> some, List<Placed> more) {
        List<Placed> all = new ArrayList<>(some);
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

    /** The first units of the text, in their order: whole documents, or their windows where those are units. */
    public List<Corpus.Unit> first(TextFacts facts) {
        keepFirst();
        return first.stream()
                .flatMap(
                        p ->
                                facts.blocks()
                                        ? Corpus.windowsOf(p.unit.windows()).stream()
                                        : Stream.of(p.unit))
                .toList();
    }

    /** Units whose rows may be shown as examples of roles: those whose names hash lowest, as on one machine. */
    public Set<String> exampleUnits(TextFacts facts) {
        return Set.copyOf((facts.blocks() ? lowestWindows : lowestDocuments).values());
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
                (blocks ? shownWindows : shownDocuments).stream().map(Placed::unit).toList(),
                files,
                alerts);
    }
}
