package dev.headlight.analysis.score;

import dev.headlight.analysis.results.Definition;
import java.util.ArrayList;
import java.util.List;

/** Cards of the scores that say how wide and how far a head looks. */
final class ShapeDefinitions {

    private static final String VIG = "Vig and Belinkov 2019, arXiv 1906.04284";

    static final List<Definition> ALL = all();

    private ShapeDefinitions() {}

    private static List<Definition> all() {
        List<Definition> cards = new ArrayList<>();
        cards.add(
                new Definition(
                        "entropy_nats",
                        "Attention entropy",
                        "H_i = -sum_j A[i,j] ln A[i,j], rows i >= 1",
                        "How spread a head's attention is: 0 where one key takes all, ln of the number of keys"
                                + " where all get the same.",
                        "mean of ln(i+1); without the sink mean of ln i",
                        "nats",
                        "Clark et al. 2019, arXiv 1906.04341",
                        "It grows with the length of the row, so windows of different length do not compare;"
                                + " the normalised one does. Row 1 without the sink has one key and entropy 0."));
        cards.add(
                new Definition(
                        "entropy_normalized",
                        "Normalised entropy",
                        "H_i / ln(i+1), rows i >= 1; without the sink H_i / ln i, rows i >= 2",
                        "Entropy as a share of what a row of this length could have: 0 is one key, 1 is uniform.",
                        "1",
                        "",
                        "Clark et al. 2019, arXiv 1906.04341; the causal divisor is ours",
                        "Dividing by ln T makes early rows of a causal model look focused, whatever the head does."));
        cards.add(
                new Definition(
                        "mean_distance",
                        "Mean distance",
                        "D_i = sum_j A[i,j] (i-j), rows i >= 1",
                        "How many tokens back a head looks on average.",
                        "mean of i/2; without the sink mean of (i-1)/2",
                        "tokens",
                        VIG,
                        "Attention to key 0 alone makes a head look global: read it without the sink too."));
        cards.add(
                new Definition(
                        "decay",
                        "Positional decay",
                        "P(d) / u(d), P(d) = mean_{i>=d} A[i,i-d], u(d) = mean_{i>=d} 1/(i+1); without the sink"
                                + " rows i >= d+1 and 1/i",
                        "Attention at a distance over what uniform attention gives there: above 1 the head prefers"
                                + " that distance.",
                        "1 at every distance",
                        "",
                        "ours, after " + VIG,
                        "Raw P(d) falls with d even for uniform attention, since far distances exist only in long"
                                + " rows. A bin pools the rows of its distances."));
        cards.add(
                new Definition(
                        "decay_slope",
                        "Slope of the decay",
                        "slope of ln(P/u) on ln d, d >= 1, weighted by the rows behind each bin",
                        "The exponent of a power law: -1 means that doubling the distance halves the attention"
                                + " beyond what uniform attention loses.",
                        "0",
                        "",
                        "ours",
                        "A curve need be no power law: the exponential fit stands beside it, with the one that"
                                + " predicts held-out documents better."));
        for (int w : new int[] {1, 4, 8, 16, 64}) {
            cards.add(locality(w));
        }
        cards.add(
                new Definition(
                        "previous_token",
                        "Previous token",
                        "A[i,i-1], rows i >= 1; without the sink rows i >= 2",
                        "How much a head attends to the token just before. Near 1 it is a previous-token head, the"
                                + " first half of an induction circuit.",
                        "mean of 1/(i+1); without the sink mean of 1/i",
                        "",
                        "Olsson et al. 2022, arXiv 2209.11895",
                        "In row 1 the previous token is key 0, the sink."));
        return List.copyOf(cards);
    }

    private static Definition locality(int w) {
        String keys = w == 1 ? "the token itself" : "the last " + w + " tokens, itself among them";
        return new Definition(
                "locality_" + w,
                "Locality, " + w + (w == 1 ? " key" : " keys"),
                "sum_{j: i-j < w} A[i,j], w = " + w + ", rows i >= 1",
                "The share of attention that stays within " + keys + ".",
                "mean of min(" + w + ", i+1)/(i+1); without the sink mean of min(" + w + ", i)/i",
                "",
                VIG,
                "Early rows have no more than "
                        + w
                        + (w == 1 ? " key" : " keys")
                        + " or few beyond, and"
                        + " lift every head: compare with the null.");
    }
}
