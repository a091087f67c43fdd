package dev.headlight.analysis.evidence;

import dev.headlight.analysis.score.DocumentScores;
import dev.headlight.analysis.score.Figure;
import dev.headlight.analysis.statistics.Estimate;
import dev.headlight.analysis.statistics.PoissonBootstrap;
import dev.headlight.analysis.statistics.UnitFigures;
import dev.headlight.engine.Workers;
import java.util.List;

/** Estimates and counts of all heads from units that are kept one by one. */
final class UnitEstimates {

    private UnitEstimates() {}

    /** What a unit gives for a head. */
    interface OfHead {
        double value(DocumentScores unit, int layer, int head);
    }

    /** What a unit gives for uniform attention. */
    interface OfUnit {
        double value(DocumentScores unit);
    }

    /** The estimates of a figure. */
    static HeadEstimates of(
            List<DocumentScores> units,
            PoissonBootstrap bootstrap,
            Workers workers,
            OfHead value,
            OfUnit uniform) {
        int layers = units.getFirst().layers();
        int heads = units.getFirst().heads();
        int count = layers * heads;
        Estimate[][] found = new Estimate[layers][heads];
        Estimate[] nullUniform = new Estimate[1];
        bootstrap.forEach(
                new UnitFigures() {
                    @Override
                    public int figures() {
                        return count + 1;
                    }

                    @Override
                    public double value(int unit, int figure) {
                        return figure == count
                                ? uniform.value(units.get(unit))
                                : value.value(units.get(unit), figure / heads, figure % heads);
                    }
                },
                workers,
                (e, f) -> {
                    if (f == count) {
                        nullUniform[0] = e;
                    } else {
                        found[f / heads][f % heads] = e;
                    }
                });
        return new HeadEstimates(found, nullUniform[0]);
    }

    /** Rows behind a figure, of all units [layer][head]. */
    static long[][] rows(List<DocumentScores> units, Figure figure) {
        return total(units, (unit, l, h) -> unit.rows(figure, l, h));
    }

    /** Rows left out without the sink, of all units [layer][head]. */
    static long[][] skippedRows(List<DocumentScores> units) {
        return total(units, (unit, l, h) -> unit.skippedRows()[l][h]);
    }

    private interface Count {
        int of(DocumentScores unit, int layer, int head);
    }

    private static long[][] total(List<DocumentScores> units, Count count) {
        int layers = units.getFirst().layers();
        int heads = units.getFirst().heads();
        long[][] total = new long[layers][heads];
        for (DocumentScores unit : units) {
            for (int l = 0; l < layers; l++) {
                for (int h = 0; h < heads; h++) {
                    total[l][h] += count.of(unit, l, h);
                }
            }
        }
        return total;
    }
}
