package dev.headlight.analysis.circuit;

import dev.headlight.analysis.circuit.EntryRuns.Ablation;
import dev.headlight.analysis.circuit.HeadReaders.Kind;
import dev.headlight.analysis.results.FeedingHead;
import dev.headlight.analysis.results.HeadScore;
import dev.headlight.analysis.results.InductionPath;
import dev.headlight.analysis.score.RepeatPlan;
import dev.headlight.analysis.statistics.Estimate;
import dev.headlight.analysis.statistics.Interval;
import dev.headlight.analysis.statistics.PoissonBootstrap;
import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.Transformer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/**
 * The path of induction: which heads of earlier layers an induction head needs in order to find the token after the
 * earlier copy. Its {@code induction_entry} is taken again with each earlier head ablated ({@link EntryRuns}); a head
 * <em>feeds</em> it where the whole interval of the change, over sequences, under mean ablation lies below {@link
 * #NEEDED} times minus its score. An ablated head acts through everything behind it, not by K-composition alone.
 */
public final class InductionPaths {

    /** Found heads that are followed, the strongest. */
    public static final int FOLLOWED = 4;

    /** Share of an induction head's score that it must lose for another head to be one that feeds it. */
    public static final double NEEDED = 0.05;

    /** Feeding heads that are named. */
    private static final int NAMED = 5;

    /** Multiplications and additions up to which all sequences are run; then fewer, but not under 5. */
    private static final double OPERATIONS = 1e13;

    private static final int FEWEST_SEQUENCES = 5;

    private InductionPaths() {}

    /**
     * What will be run.
     *
     * @param heads that are followed, the strongest first
     * @param leftOut how many found heads are not
     * @param sequences of random repeats
     * @param layerTokens tokens through one layer or another, for progress
     * @param operations multiplications and additions of the matrix products
     */
    public record Plan(
            List<HeadScore> heads,
            int leftOut,
            int sequences,
            long layerTokens,
            double operations) {

        public Plan {
            heads = List.copyOf(heads);
        }
    }

    /**
     * Plans by arithmetic alone, so that the same analysis is made on any machine.
     *
     * @param found induction heads, the strongest first
     */
    public static Plan plan(ModelConfig config, RepeatPlan repeats, List<HeadScore> found) {
        List<HeadScore> heads = found.stream().filter(h -> h.layer() > 0).limit(FOLLOWED).toList();
        int last = heads.stream().mapToInt(HeadScore::layer).max().orElse(0);
        int length = repeats.sequences().getFirst().length;
        long one = EntryRuns.layerTokens(config, last, length, 1);
        double operations = one * EntryRuns.operations(config);
        int most = repeats.sequences().size();
        int sequences = Math.min(most, Math.max(FEWEST_SEQUENCES, (int) (OPERATIONS / operations)));
        return new Plan(
                heads,
                found.size() - heads.size(),
                sequences,
                one * sequences,
                operations * sequences);
    }

    /**
     * Follows the planned heads.
     *
     * @param previousToken {@code previous_token}, {@code sink=without} [layer][head]
     * @param isPreviousToken heads that earned the role [layer][head]
     * @param seed of the bootstrap over sequences
     * @param replicates B
     * @param done told, now and then, how many {@link Plan#layerTokens} are done
     * @param stopped asked now and then whether to end early
     * @return a path for each planned head; none where it ended early
     */
    public static List<InductionPath> follow(
            Plan plan,
            Transformer transformer,
            Workers workers,
            RepeatPlan repeats,
            ComposedHeads composed,
            double[][] previousToken,
            boolean[][] isPreviousToken,
            long seed,
            int replicates,
            LongConsumer done,
            BooleanSupplier stopped) {
        if (plan.heads.isEmpty()) {
            return List.of();
        }
        EntryRuns runs =
                new EntryRuns(
                        transformer,
                        workers,
                        repeats,
                        plan.heads.stream()
                                .map(h -> new EntryHook.Head(h.layer(), h.head()))
                                .toList(),
                        plan.sequences);
        if (!runs.run(done, stopped)) {
            return List.of();
        }
        List<String> ids =
                IntStream.range(0, plan.sequences).mapToObj(n -> "repeats-" + n).toList();
        PoissonBootstrap bootstrap = new PoissonBootstrap(seed, replicates, ids);
        int nHeads = transformer.config().nHeads();
        return IntStream.range(0, plan.heads.size())
                .mapToObj(
                        n ->
                                new InductionPaths.Path(
                                                plan.heads.get(n), n, runs, bootstrap, nHeads)
                                        .results(composed, previousToken, isPreviousToken))
                .toList();
    }

    /** One head that is followed. */
    private record Path(
            HeadScore head, int watched, EntryRuns runs, PoissonBootstrap bootstrap, int nHeads) {

        InductionPath results(
                ComposedHeads composed, double[][] previousToken, boolean[][] isPreviousToken) {
            Estimate entry = bootstrap.estimate(runs.clean(watched));
            Changes zero = changes(Ablation.ZERO);
            Changes mean = changes(Ablation.MEAN);
            double[][] key = composed.into(Kind.KEY, head.layer(), head.head());
            List<FeedingHead> feeding = new ArrayList<>();
            for (int l = 0; l < head.layer(); l++) {
                for (int h = 0; h < nHeads; h++) {
                    Interval interval = new Interval(mean.low[l][h], mean.high[l][h]);
                    if (interval.below(-NEEDED * entry.value())) {
                        feeding.add(
                                new FeedingHead(
                                        l,
                                        h,
                                        previousToken[l][h],
                                        isPreviousToken[l][h],
                                        zero.value[l][h],
                                        mean.value[l][h],
                                        mean.low[l][h],
                                        mean.high[l][h],
                                        key[l][h],
                                        rank(key, l, h)));
                    }
                }
            }
            feeding.sort(Comparator.comparingDouble(FeedingHead::meanChange));
            return new InductionPath(
                    head.layer(),
                    head.head(),
                    entry.value(),
                    entry.interval().low(),
                    entry.interval().high(),
                    zero.value,
                    zero.low,
                    zero.high,
                    mean.value,
                    mean.low,
                    mean.high,
                    key,
                    composed.into(Kind.QUERY, head.layer(), head.head()),
                    composed.into(Kind.VALUE, head.layer(), head.head()),
                    feeding.subList(0, Math.min(NAMED, feeding.size())));
        }

        /** Place of a head among all by a figure, from 1; 0 where it has none. */
        private static int rank(double[][] figures, int layer, int head) {
            double own = figures[layer][head];
            int rank = Double.isNaN(own) ? 0 : 1;
            for (double[] of : figures) {
                for (double other : of) {
                    rank += other > own ? 1 : 0;
                }
            }
            return rank;
        }

        private Changes changes(Ablation ablation) {
            int layers = head.layer();
            Changes all =
                    new Changes(
                            new double[layers][nHeads],
                            new double[layers][nHeads],
                            new double[layers][nHeads]);
            for (int l = 0; l < layers; l++) {
                for (int h = 0; h < nHeads; h++) {
                    Estimate change = bootstrap.estimate(runs.change(ablation, l, h, watched));
                    Interval interval = change.interval();
                    all.value[l][h] = change.value();
                    all.low[l][h] = interval.low();
                    all.high[l][h] = interval.high();
                }
            }
            return all;
        }
    }

    /** Mean changes and their intervals, [layer][head]. */
    private record Changes(double[][] value, double[][] low, double[][] high) {}
}
