package dev.headlight.analysis;

import dev.headlight.analysis.results.HeadAddress;
import dev.headlight.analysis.results.HeadRole;
import dev.headlight.analysis.results.PatternWindow;
import dev.headlight.analysis.role.Role;
import dev.headlight.engine.AttentionHook;
import dev.headlight.engine.AttentionTile;
import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.OpenModel;
import dev.headlight.model.RunState;
import dev.headlight.model.Tokenizer;
import dev.headlight.model.Transformer;
import dev.headlight.model.ValueNorms;
import dev.headlight.text.UsageException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Attention entry by entry over the first tokens of some documents, the first that fill a picture: the one
 * place where whole matrices exist, because somebody looks at them. Of a longer text see {@link LongPicture}.
 */
final class Pictures {

    /** Tokens of a picture. */
    static final int TOKENS = 64;

    /** Tokens of the long picture, which is made where a text has at least half as many. */
    static final int LONG = 256;

    /** Documents that are shown where the heads are few. */
    static final int DOCUMENTS = 3;

    private Pictures() {}

    /** Refuses layers and heads that the model has not. */
    static void check(ModelConfig config, AnalysisOptions options) {
        check("--layers", "layers", options.pictureLayers(), config.nLayers());
        check("--heads", "heads", options.pictureHeads(), config.nHeads());
    }

    private static void check(String option, String what, List<Integer> asked, int there) {
        for (int n : asked) {
            if (n < 0 || n >= there) {
                throw new UsageException(
                        option + " " + n + ": the model has " + what + " 0 to " + (there - 1));
            }
        }
    }

    /**
     * Runs some documents once more, a few tokens of each, and keeps the rows of the chosen heads; and more tokens of
     * one document, for the clearest head of each role; and of all that a long one has.
     */
    static List<PatternWindow> of(
            OpenModel model,
            TextFacts text,
            AnalysisOptions options,
            List<HeadRole> roles,
            Workers workers) {
        List<HeadAddress> heads = heads(model.config(), options, roles);
        int documents =
                Math.clamp(AnalysisOptions.HEADS_KEPT / Math.max(1, heads.size()), 1, DOCUMENTS);
        List<PatternWindow> windows = new ArrayList<>();
        for (Corpus.Unit unit : text.shown().stream().limit(documents).toList()) {
            windows.add(picture(model, unit, TOKENS, heads, workers));
        }
        List<HeadAddress> clearest = clearest(heads, roles);
        text.shown().stream()
                .filter(unit -> firstWindow(unit) >= LONG / 2)
                .max(Comparator.comparingInt(unit -> Math.min(LONG, firstWindow(unit))))
                .filter(unit -> !clearest.isEmpty())
                .ifPresent(unit -> windows.add(picture(model, unit, LONG, clearest, workers)));
        text.shown().stream()
                .filter(unit -> firstWindow(unit) > LONG)
                .max(Comparator.comparingInt(Pictures::firstWindow))
                .filter(unit -> !clearest.isEmpty())
                .ifPresent(
                        unit -> windows.add(LongPicture.of(model, unit, clearest, roles, workers)));
        return windows;
    }

    private static PatternWindow picture(
            OpenModel model,
            Corpus.Unit unit,
            int tokens,
            List<HeadAddress> heads,
            Workers workers) {
        ModelConfig config = model.config();
        int[] ids = firstTokens(unit, tokens);
        float[][][][] rows = new float[config.nLayers()][config.nHeads()][][];
        heads.forEach(at -> rows[at.layer()][at.head()] = new float[ids.length][]);
        float[][][] norms = new float[config.nLayers()][][];
        Transformer transformer = new Transformer(config, model.weights());
        RunState state = new RunState(config, ids.length);
        ValueNorms measure = new ValueNorms(config, ids.length);
        transformer.embed(ids, state);
        for (int l = 0; l < config.nLayers(); l++) {
            transformer.attend(
                    l,
                    state,
                    workers,
                    (layer, head, range, first, end) -> new Copy(rows[layer][head]));
            norms[l] = norms(measure, transformer, l, state, workers);
            transformer.addAttention(l, state, workers);
            transformer.addFeedForward(l, state, workers);
        }
        return new PatternWindow(
                unit.id(),
                pieces(model.tokenizer(), ids),
                heads.stream()
                        .map(
                                at ->
                                        new PatternWindow.Head(
                                                at.layer(),
                                                at.head(),
                                                rows[at.layer()][at.head()],
                                                norms[at.layer()][at.head()],
                                                null))
                        .toList());
    }

    /** The first tokens of a unit's first window. */
    static int[] firstTokens(Corpus.Unit unit, int most) {
        int[] window = unit.windows().getFirst().ids();
        return Arrays.copyOf(window, Math.min(most, window.length));
    }

    /** {@code ||W_O v_j||} of a layer whose attention the state holds, [nHeads][T]. */
    static float[][] norms(
            ValueNorms measure, Transformer transformer, int l, RunState state, Workers workers) {
        return measure.of(
                state.value(l),
                0,
                state.tokens(),
                transformer.weights().layers().get(l).output().weight(),
                workers);
    }

    /** Of the heads that are kept, for each role but mixed the one whose lower bound is the highest. */
    private static List<HeadAddress> clearest(List<HeadAddress> kept, List<HeadRole> roles) {
        Map<String, HeadRole> best = new TreeMap<>();
        for (HeadRole r : roles) {
            if (!r.role().equals(Role.MIXED)
                    && kept.contains(new HeadAddress(r.layer(), r.head()))) {
                best.merge(r.role(), r, (a, b) -> b.low() > a.low() ? b : a);
            }
        }
        return best.values().stream()
                .map(r -> new HeadAddress(r.layer(), r.head()))
                .sorted()
                .toList();
    }

    /** The first units that fill a picture; where they are too few, the longest of the others behind them. */
    static List<Corpus.Unit> shown(List<Corpus.Unit> units) {
        return units.stream()
                .sorted(Comparator.comparingInt(u -> -Math.min(TOKENS, firstWindow(u))))
                .limit(DOCUMENTS)
                .toList();
    }

    private static int firstWindow(Corpus.Unit unit) {
        return unit.windows().getFirst().ids().length;
    }

    /** Copies rows; a head that is not kept has none to copy into. */
    private record Copy(float @Nullable [][] rows) implements AttentionHook.Rows {

        @Override
        public void accept(AttentionTile tile) {
            if (rows == null) {
                return;
            }
            for (int r = 0; r < tile.rows(); r++) {
                int i = tile.firstRow() + r;
                float[] row = new float[i + 1];
                for (int j = 0; j <= i; j++) {
                    row[j] = tile.weights()[tile.offset(r) + j] * tile.scale(r);
                }
                rows[i] = row;
            }
        }

        @Override
        public void close() {}
    }

    static List<String> pieces(@Nullable Tokenizer tokenizer, int... ids) {
        return Arrays.stream(ids)
                .mapToObj(id -> tokenizer == null ? Integer.toString(id) : tokenizer.piece(id))
                .toList();
    }

    /** Those asked for; else all; else, of many, the first and those whose role is the clearest. */
    private static List<HeadAddress> heads(
            ModelConfig config, AnalysisOptions options, List<HeadRole> roles) {
        boolean asked = !options.pictureLayers().isEmpty() || !options.pictureHeads().isEmpty();
        if (asked || config.nLayers() * config.nHeads() <= AnalysisOptions.HEADS_KEPT) {
            List<HeadAddress> heads = new ArrayList<>();
            for (int l : all(options.pictureLayers(), config.nLayers())) {
                for (int h : all(options.pictureHeads(), config.nHeads())) {
                    heads.add(new HeadAddress(l, h));
                }
            }
            return heads;
        }
        return roles.stream()
                .sorted(
                        Comparator.comparing((HeadRole r) -> r.layer() > 0 || r.head() > 0)
                                .thenComparing((HeadRole r) -> r.role().equals(Role.MIXED))
                                .thenComparing(
                                        Comparator.comparingDouble(
                                                (HeadRole r) ->
                                                        Double.isNaN(r.margin())
                                                                ? Double.POSITIVE_INFINITY
                                                                : -r.margin())))
                .limit(AnalysisOptions.HEADS_KEPT)
                .map(r -> new HeadAddress(r.layer(), r.head()))
                .sorted()
                .toList();
    }

    private static List<Integer> all(List<Integer> asked, int there) {
        return asked.isEmpty()
                ? IntStream.range(0, there).boxed().toList()
                : asked.stream().distinct().sorted().toList();
    }
}
