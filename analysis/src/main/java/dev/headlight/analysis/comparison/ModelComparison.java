package dev.headlight.analysis.comparison;

import dev.headlight.analysis.ScoreFamilies;
import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.analysis.results.Comparison;
import dev.headlight.analysis.results.Comparison.Contrast;
import dev.headlight.analysis.results.Comparison.HeadPair;
import dev.headlight.analysis.results.Comparison.ModelDifference;
import dev.headlight.analysis.results.Comparison.Pairing;
import dev.headlight.analysis.results.Comparison.ScoreDifference;
import dev.headlight.analysis.results.DocumentFigures;
import dev.headlight.analysis.statistics.BenjaminiHochberg;
import dev.headlight.engine.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Compares analyses: the first against each other one. */
public final class ModelComparison {

    private final Analysed first;
    private final Analysed second;
    private final int replicates;
    private final Workers workers;

    private ModelComparison(Analysed first, Analysed second, int replicates, Workers workers) {
        this.first = first;
        this.second = second;
        this.replicates = replicates;
        this.workers = workers;
    }

    /**
     * Compares two or more analyses.
     *
     * @param replicates of the bootstrap, and draws of the tests
     */
    public static Comparison of(List<Analysed> sides, int replicates, Workers workers) {
        List<Contrast> contrasts = new ArrayList<>();
        for (int n = 1; n < sides.size(); n++) {
            contrasts.add(
                    new ModelComparison(sides.getFirst(), sides.get(n), replicates, workers)
                            .contrast(n));
        }
        return new Comparison(Comparison.SCHEMA, Sides.of(sides), contrasts);
    }

    private Contrast contrast(int place) {
        AnalysisResults a = first.results();
        AnalysisResults b = second.results();
        DocumentFigures fa = first.figures();
        DocumentFigures fb = second.figures();
        PairedUnits text = PairedUnits.of(fa.text(), fb.text());
        PairedUnits repeats = PairedUnits.of(fa.repeats(), fb.repeats());
        long seed = fa.seed();
        List<HeadPair> pairs = HeadMatching.of(a, b);
        Differences overText =
                new Differences(fa.text(), fb.text(), text, seed, replicates, workers);
        Differences overRepeats =
                new Differences(fa.repeats(), fb.repeats(), repeats, seed, replicates, workers);
        Differences.OfTable ofText = overText.ofHeads(fa, fa.text(), fb, fb.text(), pairs);
        Differences.OfTable ofRepeats =
                overRepeats.ofHeads(fa, fa.repeats(), fb, fb.repeats(), pairs);
        List<ScoreDifference> scores = new ArrayList<>(ofText.scores());
        scores.addAll(ofRepeats.scores());
        scores = withQ(scores);
        Pairing pairing = pairing(text, ofText.smallestP());
        Pairing ofSequences = pairing(repeats, ofRepeats.smallestP());
        return new Contrast(
                place,
                pairing,
                ofSequences,
                HeadMatching.words(a, b),
                replicates,
                pairs,
                scores,
                ofModel(overText.ofModel(fa.ofModel(), fb.ofModel())),
                RoleChanges.of(a, b, pairs, scores),
                count(scores, Double.MAX_VALUE),
                count(scores, Comparison.FOUND),
                Notes.of(first, second, text, repeats, pairing, ofSequences));
    }

    private static Pairing pairing(PairedUnits units, double smallestP) {
        int fewer = Math.min(units.first().length, units.other().length);
        return new Pairing(units.paired(), fewer, units.leftOut(), smallestP);
    }

    private static int count(List<ScoreDifference> scores, double below) {
        return (int)
                scores.stream()
                        .flatMapToDouble(s -> Arrays.stream(s.q()))
                        .filter(q -> q < below)
                        .count();
    }

    private static List<ModelDifference> ofModel(Differences.Found found) {
        List<ModelDifference> differences = new ArrayList<>();
        for (int f = 0; f < DocumentFigures.OF_MODEL.size(); f++) {
            if (!Double.isNaN(found.difference()[f])) {
                differences.add(
                        new ModelDifference(
                                DocumentFigures.OF_MODEL.get(f),
                                found.first()[f],
                                found.other()[f],
                                found.difference()[f],
                                found.low()[f],
                                found.high()[f],
                                found.p()[f]));
            }
        }
        return differences;
    }

    /** With the q-values over all pairs and scores of a hypothesis. */
    private static List<ScoreDifference> withQ(List<ScoreDifference> scores) {
        Map<Integer, List<Integer>> families = new TreeMap<>();
        for (int n = 0; n < scores.size(); n++) {
            int family = ScoreFamilies.hypothesis(scores.get(n).score());
            families.computeIfAbsent(family, f -> new ArrayList<>()).add(n);
        }
        List<ScoreDifference> all = new ArrayList<>(scores);
        for (List<Integer> family : families.values()) {
            double[] q =
                    BenjaminiHochberg.q(
                            family.stream()
                                    .flatMapToDouble(n -> Arrays.stream(scores.get(n).p()))
                                    .toArray());
            int at = 0;
            for (int n : family) {
                ScoreDifference s = scores.get(n);
                int heads = s.p().length;
                all.set(
                        n,
                        new ScoreDifference(
                                s.score(),
                                s.sink(),
                                s.first(),
                                s.other(),
                                s.difference(),
                                s.low(),
                                s.high(),
                                s.p(),
                                Arrays.copyOfRange(q, at, at + heads)));
                at += heads;
            }
        }
        return all;
    }
}
