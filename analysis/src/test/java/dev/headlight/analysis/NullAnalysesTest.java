package dev.headlight.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headlight.analysis.evidence.DocumentEvidence;
import dev.headlight.analysis.hypothesis.Verdicts;
import dev.headlight.analysis.planted.Pattern;
import dev.headlight.analysis.planted.PlantedAttention;
import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.analysis.results.HeadRole;
import dev.headlight.analysis.results.Outcome;
import dev.headlight.analysis.results.ScoreMatrix;
import dev.headlight.analysis.results.Verdict;
import dev.headlight.analysis.role.HeadRoles;
import dev.headlight.analysis.simulation.Simulations;
import dev.headlight.engine.Workers;
import dev.headlight.model.OpenModel;
import dev.headlight.text.Document;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whole analyses where there is nothing to find: how often they find something. */
class NullAnalysesTest {

    private static final int LAYERS = 6;
    private static final int HEADS = 2;
    private static final int DOCUMENTS = 40;

    /** What all analyses together found. */
    private static final class Counts {

        private final Map<String, Integer> analyses = new TreeMap<>(); // in which it was found
        private final Map<String, double[]> shares = new TreeMap<>(); // tests, p <= 0.05, q <= 0.05
        private int done;

        synchronized void add(
                List<Verdict> verdicts, List<HeadRole> roles, List<ScoreMatrix> scores) {
            done++;
            for (Verdict v : verdicts) {
                boolean found =
                        v.outcome() == Outcome.SUPPORTED
                                || v.outcome() == Outcome.FOUND_CAUSE_NOT_TESTED;
                count("verdict " + v.number() + " " + v.title(), found && !v.controlPasses());
                count("verdict q <= 0.05: " + v.number(), v.q() <= 0.05);
            }
            for (String role :
                    List.of(
                            "previous token",
                            "duplicate token",
                            "induction",
                            "punctuation",
                            "local",
                            "sink")) {
                count("role " + role, roles.stream().anyMatch(r -> r.role().equals(role)));
            }
            for (ScoreMatrix m : scores) {
                double[] s = shares.computeIfAbsent(m.score(), id -> new double[4]);
                boolean any = false;
                for (int l = 0; l < m.p().length; l++) {
                    for (int h = 0; h < m.p()[l].length; h++) {
                        if (!Double.isNaN(m.p()[l][h])) {
                            s[0]++;
                            s[1] += m.p()[l][h] <= 0.05 ? 1 : 0;
                            s[2] += m.q()[l][h] <= 0.05 ? 1 : 0;
                            any |= m.q()[l][h] <= 0.05;
                        }
                    }
                }
                s[3] += any ? 1 : 0;
            }
        }

        synchronized void count(String what, boolean found) {
            analyses.merge(what, found ? 1 : 0, Integer::sum);
        }

        int of(String what) {
            return analyses.getOrDefault(what, 0);
        }

        void write(String name, String basis) {
            Simulations.Table found =
                    new Simulations.Table("what", "analyses that found it", "share");
            analyses.forEach(
                    (what, n) ->
                            found.row(
                                    what,
                                    n + " of " + done,
                                    Simulations.percent((double) n / done)));
            found.write(name, basis);
            Simulations.Table tests =
                    new Simulations.Table(
                            "score",
                            "tests",
                            "p <= 0.05",
                            "q <= 0.05",
                            "analyses with any q <= 0.05");
            shares.forEach(
                    (id, s) ->
                            tests.row(
                                    id,
                                    String.format(Locale.ROOT, "%,.0f", s[0]),
                                    Simulations.percent(s[1] / s[0]),
                                    Simulations.percent(s[2] / s[0]),
                                    String.format(Locale.ROOT, "%.0f", s[3])));
            tests.write(name + "-scores", basis);
        }
    }

    /** At most the level, with what {@code n} analyses leave open: four standard errors. */
    private static void atMost(double level, int found, int n, String what) {
        assertThat((double) found / n)
                .as(what)
                .isLessThanOrEqualTo(level + 4 * Math.sqrt(level * (1 - level) / n));
    }

    @Test
    void attentionWithoutPreference() {
        int simulations = Simulations.count(8, 200);
        Counts counts = new Counts();
        IntStream.range(0, simulations)
                .parallel()
                .forEach(
                        s -> {
                            try (Workers workers = new Workers(1)) {
                                DocumentEvidence model = exchangeable(s, workers);
                                counts.add(
                                        Verdicts.of(model, null, List.of(), s),
                                        HeadRoles.of(model, null, HEADS),
                                        new ScoreTables(model, null).matrices());
                            }
                        });
        counts.write(
                "null-attention",
                String.format(
                        Locale.ROOT,
                        "%d analyses, %d layers of %d heads whose attention prefers no key, %d documents of 36 to 60"
                                + " tokens, seeds 0 to %d; no control.",
                        simulations,
                        LAYERS,
                        HEADS,
                        DOCUMENTS,
                        simulations - 1));
        for (int number = 1; number <= 6; number++) {
            String prefix = "verdict " + number + " ";
            counts.analyses.forEach(
                    (what, n) -> {
                        if (what.startsWith(prefix)) {
                            atMost(0.025, n, simulations, what);
                        }
                    });
        }
        counts.analyses.forEach(
                (what, n) -> {
                    if (what.startsWith("role ")) {
                        atMost(0.025, n, simulations, what);
                    }
                });
    }

    private static DocumentEvidence exchangeable(int seed, Workers workers) {
        Pattern[][] heads = new Pattern[LAYERS][HEADS];
        for (Pattern[] layer : heads) {
            Arrays.fill(layer, Pattern.exchangeable());
        }
        return new PlantedAttention(heads, seed)
                .evidence(
                        PlantedAttention.texts(DOCUMENTS, 48, seed),
                        20,
                        20,
                        AnalysisOptions.REPLICATES,
                        workers);
    }

    @Test
    void randomInitialisationOnShuffledTokens() {
        int simulations = Simulations.count(6, 200);
        Counts counts = new Counts();
        IntStream.range(0, simulations)
                .forEach(
                        s -> {
                            AnalysisResults r =
                                    Analysis.run(
                                            untrained(1000 + s),
                                            tokens(s),
                                            new AnalysisOptions(
                                                    64,
                                                    0,
                                                    0,
                                                    s,
                                                    2,
                                                    true,
                                                    List.of(),
                                                    List.of(),
                                                    AnalysisOptions.REPLICATES,
                                                    "file",
                                                    Map.of(),
                                                    ""),
                                            AnalysisListener.silent());
                            counts.add(r.verdicts(), r.roles(), r.scores());
                            counts.count(
                                    "load check: indistinguishable from random",
                                    r.indistinguishable());
                        });
        counts.write(
                "null-models",
                String.format(
                        Locale.ROOT,
                        "%d analyses of randomly initialised models (%d layers of %d heads, 32 wide), each beside a control"
                                + " of another seed, %d documents of 48 tokens in random order, seeds 0 to %d.",
                        simulations,
                        LAYERS,
                        HEADS,
                        DOCUMENTS,
                        simulations - 1));
        counts.analyses.forEach(
                (what, n) -> {
                    if (what.startsWith("role ") || what.matches("verdict \\d .*")) {
                        atMost(0.025, n, simulations, what);
                    }
                });
        assertThat(counts.of("load check: indistinguishable from random")).isEqualTo(simulations);
    }

    private static OpenModel untrained(long seed) {
        return RandomModels.of(LAYERS, HEADS, 1, 16, 64, 60, 0.02f, seed);
    }

    private static List<Document> tokens(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Document> all = new ArrayList<>();
        for (int n = 0; n < DOCUMENTS; n++) {
            int[] ids = new int[48];
            Arrays.setAll(ids, i -> (int) (60 * Math.pow(random.nextDouble(), 2)));
            all.add(Document.ofIds("d" + n, ids));
        }
        return all;
    }
}
