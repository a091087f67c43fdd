package dev.headlight.analysis.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.analysis.results.DecayCurve;
import dev.headlight.analysis.results.Sink;
import dev.headlight.analysis.score.Decay;
import dev.headlight.analysis.score.DecayBins;
import dev.headlight.analysis.score.DocumentScores;
import dev.headlight.analysis.score.Figure;
import dev.headlight.analysis.score.HeadDivergence;
import dev.headlight.analysis.statistics.Estimate;
import dev.headlight.analysis.statistics.PoissonWeights;
import dev.headlight.analysis.statistics.UnitHash;
import dev.headlight.engine.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class DocumentEvidenceTest {

    private static final int LAYERS = 2;
    private static final int HEADS = 3;
    private static final int REPLICATES = 50;
    private static final long SEED = 9;

    /** A figure that every fourth document lacks. */
    private static final Figure SOMETIMES = Figure.ENTROPY_NORMALIZED_WITHOUT;

    /** {@code P / u} as a function of distance. */
    private static DocumentScores document(
            int n, int length, Random random, DoubleUnaryOperator ratio) {
        float[][][] values = new float[LAYERS][HEADS][Figure.COUNT];
        double[] nulls = new double[Figure.COUNT];
        Arrays.fill(nulls, 0.25);
        int bins = DecayBins.count(length);
        float[][][] p = new float[LAYERS][HEADS][bins];
        float[][][] u = new float[LAYERS][HEADS][bins];
        int[][][] rows = new int[LAYERS][HEADS][bins];
        for (int l = 0; l < LAYERS; l++) {
            for (int h = 0; h < HEADS; h++) {
                for (int f = 0; f < Figure.COUNT; f++) {
                    values[l][h][f] =
                            f == SOMETIMES.index() && n % 4 == 0 ? Float.NaN : random.nextFloat();
                }
                for (int bin = 0; bin < bins; bin++) {
                    int to = Math.min(DecayBins.to(bin), length - 1);
                    double d = Math.sqrt((double) DecayBins.from(bin) * to);
                    u[l][h][bin] = 0.01f * (1 + n % 3);
                    p[l][h][bin] =
                            (float)
                                    (u[l][h][bin]
                                            * ratio.applyAsDouble(d)
                                            * (1 + 0.05 * random.nextGaussian()));
                    rows[l][h][bin] = length - DecayBins.from(bin);
                }
            }
        }
        Decay decay = new Decay(p, u, rows, null);
        return new DocumentScores(
                "doc " + n,
                1,
                length,
                values,
                new int[LAYERS][HEADS][Figure.COUNT],
                new int[LAYERS][HEADS],
                nulls,
                new float[LAYERS][HEADS][0],
                decay,
                decay,
                1,
                length - 1,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                0,
                List.of(),
                HeadDivergence.NONE);
    }

    private static List<DocumentScores> documents(
            int count, int length, DoubleUnaryOperator ratio) {
        Random random = new Random(2);
        List<DocumentScores> all = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            all.add(document(n, length, random, ratio));
        }
        return all;
    }

    private static DocumentEvidence evidence(
            List<DocumentScores> documents, int longest, Workers workers) {
        return new DocumentEvidence(
                "document", documents, documents, longest, SEED, REPLICATES, workers);
    }

    @Test
    void figuresAreMeansOverDocuments() {
        List<DocumentScores> documents = documents(11, 40, d -> 1);
        try (Workers workers = new Workers(2)) {
            DocumentEvidence evidence = evidence(documents, 40, workers);
            for (Figure figure : Figure.values()) {
                HeadEstimates heads = evidence.figure(figure);
                assertThat(heads.nullUniform().value()).isEqualTo(0.25, within(1e-12));
                Estimate e = heads.head(1, 2);
                double weighted = 0;
                double weight = 0;
                int defined = 0;
                for (DocumentScores d : documents) {
                    double v = d.value(figure, 1, 2);
                    if (!Double.isNaN(v)) {
                        int w = PoissonWeights.weight(SEED, UnitHash.of(d.id()), 7);
                        weighted += w * v;
                        weight += w;
                        defined++;
                    }
                }
                assertThat(e.replicates()[7]).isEqualTo(weighted / weight, within(1e-12));
                assertThat(e.units()).isEqualTo(defined);
            }
            assertThat(evidence.figure(SOMETIMES).head(0, 0).units()).isEqualTo(8);
        }
    }

    @Test
    void slopeOfAPowerLawIsItsExponent() {
        try (Workers workers = new Workers(1)) {
            DocumentEvidence evidence =
                    evidence(documents(40, 200, d -> 3 * Math.pow(d, -0.8)), 200, workers);
            for (Estimate slope : evidence.decaySlope(Sink.WITHOUT).all()) {
                assertThat(slope.value()).isEqualTo(-0.8, within(0.02));
                assertThat(slope.interval().low()).isLessThan(slope.value());
                assertThat(slope.interval().high()).isGreaterThan(slope.value());
                assertThat(slope.units()).isEqualTo(40);
            }
            DecayCurve curve = evidence.decayCurve(Sink.WITHOUT, null);
            assertThat(curve.betterFit()).isEqualTo("power law");
            assertThat(evidence.powerLawShare(Sink.WITHOUT)).isEqualTo(1);
            assertThat(curve.powerLaw()[0]).isEqualTo(Math.log(3), within(0.05));
            assertThat(curve.powerLaw()[1]).isEqualTo(0.8, within(0.02));
            assertThat(curve.ratioMean()[1]).isEqualTo(3, within(0.1));
            assertThat(curve.ratioLow()[1]).isLessThan(curve.ratioMean()[1]);
            assertThat(curve.rows()[1]).isEqualTo(40L * 199);
            assertThat(curve.controlMean()).isEmpty();
        }
    }

    @Test
    void exponentialDecayIsToldFromAPowerLaw() {
        try (Workers workers = new Workers(1)) {
            DocumentEvidence evidence =
                    evidence(documents(40, 200, d -> 2 * Math.exp(-0.05 * d)), 200, workers);
            DecayCurve curve = evidence.decayCurve(Sink.WITH, evidence);
            assertThat(curve.betterFit()).isEqualTo("exponential");
            assertThat(evidence.powerLawShare(Sink.WITH)).isZero();
            assertThat(curve.exponential()[1]).isEqualTo(0.05, within(0.005));
            assertThat(curve.controlMean()).containsExactly(curve.ratioMean());
        }
    }

    @Test
    void attentionOfZeroHasASlope() {
        try (Workers workers = new Workers(1)) {
            DocumentEvidence evidence = evidence(documents(5, 60, d -> d < 2 ? 5 : 0), 60, workers);
            assertThat(evidence.decaySlope(Sink.WITH).head(0, 0).value()).isNegative().isFinite();
        }
    }

    @Test
    void shortDocumentsReachFewerBins() {
        List<DocumentScores> mixed = new ArrayList<>(documents(10, 20, d -> 1 / d));
        Random random = new Random(3);
        for (int n = 10; n < 14; n++) {
            mixed.add(document(n, 100, random, d -> 1 / d));
        }
        try (Workers workers = new Workers(1)) {
            DocumentEvidence evidence = evidence(mixed, 100, workers);
            DecayCurve curve = evidence.decayCurve(Sink.WITH, null);
            assertThat(curve.from()).hasSize(DecayBins.count(100));
            assertThat(curve.rows()[1]).isEqualTo(10 * 19 + 4 * 99);
            assertThat(curve.rows()[curve.rows().length - 1])
                    .isEqualTo(4L * (100 - DecayBins.from(curve.rows().length - 1)));
            assertThat(evidence.decaySlope(Sink.WITH).head(0, 0).value())
                    .isEqualTo(-1, within(0.05));
        }
    }

    @Test
    void orderAndThreadsChangeNoBit() {
        List<DocumentScores> documents = documents(30, 50, d -> 1 / d);
        List<DocumentScores> shuffled = new ArrayList<>(documents);
        Collections.shuffle(shuffled, new Random(1));
        try (Workers one = new Workers(1);
                Workers three = new Workers(3)) {
            DocumentEvidence a = evidence(documents, 50, one);
            DocumentEvidence b = evidence(shuffled, 50, three);
            for (Figure f : Figure.values()) {
                same(a.figure(f), b.figure(f));
            }
            for (Sink sink : List.of(Sink.WITH, Sink.WITHOUT)) {
                same(a.decaySlope(sink), b.decaySlope(sink));
                assertThat(a.decayCurve(sink, null))
                        .usingRecursiveComparison()
                        .withEqualsForType(Double::equals, Double.class)
                        .withEqualsForType(Float::equals, Float.class)
                        .isEqualTo(b.decayCurve(sink, null));
            }
        }
    }

    private static void same(HeadEstimates a, HeadEstimates b) {
        assertThat(a.all())
                .usingRecursiveComparison()
                .withEqualsForType(Double::equals, Double.class)
                .isEqualTo(b.all());
    }

    @Test
    void oneDocumentHasNoIntervalAndNoHeldOutFit() {
        try (Workers workers = new Workers(1)) {
            DocumentEvidence evidence = evidence(documents(1, 30, d -> 1 / d), 30, workers);
            Estimate slope = evidence.decaySlope(Sink.WITH).head(0, 0);
            assertThat(slope.value()).isEqualTo(-1, within(0.1));
            assertThat(slope.interval().exists()).isFalse();
            assertThat(evidence.decayCurve(Sink.WITH, null).betterFit()).isEqualTo("not tested");
            assertThat(evidence.powerLawShare(Sink.WITH)).isNaN();
        }
    }

    @Test
    void windowsOfTwoTokensHaveNoSlope() {
        try (Workers workers = new Workers(1)) {
            DocumentEvidence evidence = evidence(documents(3, 2, d -> 1), 2, workers);
            assertThat(evidence.decaySlope(Sink.WITH).exists()).isFalse();
            assertThat(evidence.decayCurve(Sink.WITH, null).from()).containsExactly(0, 1);
        }
    }
}
