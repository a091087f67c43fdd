package dev.headlight.explorer.reading;

import dev.headlight.analysis.score.DocumentScorer;
import dev.headlight.analysis.score.DocumentScores;
import dev.headlight.analysis.score.Figure;
import dev.headlight.analysis.score.ForwardPass;
import dev.headlight.analysis.score.LossPositions;
import dev.headlight.analysis.score.MatchedTokenSets;
import dev.headlight.analysis.score.RepeatPlan;
import dev.headlight.analysis.score.RepeatScorer;
import dev.headlight.analysis.score.ScoringOptions;
import dev.headlight.analysis.score.TokenClasses;
import dev.headlight.analysis.score.TransformerPass;
import dev.headlight.analysis.score.Window;
import dev.headlight.engine.AttentionHook;
import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.Tokenizer;
import dev.headlight.model.Transformer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The scores of every head on one text, by the same code and definitions as an analysis. One text has no interval.
 *
 * @param score id, as in the definitions
 * @param sink {@code with} or {@code without}
 * @param value [layer][head], NaN where it does not exist
 * @param uniform the same score of uniform attention
 */
public record TextFigures(String score, String sink, double[][] value, double uniform) {

    /** Sequences of random repeats, as few as the definition allows. */
    private static final int SEQUENCES = 10;

    private static final long SEED = 42;

    /** What the text itself shows. */
    public static List<TextFigures> ofText(
            Transformer transformer,
            int[] tokens,
            boolean begins,
            TokenClasses classes,
            Workers workers,
            Stop stop) {
        if (tokens.length < 2) {
            return List.of();
        }
        ModelConfig config = transformer.config();
        ForwardPass pass = stopping(transformer, workers, tokens.length, stop);
        ScoringOptions options =
                ScoringOptions.of(
                        classes,
                        MatchedTokenSets.none(),
                        tokens.length,
                        LossPositions.every(config),
                        SEED);
        DocumentScores scores =
                new DocumentScorer(pass, options)
                        .score("text", List.of(new Window("text", 0, tokens, begins)));
        return figures(List.of(scores), false);
    }

    /** What random repeats show, the same ones for every text: {@code induction_entry} and {@code induction_mass}. */
    public static List<TextFigures> ofRepeats(
            Transformer transformer, @Nullable Tokenizer tokenizer, Workers workers, Stop stop) {
        ModelConfig config = transformer.config();
        RepeatPlan plan =
                RepeatPlan.draw(
                        config.vocab(),
                        tokenizer,
                        config.context(),
                        RepeatPlan.K,
                        RepeatPlan.R,
                        SEQUENCES,
                        SEED);
        int longest = plan.sequences().getFirst().length;
        ForwardPass pass = stopping(transformer, workers, longest, stop);
        return figures(new RepeatScorer(pass).score(plan, n -> {}).sequences(), true);
    }

    private static ForwardPass stopping(
            Transformer transformer, Workers workers, int longest, Stop stop) {
        TransformerPass pass = new TransformerPass(transformer, workers, longest);
        return new ForwardPass() {
            @Override
            public int layers() {
                return pass.layers();
            }

            @Override
            public int heads() {
                return pass.heads();
            }

            @Override
            public float[] run(int[] ids, int[] lossAt, AttentionHook hook) {
                stop.giveWay();
                return pass.run(ids, lossAt, stop.checking(hook));
            }
        };
    }

    private static List<TextFigures> figures(List<DocumentScores> units, boolean onRepeats) {
        DocumentScores first = units.getFirst();
        List<TextFigures> figures = new ArrayList<>();
        for (Figure figure : Figure.values()) {
            double[][] value = new double[first.layers()][first.heads()];
            boolean exists = false;
            for (int l = 0; l < first.layers(); l++) {
                for (int h = 0; h < first.heads(); h++) {
                    value[l][h] = mean(units, figure, l, h);
                    exists |= !Double.isNaN(value[l][h]);
                }
            }
            if (exists && figure.onRepeats() == onRepeats) {
                figures.add(
                        new TextFigures(
                                figure.id(),
                                figure.sink().text(),
                                value,
                                first.nullUniform(figure)));
            }
        }
        return figures;
    }

    private static double mean(List<DocumentScores> units, Figure figure, int layer, int head) {
        return units.stream()
                .mapToDouble(u -> u.value(figure, layer, head))
                .filter(v -> !Double.isNaN(v))
                .average()
                .orElse(Double.NaN);
    }
}
