package dev.headlight.analysis.causal;

import dev.headlight.analysis.results.HeadAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Random sets to hold a set of heads against: as many heads of each layer, none of them of the set nor of others that
 * are left out. Where a layer has
 * too few others its missing ones come from the other heads of the model; where those do not suffice either there is
 * no set to draw. Different sets are drawn; where fewer exist than were asked for, all of them are.
 *
 * @param sets each as many heads as the set they stand beside
 * @param sameLayers whether every one of them has as many heads of each layer
 */
public record RandomHeads(List<List<HeadAddress>> sets, boolean sameLayers) {

    /** Draws that may give a set once more before it is taken that there are no others. */
    private static final int PATIENCE = 1000;

    public RandomHeads {
        sets = List.copyOf(sets);
    }

    /**
     * Draws sets.
     *
     * @param out heads that are left out too
     * @param heads of a layer
     * @param count how many sets
     */
    public static RandomHeads draw(
            List<HeadAddress> set,
            List<HeadAddress> out,
            int layers,
            int heads,
            int count,
            long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Set<HeadAddress> taken = new HashSet<>(set);
        taken.addAll(out);
        boolean sameLayers = true;
        int missing = 0;
        for (int l = 0; l < layers; l++) {
            int wanted = inLayer(set, l);
            int others = heads - inLayer(List.copyOf(taken), l);
            if (wanted > others) {
                sameLayers = false;
                missing += wanted - others;
            }
        }
        // Heads of other layers alone would be no control: below an induction head lie those that
        // feed it.
        if (set.size() + taken.size() > layers * heads || missing == set.size()) {
            return new RandomHeads(List.of(), sameLayers);
        }
        Set<List<HeadAddress>> drawn = new HashSet<>();
        List<List<HeadAddress>> sets = new ArrayList<>();
        int vain = 0;
        while (sets.size() < count && vain < PATIENCE) {
            List<HeadAddress> one = new ArrayList<>();
            for (int l = 0; l < layers; l++) {
                int layer = l;
                List<HeadAddress> others =
                        IntStream.range(0, heads)
                                .mapToObj(h -> new HeadAddress(layer, h))
                                .filter(h -> !taken.contains(h))
                                .toList();
                one.addAll(some(others, Math.min(inLayer(set, l), others.size()), random));
            }
            if (missing > 0) {
                List<HeadAddress> rest =
                        IntStream.range(0, layers * heads)
                                .mapToObj(n -> new HeadAddress(n / heads, n % heads))
                                .filter(h -> !taken.contains(h) && !one.contains(h))
                                .toList();
                one.addAll(some(rest, missing, random));
            }
            List<HeadAddress> sorted = one.stream().sorted().toList();
            if (drawn.add(sorted)) {
                sets.add(sorted);
                vain = 0;
            } else {
                vain++;
            }
        }
        return new RandomHeads(sets, sameLayers);
    }

    private static int inLayer(List<HeadAddress> set, int layer) {
        return (int) set.stream().filter(h -> h.layer() == layer).count();
    }

    private static List<HeadAddress> some(
            List<HeadAddress> from, int count, SplittableRandom random) {
        List<HeadAddress> left = new ArrayList<>(from);
        List<HeadAddress> some = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            some.add(left.remove(random.nextInt(left.size())));
        }
        return some;
    }
}
