package dev.headlight.tutorial.digits;

import dev.headlight.engine.Workers;
import java.util.List;

/**
 * A model in the middle of its training.
 *
 * @param step steps taken
 * @param loss mean over the steps since the moment before, in nats a digit; NaN before the first step
 * @param sample what it answers to some unseen sums, the same at every moment
 * @param gaze where its heads look, the mean over other unseen sums
 * @param digits how its embedding tells the digits apart
 * @param example its answer to {@link #EXAMPLE}
 */
record Moment(
        long step, double loss, Exam sample, Gaze gaze, DigitEmbedding digits, Answer example) {

    static final Sum EXAMPLE = new Sum(47, 85);

    /** Sums that the attention is averaged over. */
    static final int SUMS = 250;

    /** Looks at the model as it is now. */
    static Moment of(
            DigitTraining training, SumTraining.Report report, List<Sum> unseen, Workers workers) {
        DigitModel model = DigitModel.of(training);
        return new Moment(
                report.step(),
                report.loss(),
                report.sample(),
                Gaze.of(model, unseen.subList(0, SUMS), workers),
                DigitEmbedding.of(model.transformer().weights()),
                Answer.of(model, EXAMPLE, workers));
    }
}
