package dev.headlight.analysis;

import dev.headlight.analysis.results.DocumentFigures;
import dev.headlight.analysis.results.DocumentFigures.Column;
import dev.headlight.analysis.results.DocumentFigures.Table;
import dev.headlight.analysis.score.DocumentScores;
import dev.headlight.analysis.score.Figure;
import dev.headlight.analysis.score.RepeatScores;
import dev.headlight.analysis.statistics.UnitHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The figures of each unit, for a paired comparison later. Bounded: where all units would take more than {@link
 * #MOST_BYTES}, those with the smallest hash of their id are kept, so that two analyses of one text keep the same.
 */
final class PerDocument {

    /** Bytes of all values of the text's units together, at most. */
    static final long MOST_BYTES = 64L << 20;

    private PerDocument() {}

    static DocumentFigures of(
            List<DocumentScores> documents,
            Map<String, String> fingerprints,
            RepeatScores repeats,
            long seed) {
        DocumentScores first = documents.getFirst();
        List<Figure> ofText = figures(documents, false);
        long unit = (long) ofText.size() * first.layers() * first.heads() * Float.BYTES;
        int most = Math.clamp(MOST_BYTES / Math.max(1, unit), 2, Integer.MAX_VALUE);
        List<DocumentScores> kept = kept(documents, most);
        List<String> ofUnits =
                kept.stream().map(d -> fingerprints.getOrDefault(d.id(), "")).toList();
        List<String> ofSequences =
                repeats.plan().sequences().stream().map(TextFingerprint::of).toList();
        return new DocumentFigures(
                first.layers(),
                first.heads(),
                seed,
                table(kept, ofUnits, ofText),
                table(repeats.sequences(), ofSequences, figures(repeats.sequences(), true)),
                kept.stream()
                        .map(d -> new double[] {d.loss(), d.icl(), d.sinkRate()})
                        .toArray(double[][]::new),
                documents.size() - kept.size());
    }

    private static List<DocumentScores> kept(List<DocumentScores> documents, int most) {
        return documents.stream()
                .sorted(
                        Comparator.comparingLong((DocumentScores d) -> UnitHash.of(d.id()))
                                .thenComparing(DocumentScores::id))
                .limit(most)
                .sorted(Comparator.comparing(DocumentScores::id))
                .toList();
    }

    /** The figures that any head of any unit has. */
    private static List<Figure> figures(List<DocumentScores> units, boolean onRepeats) {
        List<Figure> found = new ArrayList<>();
        for (Figure figure : Figure.values()) {
            if (figure.onRepeats() == onRepeats
                    && units.stream().anyMatch(u -> anyHead(u, figure))) {
                found.add(figure);
            }
        }
        return found;
    }

    private static boolean anyHead(DocumentScores unit, Figure figure) {
        return Arrays.stream(unit.values())
                .flatMap(Arrays::stream)
                .anyMatch(of -> !Float.isNaN(of[figure.index()]));
    }

    private static Table table(
            List<DocumentScores> units, List<String> fingerprints, List<Figure> figures) {
        List<DocumentFigures.Unit> who = new ArrayList<>();
        float[][][] values = new float[units.size()][figures.size()][];
        for (int n = 0; n < values.length; n++) {
            DocumentScores unit = units.get(n);
            who.add(new DocumentFigures.Unit(unit.id(), fingerprints.get(n), unit.tokens()));
            int heads = unit.heads();
            for (int f = 0; f < figures.size(); f++) {
                float[] row = new float[unit.layers() * heads];
                for (int i = 0; i < row.length; i++) {
                    row[i] = unit.values()[i / heads][i % heads][figures.get(f).index()];
                }
                values[n][f] = row;
            }
        }
        return new Table(
                who, figures.stream().map(f -> new Column(f.id(), f.sink())).toList(), values);
    }
}
