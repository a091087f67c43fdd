package dev.headlight.analysis.results;

/**
 * One head's figure of a score.
 *
 * @param layer 0-based; -1 where no head has the figure
 * @param head 0-based; -1 where no head has the figure
 * @param value NaN where no head has the figure
 */
public record HeadScore(int layer, int head, double value) {

    /** The head with the highest figure, the first of equal ones. */
    public static HeadScore strongest(double[][] byHead) {
        return strongestBelow(byHead, byHead.length);
    }

    /**
     * The head with the highest figure among the first layers.
     *
     * @param byHead [layer][head], NaN where a figure does not exist
     * @param layers how many layers are looked at
     */
    public static HeadScore strongestBelow(double[][] byHead, int layers) {
        HeadScore best = new HeadScore(-1, -1, Double.NaN);
        for (int l = 0; l < layers; l++) {
            for (int h = 0; h < byHead[l].length; h++) {
                double value = byHead[l][h];
                if (!Double.isNaN(value) && !(value <= best.value)) {
                    best = new HeadScore(l, h, value);
                }
            }
        }
        return best;
    }

    /** {@code L1H2}. */
    public String name() {
        return "L" + layer + "H" + head;
    }
}
