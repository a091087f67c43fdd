package dev.headlight.analysis.causal;

import dev.headlight.analysis.results.HeadAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Heads by how much they are expected to matter.
 *
 * @param heads the most important first
 * @param words by what they are ranked
 */
public record HeadRanking(List<HeadAddress> heads, String words) {

    public HeadRanking {
        heads = List.copyOf(heads);
    }

    /**
     * By a figure of every head, the largest first, of equal ones the earlier.
     *
     * @param figure [layer][head], NaN where a head has none: it is left out
     */
    public static HeadRanking by(double[][] figure, String words) {
        List<HeadAddress> heads = new ArrayList<>();
        for (int l = 0; l < figure.length; l++) {
            for (int h = 0; h < figure[l].length; h++) {
                if (!Double.isNaN(figure[l][h])) {
                    heads.add(new HeadAddress(l, h));
                }
            }
        }
        heads.sort(Comparator.comparingDouble((HeadAddress h) -> -figure[h.layer()][h.head()]));
        return new HeadRanking(heads, words);
    }

    List<HeadAddress> first(int n) {
        return heads.subList(0, Math.min(n, heads.size()));
    }
}
