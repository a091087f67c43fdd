package dev.headlight.analysis.score;

import dev.headlight.analysis.results.Definition;
import java.util.List;

/** Cards of what the loss becomes without a head. */
final class CausalDefinitions {

    private static final String NULL = "random heads of the same layer";

    private static final String TRAP =
            "Later heads make up for one that is missing (self-repair), so a small change does not mean that the"
                    + " head does nothing.";

    static final List<Definition> ALL =
            List.of(
                    new Definition(
                            "importance_zero",
                            "Importance, head set to zero",
                            "loss with the head's output before W_O set to 0, minus the loss as it is, on the text",
                            "How much worse the model predicts the text when the head hands on nothing.",
                            NULL,
                            "nats",
                            "Michel et al. 2019, arXiv 1905.10650",
                            "Nothing is not what a later layer expects: the mean is the milder ablation. "
                                    + TRAP),
                    new Definition(
                            "importance_mean",
                            "Importance, head set to its mean",
                            "loss with the head's output before W_O set to its mean over all positions of the text,"
                                    + " minus the loss as it is",
                            "How much worse the model predicts the text when the head hands on the same everywhere.",
                            NULL,
                            "nats",
                            "Wang et al. 2022, arXiv 2211.00593",
                            TRAP),
                    new Definition(
                            "importance_pattern",
                            "Importance, patterns kept",
                            "loss with the head's output before W_O set to 0 and every head's attention pattern as in"
                                    + " the clean run, minus the loss as it is",
                            "What of importance_zero comes from what the head hands on, and not from where later heads"
                                    + " look because of it.",
                            NULL,
                            "nats",
                            "pattern-preserving ablation, Olsson et al. 2022, arXiv 2209.11895",
                            "A head that only tells later heads where to look counts for nothing here. "
                                    + TRAP),
                    repeats("zero", "with the head's output set to 0"),
                    repeats("mean", "with the head's output set to its mean over the text"),
                    repeats("pattern", "with the head's output set to 0 and all patterns kept"));

    private CausalDefinitions() {}

    private static Definition repeats(String kind, String how) {
        return new Definition(
                "importance_" + kind + "_repeats",
                "Importance on repeats, " + kind,
                "loss on the second and later copies of random repeats "
                        + how
                        + ", minus the loss as it is",
                "How much the head adds to copying what followed an earlier occurrence.",
                NULL,
                "nats",
                "Olsson et al. 2022, arXiv 2209.11895",
                TRAP);
    }
}
