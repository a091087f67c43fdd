package dev.headlight.analysis.statistics;

/** Figures of units: what each unit contributes to the mean of each figure. */
public interface UnitFigures {

    /** How many figures there are. */
    int figures();

    /**
     * What a unit contributes.
     *
     * @param unit 0-based, in the order of the ids that the bootstrap was made with
     * @param figure 0-based
     * @return the value, or NaN where the unit does not define the figure: it drops out of the mean
     */
    double value(int unit, int figure);

    /** Figures held as {@code values[unit][figure]}. */
    static UnitFigures of(int figures, double[][] values) {
        return new UnitFigures() {
            @Override
            public int figures() {
                return figures;
            }

            @Override
            public double value(int unit, int figure) {
                return values[unit][figure];
            }
        };
    }
}
