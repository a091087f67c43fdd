package dev.headlight.analysis.tally;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every tally must do: an empty one holds nothing, rows in one tally and rows in several that are combined in
 * any order give the same sums to rounding, and combining with an empty one changes nothing.
 */
class TallyContractTest {

    private static final int T = 61;
    private static final int K = 15;
    private static final int[] SAMPLE = {0, 2, 9, 13, 40, 60};

    /** A kind of tally: how an empty one is made, and all that can be read from one. */
    record Kind<T extends Tally<T>>(
            java.util.function.Supplier<T> empty, Function<T, double[]> read) {

        double[] of(double[][] scores, int... starts) {
            return read.apply(tally(scores, 0, T, starts));
        }

        /** Rows from {@code from} to {@code to} in tiles that begin at {@code starts}. */
        T tally(double[][] scores, int from, int to, int... starts) {
            T tally = empty.get();
            RowScales scales = new RowScales();
            int[] cuts =
                    java.util.stream.IntStream.concat(
                                    Arrays.stream(starts).filter(s -> s > from && s < to),
                                    java.util.stream.IntStream.of(from, to))
                            .sorted()
                            .toArray();
            for (int n = 0; n + 1 < cuts.length; n++) {
                NaiveTile tile = NaiveTile.ofScores(scores, cuts[n], cuts[n + 1] - cuts[n]);
                scales.read(tile);
                tally.accept(tile, scales);
            }
            return tally;
        }
    }

    static Stream<Named<Kind<?>>> kinds() {
        int[] ids = new SplittableRandom(5).ints(T, 0, 9).toArray();
        TokenMatches matches = new TokenMatches(ids);
        List<IntPredicate> sets =
                List.of(id -> id == 1, id -> id == 2, id -> id > 6, id -> id == 99);
        TokenSets tokenSets = new TokenSets(ids, sets, 2);
        return Stream.of(
                Named.of(
                        "EntropyTally",
                        new Kind<>(
                                EntropyTally::new,
                                t ->
                                        new double[] {
                                            t.nats(),
                                            t.normalized(),
                                            t.natsWithout(),
                                            t.normalizedWithout()
                                        })),
                Named.of(
                        "DistanceTally",
                        new Kind<>(
                                () -> new DistanceTally(T),
                                t ->
                                        join(
                                                t.rest(),
                                                t.without(),
                                                t.keyZero(),
                                                new double[] {t.leftOut()}))),
                Named.of("KeyTally", new Kind<>(() -> new KeyTally(T), KeyTally::alpha)),
                Named.of(
                        "MatchTally",
                        new Kind<>(
                                () -> new MatchTally(matches),
                                t ->
                                        new double[] {
                                            t.duplicate(),
                                            t.duplicateWithout(),
                                            t.following(),
                                            t.followingWithout()
                                        })),
                Named.of(
                        "TokenSetTally",
                        new Kind<>(
                                () -> new TokenSetTally(tokenSets),
                                t ->
                                        DoubleStream.iterate(
                                                        0, s -> s < tokenSets.size(), s -> s + 1)
                                                .flatMap(
                                                        s ->
                                                                DoubleStream.of(
                                                                        t.mass((int) s),
                                                                        t.massWithout((int) s)))
                                                .toArray())),
                Named.of(
                        "RowSampleTally",
                        new Kind<>(() -> new RowSampleTally(SAMPLE), TallyContractTest::sampled)),
                Named.of(
                        "RepeatTally",
                        new Kind<>(
                                () -> new RepeatTally(K, 1),
                                t ->
                                        new double[] {
                                            t.entry(),
                                            t.entryWithout(),
                                            t.mass(),
                                            t.massWithout(),
                                            t.kept()
                                        })));
    }

    /** Every kept row, filled up to T keys, and its factor behind it. */
    private static double[] sampled(RowSampleTally tally) {
        double[] all = new double[SAMPLE.length * (T + 1)];
        for (int s = 0; s < SAMPLE.length; s++) {
            for (int j = 0; j < tally.row(s).length; j++) {
                all[s * (T + 1) + j] = tally.row(s)[j];
            }
            all[s * (T + 1) + T] = tally.restFactor(s);
        }
        return all;
    }

    private static double[] join(double[]... parts) {
        return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
    }

    /** Random scores with a sink that now and then leaves nothing of a row. */
    private static double[][] scores(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] s = new double[T][T];
        for (int i = 0; i < T; i++) {
            for (int j = 0; j <= i; j++) {
                s[i][j] = 4 * random.nextDouble() + (j == 0 && i % 7 == 2 ? 30 : 0);
            }
        }
        return s;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <T extends Tally<T>> void emptyHoldsNothing(Kind<T> kind) {
        for (double value : kind.read().apply(kind.empty().get())) {
            assertThat(Double.isNaN(value) ? 0 : value).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <T extends Tally<T>> void tilesOfAnySizeGiveTheSame(Kind<T> kind) {
        double[][] scores = scores(1);
        double[] whole = kind.of(scores);
        double[] rowByRow = kind.of(scores, java.util.stream.IntStream.range(0, 61).toArray());
        check(rowByRow, whole);
        check(kind.of(scores, 12, 24, 36, 48, 60), whole);
        assertThat(Arrays.stream(whole).filter(v -> !Double.isNaN(v)).sum()).isPositive();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <T extends Tally<T>> void combinesInAnyOrder(Kind<T> kind) {
        double[][] scores = scores(2);
        double[] whole = kind.of(scores);
        int[] cuts = {0, 1, 13, 30, TallyContractTest.T};
        for (int[] order : new int[][] {{0, 1, 2, 3}, {3, 2, 1, 0}, {2, 0, 3, 1}}) {
            T all = kind.empty().get();
            for (int n : order) {
                all.combine(kind.tally(scores, cuts[n], cuts[n + 1], 12, 24));
                all.combine(kind.empty().get());
            }
            check(kind.read().apply(all), whole);
        }
        T left = kind.tally(scores, 0, 13);
        T right = kind.tally(scores, 13, 30);
        right.combine(kind.tally(scores, 30, TallyContractTest.T)); // grouped otherwise
        left.combine(right);
        check(kind.read().apply(left), whole);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <T extends Tally<T>> void acceptsAfterItCombined(Kind<T> kind) {
        double[][] scores = scores(3);
        T tally = kind.tally(scores, 0, 13);
        tally.combine(kind.tally(scores, 13, 30));
        RowScales scales = new RowScales();
        NaiveTile tile = NaiveTile.ofScores(scores, 30, TallyContractTest.T - 30);
        scales.read(tile);
        tally.accept(tile, scales);
        check(kind.read().apply(tally), kind.of(scores));
    }

    private static void check(double[] value, double[] expected) {
        assertThat(value).hasSameSizeAs(expected);
        for (int n = 0; n < expected.length; n++) {
            if (Double.isNaN(expected[n])) {
                assertThat(value[n]).isNaN();
            } else {
                assertThat(value[n])
                        .as("sum %d", n)
                        .isCloseTo(expected[n], within(1e-5 + 1e-6 * Math.abs(expected[n])));
            }
        }
    }
}
