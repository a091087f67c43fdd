package dev.headlight.analysis.score;

import dev.headlight.analysis.results.Definition;
import java.util.List;

/** Cards of the scores that say whether a head parks its attention. */
final class SinkDefinitions {

    private static final String GU = "Gu et al. 2024, arXiv 2410.10781";
    private static final String CLARK = "Clark et al. 2019, arXiv 1906.04341";

    static final List<Definition> ALL =
            List.of(
                    new Definition(
                            "alpha_0",
                            "Attention to the first token",
                            "alpha_0 = mean_i A[i,0], row 0 included",
                            "How much a head parks on the first token. Above 0.3 it is called a sink head.",
                            "mean of 1/(i+1)",
                            "",
                            GU,
                            "It depends on the length: short windows lift it, since row 0 gives 1. Sink heads are"
                                    + " counted at T = 64, from alpha_0_first64."),
                    new Definition(
                            "alpha_0_first64",
                            "Attention to the first token, T = 64",
                            "mean_{i<64} A[i,0], windows of at least 64 tokens",
                            "alpha_0 at the length at which sink heads are usually counted.",
                            "0.0741",
                            "",
                            GU,
                            "Where no window has 64 tokens it is taken at the longest, and the report says so."),
                    mass(
                            "special_mass",
                            "Attention to special tokens",
                            "punctuation, newlines and special tokens"),
                    mass("special_mass_punctuation", "Attention to punctuation", "punctuation"),
                    mass("special_mass_newline", "Attention to newlines", "newlines"),
                    mass(
                            "special_mass_special",
                            "Attention to the model's special tokens",
                            "the tokenizer's special tokens"),
                    new Definition(
                            "special_mass_matched",
                            "Attention to equally frequent random tokens",
                            "the mean of special_mass over random sets of token types that stand in the text as"
                                    + " often as S does",
                            "What special_mass would be if nothing but frequency mattered.",
                            "1",
                            "",
                            "ours, after " + CLARK,
                            "The sets match S in their total, not type by type: a comma is more frequent than most"
                                    + " words. Taken over every fourth row, for the sake of time."));

    private SinkDefinitions() {}

    private static Definition mass(String id, String title, String set) {
        return new Definition(
                id,
                title,
                "sum_{j in S, j >= 1} A[i,j] / sum_{j in S, j >= 1} U[i,j], S = "
                        + set
                        + ", rows with at least one such key",
                "How many times more attention " + set + " get than uniform attention gives them.",
                "1; and random token sets of the same frequency, special_mass_matched",
                "ratio",
                CLARK,
                "Key 0 never counts, whatever token stands there: it is the sink, reported by itself.");
    }
}
