package dev.headlight.analysis.score;

import dev.headlight.analysis.score.TokenClasses.Kind;
import dev.headlight.analysis.tally.HeadTally;
import dev.headlight.analysis.tally.TallyingHook;
import dev.headlight.analysis.tally.TokenMatches;
import dev.headlight.analysis.tally.TokenSets;
import dev.headlight.analysis.tally.WindowTokens;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Scores documents: one forward pass a window, every figure of every head from its attention rows. */
public final class DocumentScorer implements Scorer {

    private final ForwardPass pass;
    private final ScoringOptions options;
    private final @Nullable HeadComparison comparison;

    /** A scorer that looks at each head by itself. */
    public DocumentScorer(ForwardPass pass, ScoringOptions options) {
        this(pass, options, null);
    }

    /**
     * A scorer.
     *
     * @param comparison sets heads side by side; null where that is not wanted
     */
    public DocumentScorer(
            ForwardPass pass, ScoringOptions options, @Nullable HeadComparison comparison) {
        this.pass = pass;
        this.options = options;
        this.comparison = comparison;
    }

    @Override
    public DocumentScores score(String id, List<Window> windows) {
        int longest = windows.stream().mapToInt(w -> w.ids().length).max().orElseThrow();
        DocumentSums sums =
                new DocumentSums(
                        pass.layers(),
                        pass.heads(),
                        longest,
                        options,
                        comparison == null ? null : comparison.new OfUnit(id));
        for (Window window : windows) {
            int T = window.ids().length;
            int[] sample = comparison == null ? new int[0] : comparison.sample(window);
            WindowTokens tokens = tokens(window, options, sample);
            DocumentSums.InWindow inWindow = sums.new InWindow(window, tokens);
            int[] lossAt = options.losses().of(T);
            float[] loss =
                    pass.run(
                            window.ids(),
                            lossAt,
                            new TallyingHook<>(
                                    T, rows -> new HeadTally(rows, tokens), inWindow::head));
            inWindow.end(lossAt, loss);
        }
        return sums.scores(id);
    }

    /** What the tokens of a window ask of its rows. The order of the shuffled ones depends on seed and window. */
    static WindowTokens tokens(Window window, ScoringOptions options, int... sample) {
        int[] ids = window.ids();
        TokenClasses classes = options.classes();
        List<IntPredicate> sets = new ArrayList<>();
        for (Kind kind : List.of(Kind.PUNCTUATION, Kind.NEWLINE, Kind.SPECIAL)) {
            sets.add(id -> classes.kind(id) == kind);
        }
        int parts = sets.size();
        for (BitSet set : options.matched().sets()) {
            sets.add(set::get);
        }
        return new WindowTokens(
                ids.length,
                new TokenMatches(ids),
                new TokenMatches(shuffled(window, options.seed())),
                new TokenSets(ids, sets, parts),
                sample);
    }

    /** The tokens in random order, an added begin token left where it is. */
    static int[] shuffled(Window window, long seed) {
        int[] ids = window.ids().clone();
        long name = window.document().hashCode() * 0x9E3779B97F4A7C15L + window.index();
        SplittableRandom random = new SplittableRandom(seed ^ name);
        int first = window.beginToken() ? 1 : 0;
        for (int i = ids.length - 1; i > first; i--) {
            int j = first + random.nextInt(i - first + 1);
            int id = ids[i];
            ids[i] = ids[j];
            ids[j] = id;
        }
        return ids;
    }
}
