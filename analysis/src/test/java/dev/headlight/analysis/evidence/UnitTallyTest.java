package dev.headlight.analysis.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.analysis.evidence.DecayFigures.Half;
import dev.headlight.analysis.results.Sink;
import dev.headlight.analysis.score.Decay;
import dev.headlight.analysis.score.DecayBins;
import dev.headlight.analysis.score.DocumentScores;
import dev.headlight.analysis.score.Figure;
import dev.headlight.analysis.score.HeadDivergence;
import dev.headlight.analysis.score.SinkPosition;
import dev.headlight.analysis.statistics.Estimate;
import dev.headlight.analysis.statistics.PoissonWeights;
import dev.headlight.analysis.statistics.UnitHash;
import dev.headlight.engine.Workers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnitTallyTest {

    private static final int LAYERS = 2;
    private static final int HEADS = 3;
    private static final int SETS = 2;
    private static final int REPLICATES = 60;
    private static final int LONGEST = 100;
    private static final int UNITS = 101;
    private static final int UNIT_BYTES = 1000;
    private static final long SEED = 5;

    /** Values over eight orders of magnitude, every figure missing here and there, for a head or for all. */
    private static DocumentScores unit(int n) {
        Random random = new Random(n);
        int length = 2 + random.nextInt(LONGEST - 1);
        if (n == 0) {
            length = LONGEST;
        }
        int bins = DecayBins.count(length);
        float[][][] values = new float[LAYERS][HEADS][Figure.COUNT];
        int[][][] rows = new int[LAYERS][HEADS][Figure.COUNT];
        int[][] skipped = new int[LAYERS][HEADS];
        float[][][] matched = new float[LAYERS][HEADS][2 * SETS];
        double[] nulls = new double[Figure.COUNT];
        for (int f = 0; f < nulls.length; f++) {
            boolean missing = random.nextInt(9) == 0;
            nulls[f] = missing ? Double.NaN : random.nextDouble();
            for (int h = 0; h < LAYERS * HEADS; h++) {
                values[h / HEADS][h % HEADS][f] =
                        missing || random.nextInt(15) == 0 ? Float.NaN : value(random);
                rows[h / HEADS][h % HEADS][f] = random.nextInt(length);
            }
        }
        Decay[] decay = new Decay[2];
        for (int v = 0; v < 2; v++) {
            float[][][] p = new float[LAYERS][HEADS][bins];
            float[][][] u = new float[LAYERS][HEADS][bins];
            int[][][] r = new int[LAYERS][HEADS][bins];
            for (int h = 0; h < LAYERS * HEADS; h++) {
                skipped[h / HEADS][h % HEADS] = random.nextInt(3);
                for (int m = 0; m < 2 * SETS; m++) {
                    matched[h / HEADS][h % HEADS][m] = value(random);
                }
                for (int bin = 0; bin < bins; bin++) {
                    boolean none = v == 1 && random.nextInt(8) == 0;
                    p[h / HEADS][h % HEADS][bin] = none ? Float.NaN : value(random);
                    u[h / HEADS][h % HEADS][bin] = none ? Float.NaN : value(random);
                    r[h / HEADS][h % HEADS][bin] = none ? 0 : 1 + random.nextInt(length);
                }
            }
            decay[v] = new Decay(p, u, r, null);
        }
        List<SinkPosition> sinks = new ArrayList<>();
        for (int s = 0; s < random.nextInt(4); s++) {
            float alpha = 0.3f + random.nextInt(20) / 40f; // many ties
            sinks.add(new SinkPosition(random.nextInt(2), random.nextInt(3), 0, 1 + s, 7, alpha));
        }
        return new DocumentScores(
                "unit " + n,
                1,
                length,
                values,
                rows,
                skipped,
                nulls,
                matched,
                decay[0],
                decay[1],
                3 * random.nextDouble(),
                length - 1,
                n % 4 == 0 ? Double.NaN : random.nextDouble(),
                random.nextDouble(),
                n % 5 == 0 ? Double.NaN : random.nextDouble(),
                n % 5 == 0 ? 0 : 1,
                sinks,
                divergence(random, n));
    }

    private static HeadDivergence divergence(Random random, int n) {
        if (n % 7 == 3) {
            return HeadDivergence.NONE;
        }
        float[][] specialization = new float[2][LAYERS * HEADS];
        float[][] within = new float[2][LAYERS];
        for (int v = 0; v < 2; v++) {
            for (int h = 0; h < LAYERS * HEADS; h++) {
                specialization[v][h] = random.nextInt(9) == 0 ? Float.NaN : random.nextFloat();
            }
            for (int l = 0; l < LAYERS; l++) {
                within[v][l] = random.nextFloat();
            }
        }
        return new HeadDivergence(5, specialization, within);
    }

    private static float value(Random random) {
        return (float) (random.nextDouble() * Math.pow(10, random.nextInt(9) - 5));
    }

    private static List<DocumentScores> units() {
        List<DocumentScores> all = new ArrayList<>();
        for (int n = 0; n < UNITS; n++) {
            all.add(unit(n));
        }
        return all;
    }

    private static UnitTally tally(long most) {
        return new UnitTally(LAYERS, HEADS, SETS, LONGEST, REPLICATES, SEED, UNIT_BYTES, most);
    }

    /** Shuffles, deals to partitions, sends each through bytes as a cluster would, combines in any order. */
    private static UnitTally dealt(int partitions, long most) throws Exception {
        List<DocumentScores> shuffled = new ArrayList<>(units());
        Random random = new Random(partitions);
        Collections.shuffle(shuffled, random);
        List<UnitTally> tallies = new ArrayList<>();
        for (int p = 0; p < partitions; p++) {
            tallies.add(tally(most));
        }
        for (DocumentScores unit : shuffled) {
            tallies.get(random.nextInt(partitions)).add(unit);
        }
        Collections.shuffle(tallies, random);
        UnitTally all = tally(most); // of none, as an empty partition's
        for (UnitTally t : tallies) {
            all = random.nextBoolean() ? all.combine(sent(t)) : sent(t).combine(all);
        }
        return all;
    }

    private static UnitTally sent(UnitTally tally) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(tally);
        }
        try (ObjectInputStream in =
                new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (UnitTally) in.readObject();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void sumsOfAnyPartitionsAreTheUnitsOfOneMachine(int partitions) throws Exception {
        try (Workers workers = new Workers(1)) {
            UnitTally tally = dealt(partitions, 0);
            assertThat(tally.folded()).isTrue();
            same(tally.scores(workers), new KeptScores(units(), SEED, REPLICATES, workers), 1e-12);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void unitsThatFitAreKeptAndGiveTheSameBits(int partitions) throws Exception {
        try (Workers workers = new Workers(1)) {
            UnitTally tally = dealt(partitions, (long) UNITS * UNIT_BYTES);
            assertThat(tally.folded()).isFalse();
            same(tally.scores(workers), new KeptScores(units(), SEED, REPLICATES, workers), 0);
        }
    }

    @Test
    void foldingDependsOnTheNumberOfUnitsAlone() throws Exception {
        for (int partitions : new int[] {1, 2, 7}) {
            assertThat(dealt(partitions, (long) UNITS * UNIT_BYTES - 1).folded()).isTrue();
            assertThat(dealt(partitions, (long) UNITS * UNIT_BYTES).folded()).isFalse();
        }
    }

    @Test
    void aReplicateIsTheWeightedMeanOverTheUnitsThatDefineIt() throws Exception {
        try (Workers workers = new Workers(1)) {
            TextScores scores = dealt(3, 0).scores(workers);
            for (Figure figure : List.of(Figure.ENTROPY_NATS, Figure.SPECIAL_MASS_WITHOUT)) {
                for (int b = 0; b < REPLICATES; b++) {
                    double weighted = 0;
                    double weight = 0;
                    for (DocumentScores u : units()) {
                        double v = u.value(figure, 1, 2);
                        if (!Double.isNaN(v)) {
                            int w = PoissonWeights.weight(SEED, UnitHash.of(u.id()), b);
                            weighted += w * v;
                            weight += w;
                        }
                    }
                    double mean = weighted / weight;
                    assertThat(scores.figure(figure).head(1, 2).replicates()[b])
                            .isEqualTo(mean, within(1e-12 * mean));
                }
            }
        }
    }

    /** Everything that the rest of an analysis can ask. */
    private static void same(TextScores found, TextScores expected, double relative) {
        assertThat(found.layers()).isEqualTo(expected.layers());
        assertThat(found.heads()).isEqualTo(expected.heads());
        assertThat(found.units()).isEqualTo(expected.units());
        assertThat(found.tokens()).isEqualTo(expected.tokens());
        assertThat(found.replicates()).isEqualTo(expected.replicates());
        assertThat(found.matchedSets()).isEqualTo(expected.matchedSets());
        assertThat(found.sinkSequences()).isEqualTo(expected.sinkSequences());
        assertThat(found.skippedRows()).isEqualTo(expected.skippedRows());
        assertThat(found.strongestSinks(20)).isEqualTo(expected.strongestSinks(20)).hasSize(20);
        same(found.loss(), expected.loss(), relative);
        same(found.icl(), expected.icl(), relative);
        same(found.sinkRate(), expected.sinkRate(), relative);
        for (Figure figure : Figure.values()) {
            if (!figure.onRepeats()) {
                same(found.figure(figure), expected.figure(figure), relative);
                assertThat(found.rows(figure)).isEqualTo(expected.rows(figure));
            }
        }
        for (Sink sink : List.of(Sink.WITH, Sink.WITHOUT)) {
            for (int set = 0; set < SETS; set++) {
                same(found.matchedSet(set, sink), expected.matchedSet(set, sink), relative);
            }
            same(found.decay(sink), expected.decay(sink), relative);
            same(found.specialization(sink), expected.specialization(sink), relative);
            for (int l = 0; l < LAYERS; l++) {
                same(found.withinLayers(sink).get(l), expected.withinLayers(sink).get(l), relative);
            }
        }
    }

    private static void same(DecayFigures found, DecayFigures expected, double relative) {
        assertThat(found.bins()).isEqualTo(expected.bins());
        for (Half half : Half.values()) {
            assertThat(found.units(half)).isEqualTo(expected.units(half)).isPositive();
            for (int h = 0; h < LAYERS * HEADS; h++) {
                int layer = h / HEADS;
                int head = h % HEADS;
                assertThat(found.rows(layer, head, half))
                        .isEqualTo(expected.rows(layer, head, half));
                DecayFigures.Sums a = found.sums(layer, head, half);
                DecayFigures.Sums b = expected.sums(layer, head, half);
                same(a.attention(), b.attention(), Math.max(relative, 1e-15));
                same(a.uniform(), b.uniform(), Math.max(relative, 1e-15));
            }
        }
        for (int h = 0; h < LAYERS * HEADS; h++) {
            Estimate[] a = found.curves(h / HEADS, h % HEADS);
            Estimate[] b = expected.curves(h / HEADS, h % HEADS);
            assertThat(a).hasSameSizeAs(b);
            for (int f = 0; f < a.length; f++) {
                same(a[f], b[f], relative);
            }
        }
    }

    private static void same(HeadEstimates found, HeadEstimates expected, double relative) {
        same(found.nullUniform(), expected.nullUniform(), relative);
        for (int h = 0; h < LAYERS * HEADS; h++) {
            same(found.all().get(h), expected.all().get(h), relative);
        }
    }

    private static void same(Estimate found, Estimate expected, double relative) {
        same(new double[] {found.value()}, new double[] {expected.value()}, relative);
        same(found.replicates(), expected.replicates(), relative);
        assertThat(found.units()).isEqualTo(expected.units());
    }

    private static void same(double[] found, double[] expected, double relative) {
        assertThat(found).hasSameSizeAs(expected);
        for (int n = 0; n < found.length; n++) {
            if (Double.isNaN(expected[n])) {
                assertThat(found[n]).isNaN();
            } else {
                assertThat(found[n])
                        .isEqualTo(expected[n], within(relative * Math.abs(expected[n])));
            }
        }
    }
}
