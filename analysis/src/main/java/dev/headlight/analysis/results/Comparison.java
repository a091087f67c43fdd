package dev.headlight.analysis.results;

import java.util.List;

/**
 * Two or more analyses side by side: the root of {@code comparison.json}.
 *
 * @param schema version of this tree's layout
 * @param sides what was compared, the first is what the others are held against
 * @param contrasts the first side against each other one, in their order
 */
public record Comparison(int schema, List<Side> sides, List<Contrast> contrasts) {

    /** The layout that this code writes. */
    public static final int SCHEMA = 1;

    public Comparison {
        sides = List.copyOf(sides);
        contrasts = List.copyOf(contrasts);
    }

    /**
     * One analysis.
     *
     * @param name told apart from the others: the model's name, with the folder where two are equal
     * @param folder it was read from
     * @param fingerprint of the weights
     * @param format of the weights, in words
     * @param layers of the model
     * @param heads of a layer
     * @param unit what the bootstrap drew
     * @param documents units of the text
     * @param tokens in them
     * @param context longest window
     * @param seed of the analysis
     * @param verdicts the six, as they stand in its results
     * @param roles how many heads have each role, largest first
     */
    public record Side(
            String name,
            String folder,
            String fingerprint,
            String format,
            int layers,
            int heads,
            String unit,
            int documents,
            long tokens,
            int context,
            long seed,
            List<Word> verdicts,
            List<RoleCount> roles) {}

    /** The word of a verdict, with its effect and interval. */
    public record Word(String id, String outcome, double value, double low, double high) {}

    /** How many heads have a role. */
    public record RoleCount(String role, int heads) {}

    /**
     * The first side against another.
     *
     * @param other its place among the sides
     * @param text how the documents were brought together
     * @param repeats how the random repeats were
     * @param matching how the heads were brought together, in words
     * @param replicates of the bootstrap
     * @param pairs the heads that are held against each other
     * @param scores the differences of each score
     * @param ofModel the differences of figures of the model as a whole
     * @param roleChanges heads that have another role
     * @param tests p-values in all
     * @param found of them with q below 0.05
     * @param notes what a reader should know, in sentences
     */
    public record Contrast(
            int other,
            Pairing text,
            Pairing repeats,
            String matching,
            int replicates,
            List<HeadPair> pairs,
            List<ScoreDifference> scores,
            List<ModelDifference> ofModel,
            List<RoleChange> roleChanges,
            int tests,
            int found,
            List<String> notes) {}

    /**
     * How units were brought together.
     *
     * @param paired whether each difference is one unit's, both models having seen the same
     * @param units pairs of units; where unpaired, the units of the side that has fewer
     * @param leftOut units of either side that have no partner
     * @param smallestP no p-value can be smaller, by the number of units and of draws
     */
    public record Pairing(boolean paired, int units, int leftOut, double smallestP) {}

    /**
     * A head of the first side and one of the other.
     *
     * @param distance of their profiles of standardised scores; NaN where they were matched by position
     */
    public record HeadPair(int layer, int head, int otherLayer, int otherHead, double distance) {

        /** {@code L1H2}, or {@code L1H2 L3H4} where the two stand at different places. */
        public String name() {
            String first = "L" + layer + "H" + head;
            return layer == otherLayer && head == otherHead
                    ? first
                    : first + " L" + otherLayer + "H" + otherHead;
        }
    }

    /**
     * The difference of one score, other minus first; each array is [pair].
     *
     * @param score id, as in the definitions
     * @param sink whether key 0 takes part
     * @param first mean over the units
     * @param other mean over the units
     * @param difference other minus first
     * @param low lower bound of its 95% interval
     * @param high upper bound of its 95% interval
     * @param p two-sided: signs flipped over pairs of units, or labels permuted where unpaired
     * @param q Benjamini-Hochberg over all pairs and scores of a hypothesis
     */
    public record ScoreDifference(
            String score,
            Sink sink,
            double[] first,
            double[] other,
            double[] difference,
            double[] low,
            double[] high,
            double[] p,
            double[] q) {}

    /** The difference of a figure of the model as a whole, other minus first; no q, they are few. */
    public record ModelDifference(
            String id,
            double first,
            double other,
            double difference,
            double low,
            double high,
            double p) {}

    /**
     * A head that has another role.
     *
     * @param pair its place among the pairs
     * @param role of the first side's head
     * @param otherRole of the other's
     * @param score that stands for the role it lost, or gained where it had none
     * @param sink the variant that earns the role
     * @param q of that score's difference, the smaller one where both roles have a score
     */
    public record RoleChange(
            int pair,
            String role,
            String otherRole,
            String score,
            Sink sink,
            double first,
            double other,
            double difference,
            double low,
            double high,
            double q) {}

    /** Below it a q-value counts as found. */
    public static final double FOUND = 0.05;
}
