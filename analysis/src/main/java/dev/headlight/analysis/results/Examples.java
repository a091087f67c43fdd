package dev.headlight.analysis.results;

import java.util.List;

/**
 * Rows of attention on the text that was analysed, for each role, chosen by a rule and not by hand.
 *
 * @param rule which heads and rows were chosen, in words
 * @param roles one entry for each head chosen
 */
public record Examples(String rule, List<RoleExamples> roles) {

    public Examples {
        roles = List.copyOf(roles);
    }
}
