package dev.headlight.analysis.results;

import java.util.List;

/**
 * How differently heads attend: the Jensen-Shannon divergence between the rows of any two heads, and the
 * clusters that follow from it. How much one head differs from all others is a score of the head,
 * {@code specialization}, and stands with the others.
 *
 * @param sample which rows were compared, in words
 * @param clustering how heads were put into clusters and the clusters tested, in words
 * @param variants {@code sink=without}, which the verdict goes by, then {@code sink=with}
 */
public record Similarity(String sample, String clustering, List<SimilarityMatrix> variants) {

    public Similarity {
        variants = List.copyOf(variants);
    }
}
