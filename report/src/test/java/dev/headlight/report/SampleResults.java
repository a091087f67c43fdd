package dev.headlight.report;

import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.analysis.results.DecayCurve;
import dev.headlight.analysis.results.Definition;
import dev.headlight.analysis.results.GroupScore;
import dev.headlight.analysis.results.HeadRole;
import dev.headlight.analysis.results.LayerCurve;
import dev.headlight.analysis.results.ModelScore;
import dev.headlight.analysis.results.ModelSummary;
import dev.headlight.analysis.results.OtherSink;
import dev.headlight.analysis.results.PatternWindow;
import dev.headlight.analysis.results.Provenance;
import dev.headlight.analysis.results.RepeatsSummary;
import dev.headlight.analysis.results.ScoreMatrix;
import dev.headlight.analysis.results.Sink;
import dev.headlight.analysis.results.TextGroup;
import dev.headlight.analysis.results.TextGroups;
import dev.headlight.analysis.results.TextSummary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A results tree made from a seed, for tests of the formats: plausible figures with holes in them (NaN),
 * one infinity, and tokens that try to break out of whatever they are written into.
 */
public final class SampleResults {

    /** Tokens that a careless page, table or picture trips over. */
    public static final List<String> NASTY =
            List.of(
                    "</script>",
                    "<script>alert(1)</script>",
                    "<img src=x onerror=alert(1)>",
                    "\u05e9\u05dc\u05d5\u05dd",
                    "\u202eabc",
                    "\ud83d\ude00",
                    "\ud83d",
                    "\n",
                    "\t",
                    "\u0000",
                    "\u0007",
                    "\"quoted\", 'single'",
                    "&amp;",
                    "${7*7}",
                    "\u2028",
                    "e\u0301");

    private static final String[] WORDS =
            "<s> The quick brown fox saw the old dog . The quick brown fox left , and the old dog sat"
                    .split(" ");
    private static final String[] ROLES = {
        "previous token",
        "induction",
        "sink",
        "local",
        "broad",
        "duplicate token",
        "punctuation",
        "mixed"
    };

    private final int layers;
    private final int heads;
    private final int tokens;
    private final SplittableRandom random;

    private SampleResults(int layers, int heads, int tokens) {
        this.layers = layers;
        this.heads = heads;
        this.tokens = tokens;
        this.random = new SplittableRandom(42);
    }

    /** 5 layers of 8 heads, 40 tokens, trained before our eyes. */
    public static AnalysisResults small() {
        return new SampleResults(5, 8, 40)
                .results()
                .withTimeline(SampleTimeline.withPhaseChange(5, 8))
                .withCauses(SampleCauses.of(5, 8))
                .withCircuits(SampleCircuits.of(5, 8));
    }

    /** 30 layers of 9 heads, 64 tokens: the size that the page's budgets are set for. */
    public static AnalysisResults big() {
        return new SampleResults(30, 9, 64)
                .results()
                .withTimeline(SampleTimeline.withPhaseChange(30, 9))
                .withCauses(SampleCauses.of(30, 9))
                .withCircuits(SampleCircuits.of(30, 9));
    }

    /** No score, no verdict, only figures of the model. */
    public static AnalysisResults empty(List<ModelScore> figures) {
        SampleResults sample = new SampleResults(1, 1, 1);
        return new AnalysisResults(
                AnalysisResults.SCHEMA,
                sample.provenance(),
                sample.model(),
                new TextSummary("document", 0, 0, 0, 1, 0, "", "file", ""),
                new RepeatsSummary(0, 0, 0, false, Double.NaN, Double.NaN, ""),
                List.of(),
                List.of(),
                List.of(),
                figures,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private AnalysisResults results() {
        List<ScoreMatrix> scores = new ArrayList<>();
        String[] both = {
            "entropy_nats", "entropy_normalized", "mean_distance", "decay_slope", "previous_token",
            "duplicate_token", "induction_entry", "induction_mass", "natural_induction",
                    "special_mass",
            "locality_1", "locality_4", "locality_8", "locality_16", "locality_64"
        };
        for (String id : both) {
            scores.add(matrix(id, Sink.WITH));
            scores.add(matrix(id, Sink.WITHOUT));
        }
        scores.add(matrix("alpha_0", Sink.NONE));
        return new AnalysisResults(
                AnalysisResults.SCHEMA,
                provenance(),
                model(),
                new TextSummary("document", 212, 430, 98_304, 256, 3, "<s>", "paragraph", ""),
                new RepeatsSummary(16, 50, 2, true, 6.912, 1.204, ""),
                scores,
                List.of(decay(Sink.WITH), decay(Sink.WITHOUT)),
                List.of(entropy(Sink.WITH), entropy(Sink.WITHOUT)),
                List.of(
                        new ModelScore("loss", 2.8731, 2.80, 2.95, 6.93, 212, "nats a token"),
                        new ModelScore(
                                "icl", -0.31, -0.36, -0.25, 0.0, 212, "token 244 minus token 26"),
                        new ModelScore(
                                "sink_rate", Double.NaN, Double.NaN, Double.NaN, 0, 0, "no T=64")),
                SampleVerdicts.six(),
                roles(),
                List.of(new OtherSink(2, 3, "doc-17", 0, 5, "\n", 0.412)),
                List.of(window(), longText()),
                List.of(
                        "Key 0 holds more than half of the attention in 31% of heads.",
                        "A token reads <b>bold</b> & \"quoted\"."),
                definitions(),
                null,
                null,
                null,
                SampleSimilarity.of(layers, heads),
                SampleSimilarity.examples(NASTY),
                groups());
    }

    private TextGroups groups() {
        List<GroupScore> scores = new ArrayList<>();
        for (Sink sink : List.of(Sink.WITH, Sink.WITHOUT)) {
            ScoreMatrix prose = matrix("previous_token", sink);
            ScoreMatrix code = matrix("previous_token", sink);
            double[][] difference = new double[layers][heads];
            for (int l = 0; l < layers; l++) {
                for (int h = 0; h < heads; h++) {
                    difference[l][h] = Math.abs(prose.value()[l][h] - code.value()[l][h]);
                }
            }
            scores.add(
                    new GroupScore(
                            "previous_token",
                            sink,
                            new double[][][] {prose.value(), code.value()},
                            new double[][][] {prose.low(), code.low()},
                            new double[][][] {prose.high(), code.high()},
                            new double[] {0.03, 0.05},
                            difference,
                            difference,
                            prose.p(),
                            prose.q(),
                            code.p(),
                            code.q(),
                            0.0001,
                            0.0001));
        }
        return new TextGroups(
                List.of(
                        new TextGroup("prose", 112, 60_000, 2.9, 2.8, 3.0),
                        new TextGroup("code", 100, 38_304, 2.1, 2.0, Double.NaN)),
                "labels permuted over documents",
                10_000,
                scores);
    }

    private Provenance provenance() {
        return new Provenance(
                "0.1.0",
                "headlight analyze sample --text 'a file.txt' --seed 42",
                "2026-11-24T12:00:00Z",
                71.25,
                42,
                2,
                1000,
                "x86-64, 8 float lanes",
                "25.0.3",
                Map.of("context", "256", "split", "paragraph", "seed", "42"),
                List.of("a file.txt"));
    }

    private ModelSummary model() {
        return new ModelSummary(
                "sample-" + layers + "x" + heads,
                "models/sample",
                "llama",
                "made from a seed",
                "sha256:0123456789abcdef",
                134_515_008L,
                layers,
                heads,
                heads % 3 == 0 ? heads / 3 : heads / 2,
                576,
                64,
                1536,
                49_152,
                2048,
                Map.of("F32", 140_544L, "Q4_1", 84_000_000L),
                "same architecture, weights drawn anew from seed 42");
    }

    private ScoreMatrix matrix(String id, Sink sink) {
        double scale =
                switch (id) {
                    case "mean_distance" -> 60;
                    case "special_mass", "entropy_nats" -> 3;
                    default -> 1;
                };
        double[][][] m = new double[9][layers][heads];
        long[][] rows = new long[layers][heads];
        long[][] skipped = new long[layers][heads];
        for (int l = 0; l < layers; l++) {
            for (int h = 0; h < heads; h++) {
                boolean strong = role(l, h).startsWith(id.substring(0, 4));
                double value =
                        scale
                                * (strong
                                        ? 0.6 + 0.35 * random.nextDouble()
                                        : random.nextDouble() * 0.3);
                if (id.equals("entropy_normalized")) {
                    double x = l / Math.max(1, layers - 1.0);
                    value = 0.82 - 0.8 * x * (1 - x) + 0.3 * (random.nextDouble() - 0.5);
                }
                double half = scale * (0.005 + 0.03 * random.nextDouble());
                double uniform = scale * 0.0138 * 4;
                double control = uniform * (0.8 + 0.4 * random.nextDouble());
                boolean none = (l * 31 + h * 17 + id.length()) % 23 == 0;
                double[] figures = {
                    value,
                    value - half,
                    value + half,
                    uniform,
                    control,
                    control * 0.7,
                    control * 1.3,
                    Math.abs(value - uniform) > half ? 0.002 : 0.31,
                    strong ? 0.004 : 0.4
                };
                for (int k = 0; k < figures.length; k++) {
                    m[k][l][h] = none && k != 3 ? Double.NaN : figures[k];
                }
                rows[l][h] = none ? 0 : 97_874;
                skipped[l][h] = sink == Sink.WITHOUT ? l * 3L : 0;
            }
        }
        return new ScoreMatrix(
                id, sink, m[0], m[1], m[2], m[3], m[4], m[5], m[6], m[7], m[8], 212, rows, skipped);
    }

    private String role(int layer, int head) {
        return ROLES[(layer * 5 + head * 3 + layer * head) % ROLES.length];
    }

    private DecayCurve decay(Sink sink) {
        int[] from = {0, 1, 2, 3, 4, 5, 8, 12, 19, 29, 45, 70, 108, 167};
        int[] to = {0, 1, 2, 3, 4, 7, 11, 18, 28, 44, 69, 107, 166, 255};
        int n = from.length;
        double[] uniform = new double[n];
        double[] mean = new double[n];
        double[] low = new double[n];
        double[] high = new double[n];
        double[] median = new double[n];
        double[] control = new double[n];
        long[] rows = new long[n];
        double[][][] attention = new double[layers][heads][n];
        for (int b = 0; b < n; b++) {
            double d = Math.max(0.5, (from[b] + to[b]) / 2.0);
            uniform[b] = 0.024 / (1 + d / 200);
            rows[b] = 98_304L - 380L * (long) d;
            mean[b] = 9 * Math.pow(d, -0.62);
            low[b] = mean[b] * 0.93;
            high[b] = mean[b] * 1.08;
            median[b] = mean[b] * 0.7;
            control[b] = 1 + 0.02 * Math.sin(d);
            for (int l = 0; l < layers; l++) {
                for (int h = 0; h < heads; h++) {
                    double slope = 0.1 + 0.9 * ((l * 7 + h * 5) % 11) / 11.0;
                    attention[l][h][b] = uniform[b] * Math.pow(d / 40, -slope);
                }
            }
        }
        attention[0][1][n - 1] = Double.NaN;
        attention[0][2][n - 1] = 0;
        mean[n - 1] = sink == Sink.WITHOUT ? Double.NaN : mean[n - 1];
        return new DecayCurve(
                sink,
                from,
                to,
                rows,
                uniform,
                attention,
                mean,
                low,
                high,
                median,
                control,
                new double[] {Math.log(9), 0.62},
                new double[] {0.9, 0.011},
                "power law");
    }

    private LayerCurve entropy(Sink sink) {
        double[][] c = new double[6][layers];
        for (int l = 0; l < layers; l++) {
            double x = layers == 1 ? 0 : l / (layers - 1.0);
            c[0][l] = 0.72 - 0.8 * x * (1 - x) + (sink == Sink.WITHOUT ? 0.1 : 0);
            c[1][l] = c[0][l] - 0.018;
            c[2][l] = c[0][l] + 0.016;
            c[3][l] = 0.11;
            c[4][l] = 1;
            c[5][l] = 0.985;
        }
        return new LayerCurve("entropy_normalized", sink, c[0], c[1], c[2], c[3], c[4], c[5]);
    }

    private List<HeadRole> roles() {
        List<HeadRole> roles = new ArrayList<>();
        for (int l = 0; l < layers; l++) {
            for (int h = 0; h < heads; h++) {
                String role = role(l, h);
                boolean mixed = role.equals("mixed");
                roles.add(
                        new HeadRole(
                                l,
                                h,
                                h / 2,
                                role,
                                mixed ? "" : score(role),
                                mixed ? Double.NaN : 0.81,
                                mixed ? Double.NaN : 0.78,
                                mixed ? Double.NaN : 0.84,
                                mixed ? 0 : 0.2 + 0.1 * (h % 9),
                                mixed ? "" : "local",
                                mixed ? Double.NaN : 0.1));
            }
        }
        return roles;
    }

    private static String score(String role) {
        return switch (role) {
            case "induction" -> "induction_entry";
            case "sink" -> "alpha_0";
            case "punctuation" -> "special_mass";
            case "local" -> "locality_8";
            case "broad" -> "entropy_normalized";
            default -> role.replace(' ', '_');
        };
    }

    private PatternWindow window() {
        List<String> text = new ArrayList<>(Arrays.asList(WORDS));
        text.addAll(NASTY);
        while (text.size() < tokens) {
            text.add(" " + WORDS[1 + text.size() % (WORDS.length - 1)]);
        }
        List<PatternWindow.Head> kept = new ArrayList<>();
        for (int l = 0; l < layers; l++) {
            for (int h = 0; h < heads; h++) {
                float[] norms = SampleLongText.norms(tokens, random);
                kept.add(new PatternWindow.Head(l, h, rows(role(l, h), text), norms, null));
            }
        }
        return new PatternWindow("doc-<1>", text.subList(0, tokens), kept);
    }

    /** As much as an analysis keeps of it where the model is large. */
    private PatternWindow longText() {
        return layers == 30
                ? SampleLongText.of(1024, 64, new int[][] {{1, 0}, {3, 5}, {20, 8}, {29, 2}})
                : SampleLongText.of(212, 8, new int[][] {{1, 0}, {3, 5}});
    }

    private float[][] rows(String role, List<String> text) {
        float[][] rows = new float[tokens][];
        for (int i = 0; i < tokens; i++) {
            double[] w = new double[i + 1];
            for (int j = 0; j <= i; j++) {
                w[j] = 0.05 * random.nextDouble() + (j == 0 ? 0.3 : 0);
                w[j] +=
                        switch (role) {
                            case "previous token" -> j == i - 1 ? 6 : 0;
                            case "induction" ->
                                    j > 0 && text.get(j - 1).equals(text.get(i)) ? 5 : 0;
                            case "duplicate token" -> text.get(j).equals(text.get(i)) ? 3 : 0;
                            case "sink" -> j == 0 ? 8 : 0;
                            case "local" -> Math.exp(-(i - j) / 3.0);
                            case "punctuation" -> text.get(j).length() == 1 ? 2 : 0;
                            default -> 0.1;
                        };
            }
            double sum = Arrays.stream(w).sum();
            rows[i] = new float[i + 1];
            for (int j = 0; j <= i; j++) {
                rows[i][j] = (float) (w[j] / sum);
            }
        }
        return rows;
    }

    private static List<Definition> definitions() {
        return List.of(
                new Definition(
                        "entropy_normalized",
                        "Normalised entropy",
                        "H_i / ln(i + 1), mean over rows i >= 1",
                        "How spread a head's attention is: 1 spreads it evenly, 0 gives it all to one key.",
                        "1",
                        "",
                        "Clark et al. 2019",
                        "Dividing by ln T is wrong for causal rows."),
                new Definition(
                        "induction_entry",
                        "Induction, prefix matching",
                        "mean over i in the later copies of A[i, i-K+1]",
                        "How much a head reads the token after the earlier copy of the current one.",
                        "0.0138 at K=50, R=2",
                        "",
                        "Olsson et al. 2022",
                        "The key is the token AFTER the earlier copy."),
                new Definition(
                        "alpha_0",
                        "Sink at key 0",
                        "mean_i A[i,0]",
                        "How much of its attention a head gives to the first token.",
                        "0.0741 at T=64",
                        "",
                        "Gu et al. 2024",
                        "Depends on T."));
    }
}
