package dev.headlight.analysis.score;

import dev.headlight.analysis.results.Definition;
import java.util.List;

/** Cards of the scores that say what a head writes, and how much depends on it. */
final class CircuitDefinitions {

    private static final String MICHEL = "Michel et al. 2019, arXiv 1905.10650";

    static final List<Definition> ALL =
            List.of(
                    new Definition(
                            "copying",
                            "Copying",
                            "sum Re(lambda) / sum |lambda|, lambda the eigenvalues of W_O (W_U W_E)"
                                    + " W_V, dHead x dHead",
                            "Whether a head raises the logits of the very tokens that it attends"
                                    + " to: 1 where it copies whatever it sees, -1 where it lowers"
                                    + " them.",
                            "none; the control at random initialisation lies around 0",
                            "",
                            "Elhage et al. 2021, A Mathematical Framework for Transformer Circuits",
                            "From the weights alone: the gains of the norms are folded in, but what"
                                    + " later layers and the norms' division do is not. In late layers"
                                    + " of a model with tied embeddings nearly every head may be"
                                    + " positive; read it against the control."),
                    new Definition(
                            "importance_gradient",
                            "Importance, by gradient",
                            "mean over windows of |dL/dxi_h|, xi_h = 1 a gate on the head's output"
                                    + " before W_O, L the window's mean loss",
                            "How much the loss would change, to first order, if the head were"
                                    + " turned up or down a little.",
                            "none",
                            "nats",
                            MICHEL,
                            "First order only: a head at a minimum of the loss has none, whatever"
                                    + " its ablation costs."),
                    new Definition(
                            "importance_gradient_repeats",
                            "Importance on repeats, by gradient",
                            "mean over sequences of |dL/dxi_h|, L the mean loss of the second and"
                                    + " later copies of random repeats",
                            "The same where only copying from the context helps.",
                            "none",
                            "nats",
                            MICHEL,
                            "Random tokens leave no other way to predict: heads that matter here"
                                    + " need not matter on text."));

    private CircuitDefinitions() {}
}
