package dev.headlight.analysis.results;

import java.util.List;

/**
 * Whether the heads do the same on different kinds of text: the scores by group of documents, and the interaction
 * of head and group tested.
 *
 * @param groups at least two, in the order they were named
 * @param rule how the tests were made, in words
 * @param draws permutations of the documents' labels behind each p-value
 * @param scores one entry a score and sink variant taken on the text, in the order of the definitions
 */
public record TextGroups(List<TextGroup> groups, String rule, int draws, List<GroupScore> scores) {

    public TextGroups {
        groups = List.copyOf(groups);
        scores = List.copyOf(scores);
    }
}
