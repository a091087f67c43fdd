package dev.headlight.tutorial.smallest;

/** What was found once and is told: the seeds that were tried, and what was seen of the weights that come with it. */
final class SmallestStory {

    static final String SEEDS = "TODO";

    static final String HEADS = "TODO";

    static final String LIMITS =
            "It has room for ten digits and no more: the positions that it looks at are counted in steps of"
                    + " eleven tokens, and nothing taught it other steps.";

    private SmallestStory() {}
}
