package dev.headlight.report;

import dev.headlight.analysis.results.Outcome;
import dev.headlight.analysis.results.Verdict;
import java.util.List;

/** Six verdicts, each word at least once; the last has an effect that does not exist. */
final class SampleVerdicts {

    private SampleVerdicts() {}

    static List<Verdict> six() {
        return List.of(
                verdict(
                        1,
                        "positional_decay",
                        "Positional decay",
                        "Attention falls with distance beyond what uniform attention does.",
                        "minus the mean over heads of decay_slope",
                        "",
                        0.62,
                        0.58,
                        0.66,
                        0.1,
                        Outcome.SUPPORTED,
                        0.91,
                        0.003,
                        false),
                verdict(
                        2,
                        "layer_evolution",
                        "Layer evolution",
                        "Early layers look locally, later ones globally.",
                        "half the difference of two rank correlations with depth",
                        "rho",
                        0.21,
                        -0.14,
                        0.52,
                        0.3,
                        Outcome.INCONCLUSIVE,
                        0.4,
                        0.05,
                        false),
                verdict(
                        3,
                        "attention_entropy",
                        "Attention entropy",
                        "Attention is more focused in the middle layers.",
                        "entropy of the outer two thirds minus that of the middle third",
                        "",
                        -0.041,
                        -0.055,
                        -0.027,
                        0.02,
                        Outcome.REFUTED,
                        0.2,
                        0.0,
                        false),
                verdict(
                        4,
                        "induction_heads",
                        "Induction heads",
                        "Some heads copy what followed an earlier occurrence.",
                        "rise of the loss when the found heads are ablated",
                        "nats",
                        Double.NaN,
                        Double.NaN,
                        Double.NaN,
                        0.05,
                        Outcome.FOUND_CAUSE_NOT_TESTED,
                        11.0 / 270,
                        Double.NaN,
                        false),
                verdict(
                        5,
                        "special_token_aggregation",
                        "Special-token aggregation",
                        "Punctuation and special tokens act as sinks.",
                        "mean over heads of ln special_mass, minus matched sets",
                        "ln ratio",
                        0.3,
                        0.24,
                        0.37,
                        Math.log(1.2),
                        Outcome.SUPPORTED,
                        0.55,
                        0.28,
                        true),
                verdict(
                        6,
                        "head_specialization",
                        "Head specialization",
                        "Heads of one layer do different things.",
                        "similarity between heads of a layer, minus the control's",
                        "",
                        Double.NaN,
                        Double.NaN,
                        Double.NaN,
                        0.05,
                        Outcome.INCONCLUSIVE,
                        Double.NaN,
                        Double.NaN,
                        false));
    }

    private static Verdict verdict(
            int number,
            String id,
            String title,
            String claim,
            String effect,
            String unit,
            double value,
            double low,
            double high,
            double smallest,
            Outcome outcome,
            double share,
            double control,
            boolean controlPasses) {
        boolean exists = !Double.isNaN(value);
        return new Verdict(
                number,
                id,
                title,
                claim,
                effect,
                unit,
                value,
                low,
                high,
                smallest,
                exists ? 0.0009990009990009990 : Double.NaN,
                exists ? "uniform causal attention" : "",
                exists ? 0.002997002997002997 : Double.NaN,
                outcome,
                "Supported where the whole 95% interval lies above "
                        + smallest
                        + ", refuted where below.",
                exists
                        ? "E = " + value + " [" + low + ", " + high + "]: " + outcome.text() + "."
                        : "E was not measured: " + outcome.text() + ".",
                share,
                control,
                controlPasses,
                0.012,
                212,
                98_304,
                exists ? List.of() : List.of("Ablation of the found heads.", "Clusters of heads."),
                exists
                        ? List.of(
                                new Verdict.Figure(
                                        "with the sink", value * 0.8, low * 0.8, high * 0.8))
                        : List.of(new Verdict.Figure("heads found", 11, Double.NaN, Double.NaN)));
    }
}
