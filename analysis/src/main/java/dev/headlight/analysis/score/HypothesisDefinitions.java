package dev.headlight.analysis.score;

import dev.headlight.analysis.results.Definition;
import java.util.List;

/** Cards of the six hypotheses: the effect E and the smallest effect of interest s. */
final class HypothesisDefinitions {

    private static final String RULE =
            "Supported where the whole 95% interval of E lies above s and the extra condition holds, refuted where"
                    + " it lies below s, else inconclusive. A verdict that the random-initialised control earns too"
                    + " says nothing about training.";

    static final List<Definition> ALL =
            List.of(
                    new Definition(
                            "positional_decay",
                            "1. Positional decay",
                            "E = -mean over heads of decay_slope, sink=without; s = 0.1",
                            "Attention falls with distance beyond what uniform attention does. "
                                    + RULE,
                            "uniform causal attention, E = 0",
                            "",
                            "ours, after Vig and Belinkov 2019, arXiv 1906.04284",
                            "Rotary positions decay at random initialisation already: look at the control."),
                    new Definition(
                            "layer_evolution",
                            "2. Layer evolution",
                            "E = (rho(layer, D) - rho(layer, L)) / 2, Spearman over layer means, D = mean_distance"
                                    + " over its null, L = locality_8 minus its null, sink=without; s = 0.3; also"
                                    + " p < 0.05 with layer labels permuted",
                            "Early layers look locally, later ones globally. " + RULE,
                            "layer labels permuted, E = 0",
                            "",
                            "ours, after Vig and Belinkov 2019, arXiv 1906.04284",
                            "With fewer than 5 layers no order can reach p < 0.05, whatever the model does. With"
                                    + " the sink in, late layers look global by key 0 alone."),
                    new Definition(
                            "attention_entropy",
                            "3. Attention entropy",
                            "E = mean entropy_normalized of the outer two thirds of the layers minus that of the"
                                    + " middle third, sink=without; s = 0.02; at least 3 layers",
                            "Attention is more focused in the middle layers. " + RULE,
                            "no difference, E = 0",
                            "",
                            "ours, after Clark et al. 2019, arXiv 1906.04341",
                            "A strong sink lowers the entropy of a head that otherwise spreads: with and without"
                                    + " may disagree."),
                    new Definition(
                            "induction_heads",
                            "4. Induction heads",
                            "E = rise of the loss on later copies of random repeats when the found heads are"
                                    + " ablated, minus the mean rise for as many random heads of the same layers;"
                                    + " s = 0.05 nats; found: lower bound of induction_entry above three times its"
                                    + " uniform null and above every head of the control",
                            "Some heads copy what followed an earlier occurrence. " + RULE,
                            "random heads of the same layers, permutation p < 0.05",
                            "nats",
                            "Olsson et al. 2022, arXiv 2209.11895",
                            "Attention to the right place is no proof of use: until the ablation has been run a head"
                                    + " is found, its cause not tested."),
                    new Definition(
                            "special_token_aggregation",
                            "5. Special-token aggregation",
                            "E = mean over heads of ln special_mass minus that of frequency-matched token sets;"
                                    + " s = ln 1.2",
                            "Punctuation and special tokens act as sinks. " + RULE,
                            "random token sets of the same frequency, E = 0",
                            "",
                            "Clark et al. 2019, arXiv 1906.04341",
                            "The sink at key 0 is reported apart and does not count here."),
                    new Definition(
                            "head_specialization",
                            "6. Head specialization",
                            "E = mean over layers of similarity between heads of a layer, minus the control's;"
                                    + " s = 0.05; also the silhouette of the clusters above that of shuffled labels,"
                                    + " p < 0.05",
                            "Heads of one layer do different things. " + RULE,
                            "the control's heads",
                            "",
                            "ours, after Clark et al. 2019, arXiv 1906.04341",
                            "No canonical definition of specialization exists. Clusters are tested on the half of the"
                                    + " documents that they were not made from: on their own they would always fit."));

    private HypothesisDefinitions() {}
}
