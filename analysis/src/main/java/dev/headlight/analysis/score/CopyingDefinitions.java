package dev.headlight.analysis.score;

import dev.headlight.analysis.results.Definition;
import java.util.List;

/** Cards of the scores that say whether a head looks for its token's earlier occurrences. */
final class CopyingDefinitions {

    private static final String OLSSON = "Olsson et al. 2022, arXiv 2209.11895";

    static final List<Definition> ALL =
            List.of(
                    new Definition(
                            "duplicate_token",
                            "Duplicate token",
                            "sum_{j<i, x_j = x_i} A[i,j], rows whose token stood earlier",
                            "How much a head attends to earlier occurrences of the same token.",
                            "the same sum over U",
                            "",
                            "Wang et al. 2022, arXiv 2211.00593",
                            "Frequent tokens have many earlier occurrences: a broad head scores above 0 by chance,"
                                    + " as the null does."),
                    new Definition(
                            "induction_entry",
                            "Induction, nearest copy",
                            "A[i, i-K+1], rows of the second and later copies of K random tokens repeated R times",
                            "On random tokens that repeat, how much a head attends to the token that followed the"
                                    + " last occurrence of this one: what predicts the next token.",
                            "mean of 1/(i+1): 0.0136 for K = 50, R = 2 after a begin token, 0.0138 without",
                            "",
                            OLSSON,
                            "The key is the token AFTER the earlier copy, not the copy. Random tokens leave no"
                                    + " other way to predict, so strong scores here need not mean much on text."),
                    new Definition(
                            "induction_mass",
                            "Induction, all copies",
                            "sum_{1 <= j <= i, x_{j-1} = x_i} A[i,j], rows of the second and later copies",
                            "The same over every earlier copy.",
                            "the same sum over U",
                            "",
                            OLSSON,
                            "With two copies it equals the entry; only a third copy tells them apart."),
                    new Definition(
                            "natural_induction",
                            "Induction on the text",
                            "sum_{1 <= j <= i, x_{j-1} = x_i} A[i,j], rows whose token stood earlier",
                            "On the real text, how much a head attends to what followed earlier occurrences of"
                                    + " this token.",
                            "the same sum over U; and over the window's tokens shuffled, the score"
                                    + " natural_induction_shuffled",
                            "",
                            OLSSON,
                            "Where a token repeats at once, the token itself is what followed it (j = i), and a head"
                                    + " that looks at itself scores."),
                    new Definition(
                            "natural_induction_shuffled",
                            "Induction on the text, shuffled",
                            "sum_{1 <= j <= i, y_{j-1} = y_i} A[i,j], y the window's tokens shuffled, rows whose"
                                    + " token in y stood earlier",
                            "What natural_induction would be if the text had the same tokens in no order: the"
                                    + " attention is that of the real text.",
                            "the same sum over U",
                            "",
                            "ours",
                            "A null, no property of the head: read natural_induction against it."));

    private CopyingDefinitions() {}
}
