package dev.headlight.analysis;

import dev.headlight.analysis.evidence.Evidence;
import dev.headlight.analysis.evidence.HeadEstimates;
import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.analysis.results.ModelScore;
import dev.headlight.analysis.score.Figure;
import dev.headlight.analysis.statistics.Estimate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a model can be told from its random initialisation at all. It cannot where both hold:
 *
 * <ol>
 *   <li>it predicts no better: the upper bound of its loss does not lie {@link #LEAST_GAIN} below both the loss of
 *       the control and {@code ln vocab}, that of guessing. Knowing no more than how frequent each token is gains
 *       ten times as much;
 *   <li>its heads look nowhere in particular: for none of {@link #PLACES}, key 0 left out, does the lower bound of a
 *       head's score lie {@link #LEAST_SHARE} of the way from what uniform attention and the control's strongest head
 *       give to all of the attention.
 * </ol>
 *
 * <p>Either alone would err: a trained model on a text of another language loses more than guessing, and a model may
 * be trained on what no head is needed for. The places are those that weights in random order do not find, however large
 * they are; entropy, {@code alpha_0} and {@code special_mass} are not among them, since large random weights alone
 * make attention narrow and give a frequent token much or little of it. Without a control the uniform figures stand by
 * themselves.
 *
 * <p>What it cannot see: a single tensor that is zero, foreign or in the wrong place, as long as the rest still predicts or
 * one head still finds its place. {@link dev.headlight.model.io.WeightEvenness} looks at each tensor.
 */
final class LoadCheck {

    /** Nats a token that the loss of a model that has learned anything lies below guessing. */
    static final double LEAST_GAIN = 0.1;

    /** Share of the way from the null to all of the attention that makes a head one that finds its place. */
    static final double LEAST_SHARE = 0.2;

    /** A null above it (windows hardly longer than the place) leaves too little room to tell anything. */
    private static final double MOST_NULL = 0.9;

    /** Scores that say where a head looks relative to its query. */
    static final List<Figure> PLACES =
            List.of(
                    Figure.PREVIOUS_TOKEN_WITHOUT,
                    Figure.LOCALITY_8_WITHOUT,
                    Figure.DUPLICATE_TOKEN_WITHOUT,
                    Figure.INDUCTION_ENTRY_WITHOUT);

    private LoadCheck() {}

    /**
     * The sentence that stands before all others, where the model cannot be told from random.
     *
     * @param loss of the model on the text, beside the control's
     * @param control null where there is none
     */
    static Optional<String> sentence(
            ModelScore loss, int vocab, Evidence model, @Nullable Evidence control) {
        if (Double.isNaN(loss.value())
                || predicts(loss, vocab)
                || PLACES.stream().anyMatch(f -> found(f, model, control))) {
            return Optional.empty();
        }
        String ofControl =
                Double.isNaN(loss.control())
                        ? ""
                        : String.format(
                                Locale.ROOT, ", random initialisation gives %.2f", loss.control());
        return Optional.of(
                String.format(
                        Locale.ROOT,
                        "%s: were the weights loaded? The loss is %.2f nats (guessing among %,d tokens gives"
                                + " %.2f%s), and no head finds the previous token, the last 8, an earlier copy of its"
                                + " token or what followed one.",
                        AnalysisResults.INDISTINGUISHABLE,
                        loss.value(),
                        vocab,
                        Math.log(vocab),
                        ofControl));
    }

    private static boolean predicts(ModelScore loss, int vocab) {
        double chance = Math.log(vocab);
        double untrained = Double.isNaN(loss.control()) ? chance : Math.min(chance, loss.control());
        double bound = Double.isNaN(loss.high()) ? loss.value() : loss.high();
        return bound < untrained - LEAST_GAIN;
    }

    private static boolean found(Figure place, Evidence model, @Nullable Evidence control) {
        HeadEstimates heads = model.figure(place);
        double uniform = heads.nullUniform().value();
        double random =
                control == null
                        ? uniform
                        : control.figure(place).all().stream()
                                .mapToDouble(Estimate::value)
                                .filter(v -> v > uniform)
                                .max()
                                .orElse(uniform);
        if (!(random < MOST_NULL)) {
            return false;
        }
        double least = random + LEAST_SHARE * (1 - random);
        return heads.all().stream().anyMatch(e -> bound(e) > least);
    }

    private static double bound(Estimate e) {
        return e.interval().exists() ? e.interval().low() : e.value();
    }
}
