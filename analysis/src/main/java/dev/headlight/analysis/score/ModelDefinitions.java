package dev.headlight.analysis.score;

import dev.headlight.analysis.results.Definition;
import java.util.List;

/** Cards of the figures of the model as a whole. */
final class ModelDefinitions {

    static final List<Definition> ALL =
            List.of(
                    new Definition(
                            "loss",
                            "Loss",
                            "mean over positions p >= 1 of -ln p(x_p | x_0 .. x_{p-1})",
                            "How well the model predicts the text.",
                            "ln of the vocabulary's size",
                            "nats",
                            "",
                            "Models with different tokenizers do not compare: a token is not the same amount of text."),
                    new Definition(
                            "icl",
                            "In-context learning",
                            "loss at token 500 minus loss at token 50; in shorter windows at T-12 minus at T/10",
                            "How much better the model predicts with much context than with little: below 0 it uses"
                                    + " the context.",
                            "0",
                            "nats",
                            "Olsson et al. 2022, arXiv 2209.11895",
                            "Taken at other positions it is another figure: the note says which."),
                    new Definition(
                            "sink_rate",
                            "Share of sink heads",
                            "share of heads with alpha_0 > 0.3 over the first 64 rows of a sequence, then the mean"
                                    + " over sequences",
                            "How many heads park most of their attention on the first token.",
                            "0, since uniform attention has alpha_0 = 0.0741 at T = 64",
                            "",
                            "Gu et al. 2024, arXiv 2410.10781",
                            "Thresholded sequence by sequence, then averaged; at another length or threshold it is"
                                    + " another figure."));

    private ModelDefinitions() {}
}
