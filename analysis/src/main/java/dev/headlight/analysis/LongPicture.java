package dev.headlight.analysis;

import dev.headlight.analysis.results.HeadAddress;
import dev.headlight.analysis.results.HeadRole;
import dev.headlight.analysis.results.PatternFactors;
import dev.headlight.analysis.results.PatternWindow;
import dev.headlight.analysis.role.Role;
import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.OpenModel;
import dev.headlight.model.RunState;
import dev.headlight.model.Transformer;
import dev.headlight.model.ValueNorms;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Attention over a text that is too long to keep entry by entry: queries, keys and each row's log-sum-exp of a few heads,
 * {@code 4 T dHead} bytes a head, of which whoever looks makes the tiles that are in sight.
 */
final class LongPicture {

    /** Tokens of it at most. */
    static final int TOKENS = 4096;

    /** Bytes of all its heads. */
    private static final int BYTES = 1_200_000;

    /** Whose rows over a long text tell the most; others follow as they come. */
    private static final List<String> FIRST =
            List.of(
                    Role.INDUCTION.text(),
                    Role.PREVIOUS_TOKEN.text(),
                    Role.DUPLICATE_TOKEN.text(),
                    Role.PUNCTUATION.text(),
                    Role.LOCAL.text());

    private LongPicture() {}

    /**
     * Runs the first window of a unit, up to the last layer that is looked at.
     *
     * @param clearest the clearest head of each role
     */
    static PatternWindow of(
            OpenModel model,
            Corpus.Unit unit,
            List<HeadAddress> clearest,
            List<HeadRole> roles,
            Workers workers) {
        ModelConfig config = model.config();
        int[] ids = Pictures.firstTokens(unit, TOKENS);
        List<HeadAddress> heads = kept(clearest, roles, ids.length * 4L * config.dHead());
        Transformer transformer = new Transformer(config, model.weights());
        RunState state = new RunState(config, ids.length);
        ValueNorms measure = new ValueNorms(config, ids.length);
        List<PatternWindow.Head> kept = new ArrayList<>();
        transformer.embed(ids, state);
        for (int l = 0; l <= heads.getLast().layer(); l++) {
            int layer = l;
            List<HeadAddress> here = heads.stream().filter(at -> at.layer() == layer).toList();
            if (!here.isEmpty()) {
                FactoredRows rows = new FactoredRows(config, ids.length);
                transformer.attend(l, state, workers, rows.logSumExps());
                here.forEach(at -> rows.take(at.head(), state.query(), state.key(layer)));
                transformer.attend(l, state, workers, rows.comparison());
                float[][] norms = Pictures.norms(measure, transformer, l, state, workers);
                for (HeadAddress at : here) {
                    PatternFactors factors = rows.factors(at.head());
                    kept.add(
                            new PatternWindow.Head(
                                    l, at.head(), new float[0][], norms[at.head()], factors));
                }
            }
            transformer.layer(l, state, workers, null);
        }
        return new PatternWindow(unit.id(), Pictures.pieces(model.tokenizer(), ids), kept);
    }

    private static List<HeadAddress> kept(
            List<HeadAddress> clearest, List<HeadRole> roles, long bytes) {
        return clearest.stream()
                .sorted(Comparator.comparingInt(at -> place(at, roles)))
                .limit(Math.max(1, BYTES / bytes))
                .sorted()
                .toList();
    }

    private static int place(HeadAddress at, List<HeadRole> roles) {
        return roles.stream()
                .filter(r -> r.layer() == at.layer() && r.head() == at.head())
                .mapToInt(r -> FIRST.indexOf(r.role()))
                .map(n -> n < 0 ? FIRST.size() : n)
                .findFirst()
                .orElse(FIRST.size());
    }
}
