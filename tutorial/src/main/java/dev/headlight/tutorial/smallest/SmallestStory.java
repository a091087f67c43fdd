package dev.headlight.tutorial.smallest;

/** What was found once and is told: the seeds that were tried, and what was seen of the weights that come with it. */
final class SmallestStory {

    static final String SEEDS =
            "A training takes about a minute, and not every seed gets there: of seeds 1 to 10 three add without a"
                    + " miss in 200,440 sums (4, 7 and 8; these weights are those of 4), seed 3 has 99.1% of them"
                    + " right, and six learn little.";

    static final String TENTH =
            "*A tenth.* What head 0 reads of the column after cancels what head 1 reads of it, and the column before"
                    + " counts one tenth of the own. The model reads the digits as a decimal number: to write the"
                    + " tens of 47 + 85 it adds 4.7 and 8.5 and gets 13.2. Then the digit wanted and its carry are"
                    + " the whole part, and the rest is a tenth of the digit just written, less a tenth where a"
                    + " carry came into that one. Which digit that was the model need not look for: it is the"
                    + " token at hand. Nobody told it this way, and lesson 6 predicted another; but the adders of seeds 7"
                    + " and 8 came to the same, with 0.104 and 0.106 for the column before.";

    static final String RING =
            "The digit wanted is that whole part without its tens: after 9 comes 0 again. Look at columns 1 and 3"
                    + " of `E`: one is a wave along the digits, and the other a wave a quarter turn behind it. The"
                    + " ten digits stand on a ring in their order, 9 beside 0, and to answer is to point at one of"
                    + " them.";

    static final String LIMITS =
            "It has room for ten digits and no more: the positions that it looks at are counted in steps of"
                    + " eleven tokens, and nothing taught it other steps.";

    private SmallestStory() {}
}
