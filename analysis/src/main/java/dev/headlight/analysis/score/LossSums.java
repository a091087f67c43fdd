package dev.headlight.analysis.score;

/** The loss over a document's windows: its mean, and the two positions of {@code icl}. */
final class LossSums {

    private final LossPositions where;
    private double sum;
    private int positions;
    private double early;
    private double late;
    private int pairs;

    LossSums(LossPositions where) {
        this.where = where;
    }

    /** Adds a window's losses. The positions of {@code icl} count for the mean only where they are due anyway. */
    void add(int[] at, float[] loss) {
        double windowEarly = Double.NaN;
        double windowLate = Double.NaN;
        for (int n = 0; n < at.length; n++) {
            if (where.inMean(at[n])) {
                sum += loss[n];
                positions++;
            }
            if (at[n] == where.early()) {
                windowEarly = loss[n];
            } else if (at[n] == where.late()) {
                windowLate = loss[n];
            }
        }
        if (!Double.isNaN(windowEarly) && !Double.isNaN(windowLate)) {
            early += windowEarly;
            late += windowLate;
            pairs++;
        }
    }

    int positions() {
        return positions;
    }

    double mean() {
        return positions == 0 ? Double.NaN : sum / positions;
    }

    double early() {
        return pairs == 0 ? Double.NaN : early / pairs;
    }

    double late() {
        return pairs == 0 ? Double.NaN : late / pairs;
    }
}
