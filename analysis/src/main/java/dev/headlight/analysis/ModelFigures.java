package dev.headlight.analysis;

import dev.headlight.analysis.evidence.DocumentEvidence;
import dev.headlight.analysis.evidence.TextScores;
import dev.headlight.analysis.results.ModelScore;
import dev.headlight.analysis.score.DocumentScores;
import dev.headlight.analysis.score.ScoringOptions;
import dev.headlight.analysis.statistics.Estimate;
import dev.headlight.analysis.statistics.Interval;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Figures of the model as a whole: loss, in-context learning, share of sink heads. */
final class ModelFigures {

    private ModelFigures() {}

    static List<ModelScore> of(
            DocumentEvidence model, @Nullable DocumentEvidence control, ScoringOptions options) {
        String icl =
                options.losses().hasIcl()
                        ? String.format(
                                Locale.ROOT,
                                "nats; loss at token %d minus loss at token %d",
                                options.losses().late(),
                                options.losses().early())
                        : "the windows are too short for an early and a late position";
        int every = options.losses().every();
        String loss =
                every == 1
                        ? "nats a token, mean over units"
                        : "nats a token at every " + every + ". token, mean over units";
        int sequences = model.text().sinkSequences();
        String sink =
                String.format(
                        Locale.ROOT,
                        "share of heads with alpha_0 > %.1f, over the first %d tokens of %d"
                                + " windows",
                        DocumentScores.SINK_THRESHOLD,
                        options.sinkLength(),
                        sequences);
        return List.of(
                figure("loss", TextScores::loss, loss, model, control),
                figure("icl", TextScores::icl, icl, model, control),
                figure("sink_rate", TextScores::sinkRate, sink, model, control));
    }

    private static ModelScore figure(
            String id,
            Function<TextScores, Estimate> f,
            String note,
            DocumentEvidence model,
            @Nullable DocumentEvidence control) {
        Estimate e = f.apply(model.text());
        Interval interval = e.interval();
        return new ModelScore(
                id,
                e.value(),
                interval.low(),
                interval.high(),
                control == null ? Double.NaN : f.apply(control.text()).value(),
                e.units(),
                note);
    }
}
