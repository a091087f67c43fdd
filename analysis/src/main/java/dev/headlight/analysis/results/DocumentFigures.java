package dev.headlight.analysis.results;

import java.util.List;

/**
 * What each unit gave for each head: what a paired comparison of two analyses needs. It stands beside {@code
 * results.json}, in {@code per_document.npz}, and is not a part of the tree.
 *
 * @param layers of the model
 * @param heads of a layer
 * @param seed of the bootstrap
 * @param text the units of the text, in the order of their ids
 * @param repeats the random repeats, in the order of their ids
 * @param ofModel {@code loss}, {@code icl}, {@code sink_rate} of each unit of the text [unit][3]; NaN where there is none
 * @param leftOut units of the text that are not here, because the file would grow beyond its bound
 */
public record DocumentFigures(
        int layers,
        int heads,
        long seed,
        Table text,
        Table repeats,
        double[][] ofModel,
        int leftOut) {

    /** The figures of the model as a whole, in the order of {@link #ofModel}. */
    public static final List<String> OF_MODEL = List.of("loss", "icl", "sink_rate");

    /** One score and sink variant. */
    public record Column(String score, Sink sink) {}

    /**
     * A unit.
     *
     * @param id its bootstrap weights are a function of it
     * @param fingerprint of what it says, equal where two models saw the same
     * @param tokens in it, begin tokens counted
     */
    public record Unit(String id, String fingerprint, int tokens) {}

    /**
     * Scores by unit.
     *
     * @param values mean over the unit's rows [unit][column][heads layer + head]; NaN where it does not exist
     */
    public record Table(List<Unit> units, List<Column> columns, float[][][] values) {

        public Table {
            units = List.copyOf(units);
            columns = List.copyOf(columns);
        }
    }
}
