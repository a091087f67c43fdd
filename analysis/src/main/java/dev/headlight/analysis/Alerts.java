package dev.headlight.analysis;

import dev.headlight.analysis.evidence.DocumentEvidence;
import dev.headlight.analysis.evidence.Evidence;
import dev.headlight.analysis.results.ModelScore;
import dev.headlight.analysis.results.OtherSink;
import dev.headlight.analysis.score.Figure;
import dev.headlight.analysis.score.RepeatPlan;
import dev.headlight.analysis.statistics.Estimate;
import dev.headlight.model.ModelConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a reader should know before believing a figure, in sentences. */
final class Alerts {

    /** Fewer units than these give intervals that are known to be too narrow. */
    static final int FEW_UNITS = 20;

    /** Share of the attention, over all heads, above which key 0 holds most of what scores show. */
    private static final double MUCH_SINK = 0.5;

    private final List<String> sentences = new ArrayList<>();
    private final AnalysisListener listener;

    Alerts(AnalysisListener listener) {
        this.listener = listener;
    }

    List<String> sentences() {
        return List.copyOf(sentences);
    }

    private void add(String sentence) {
        sentences.add(sentence);
        listener.alert(sentence);
    }

    /** Where the model cannot be told from random: before all that was said, since nothing else counts then. */
    void ofLoad(String sentence) {
        sentences.addFirst(sentence);
        listener.alert(sentence);
    }

    /** What can be said before anything is run. */
    void ofText(TextFacts text, RepeatPlan plan, ModelConfig config) {
        text.alerts().forEach(this::add);
        int units = text.units();
        if (text.blocks()) {
            add(
                    String.format(
                            Locale.ROOT,
                            "The text is taken as %s of up to %,d tokens that follow one another: intervals are those"
                                    + " of a block bootstrap over windows, not over documents. Where a window is"
                                    + " like the one before it they are too narrow, however many there are: at a"
                                    + " correlation of 0.2 they held the truth in 82 to 88%% of cases, at 0.5 in 67"
                                    + " to 75%% (docs/statistics.md).",
                            units == 1 ? "one window" : units + " windows",
                            text.longest()));
        }
        if (units == 1) {
            add("One unit has no interval: every verdict on the text is inconclusive.");
        } else if (units < FEW_UNITS) {
            add(
                    String.format(
                            Locale.ROOT,
                            "%d units are few: with fewer than %d, 95%% intervals are too narrow; in simulation they"
                                    + " held the truth in %s (docs/statistics.md).",
                            units,
                            FEW_UNITS,
                            measured(units)));
        }
        if (text.shortDocuments() > 0) {
            add(
                    String.format(
                            Locale.ROOT,
                            text.shortDocuments() == 1
                                    ? "%d document was left out: it has fewer than two tokens."
                                    : "%d documents were left out: they have fewer than two tokens.",
                            text.shortDocuments()));
        }
        if (!text.limitedBy().isEmpty()) {
            add(String.format(Locale.ROOT, "The text was cut short by %s.", text.limitedBy()));
        }
        if (!plan.note().isEmpty()) {
            add(
                    String.format(
                            Locale.ROOT,
                            "The random repeats are shorter than usual: %s.",
                            plan.note()));
        }
        if (text.longest() > config.context()) {
            add(
                    String.format(
                            Locale.ROOT,
                            "Windows of up to %,d tokens are longer than the %,d the model was made for.",
                            text.longest(),
                            config.context()));
        }
    }

    /** Measured shares of intervals that hold the truth, of one population and another: docs/statistics.md. */
    private static String measured(int units) {
        return units < 5
                ? "34 to 76% of cases at 2 or 3"
                : units < 10 ? "68 to 89% of cases at 5" : "87 to 93% of cases at 10";
    }

    /** What a verdict rests on, as a sentence. */
    void ofVerdict(String sentence) {
        add(sentence);
    }

    /** That no head was ablated, since nobody asked and it is long. */
    void ofAblationsLeftOut(int count, double seconds) {
        add(
                String.format(
                        Locale.ROOT,
                        "No head was ablated: the %,d ablations of the plan would take %s; --causal runs them.",
                        count,
                        CausalPart.about(seconds)));
    }

    /** That ablations were ended early. */
    void ofAblationsCutShort(int done, int planned) {
        if (done == 0) {
            add(
                    String.format(
                            Locale.ROOT,
                            "The analysis was ended early, before the first of %,d planned ablations.",
                            planned));
            return;
        }
        add(
                String.format(
                        Locale.ROOT,
                        "The ablations were ended early: what was done of the %,d planned gives %,d figures, some on"
                                + " fewer units.",
                        planned,
                        done));
    }

    /** What the scores show; first of all whether they are a trained model's. */
    void ofScores(
            DocumentEvidence model,
            @Nullable DocumentEvidence control,
            List<OtherSink> sinks,
            List<ModelScore> figures,
            int vocab) {
        Optional<ModelScore> loss = figures.stream().filter(f -> f.id().equals("loss")).findFirst();
        Optional<String> load = loss.flatMap(f -> LoadCheck.sentence(f, vocab, model, control));
        load.ifPresent(this::ofLoad);
        Estimate alpha = Estimate.mean(model.figure(Figure.ALPHA_0).all());
        if (alpha.value() > MUCH_SINK) {
            add(
                    String.format(
                            Locale.ROOT,
                            "Key 0 holds %.0f%% of the attention, over all heads: read the scores without the sink.",
                            100 * alpha.value()));
        }
        if (!sinks.isEmpty()) {
            long heads = sinks.stream().map(s -> List.of(s.layer(), s.head())).distinct().count();
            OtherSink strongest = sinks.getFirst();
            add(
                    String.format(
                            Locale.ROOT,
                            "%d %s also a sink at a position other than 0, the strongest at L%dH%d on %s (%.2f);"
                                    + " these are not dropped from the scores.",
                            heads,
                            heads == 1 ? "head has" : "heads have",
                            strongest.layer(),
                            strongest.head(),
                            quoted(strongest.token()),
                            strongest.alpha()));
        }
        if (load.isEmpty()) {
            loss.ifPresent(f -> ofLoss(f, vocab));
        }
        skipped(model);
    }

    /** Whether the model predicts as one that was trained and read as its makers meant it. */
    void ofLoss(ModelScore loss, int vocab) {
        double chance = Math.log(vocab);
        // Without an interval the figure itself has to lie below.
        double bound = Double.isNaN(loss.high()) ? loss.value() : loss.high();
        if (loss.value() >= chance) {
            add(
                    String.format(
                            Locale.ROOT,
                            "The loss, %.2f nats, is no better than guessing among %,d tokens (%.2f): were weights"
                                    + " and tokenizer made for each other?",
                            loss.value(),
                            vocab,
                            chance));
        } else if (bound >= loss.control()) {
            add(
                    String.format(
                            Locale.ROOT,
                            "The loss, %.2f nats, does not lie below the %.2f of random initialisation: the model"
                                    + " predicts no better than untrained; was it loaded as meant?",
                            loss.value(),
                            loss.control()));
        }
    }

    private void skipped(Evidence model) {
        long without =
                model.figure(Figure.ENTROPY_NORMALIZED_WITHOUT).all().stream()
                        .filter(e -> !e.exists())
                        .count();
        long with =
                model.figure(Figure.ENTROPY_NORMALIZED).all().stream()
                        .filter(e -> !e.exists())
                        .count();
        if (without > with) {
            add(
                    String.format(
                            Locale.ROOT,
                            "%d heads give all their attention to key 0: they have no scores without the sink.",
                            without - with));
        }
    }

    private static String quoted(String token) {
        return "\"" + token.replace("\n", "\\n") + "\"";
    }
}
