package dev.headlight.analysis.score;

import dev.headlight.analysis.results.Definition;
import java.util.List;

/** Cards of what is told from several heads side by side. */
final class LikenessDefinitions {

    private static final String SOURCE =
            "Clark et al. 2019, arXiv 1906.04341; the divergence is Lin 1991";

    static final List<Definition> ALL =
            List.of(
                    new Definition(
                            "similarity",
                            "Divergence between heads",
                            "JSD(p, q) / ln 2, JSD = H((p + q) / 2) - (H(p) + H(q)) / 2, p and q the rows of two heads"
                                    + " at the same query, mean over sampled rows",
                            "How differently two heads attend: 0 where their rows are equal, 1 where no key is attended"
                                    + " to by both.",
                            "0; and between random-initialised heads",
                            "",
                            SOURCE,
                            "It is a distance, though its id says similarity. Two heads that park on the sink look alike"
                                    + " whatever the rest of their attention does: read it without the sink."),
                    new Definition(
                            "specialization",
                            "Specialisation",
                            "mean similarity of a head to all others",
                            "How much a head differs from the rest of the model's heads.",
                            "0; for the clusters, the heads' labels shuffled within the layer",
                            "",
                            "ours, after " + SOURCE,
                            "No canonical definition of specialisation exists. A head that is alone in its noise scores"
                                    + " as high as one that is alone in its work."));

    private LikenessDefinitions() {}
}
