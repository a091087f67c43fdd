package dev.headlight.report.page;

import dev.headlight.report.json.PatternRows;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import tools.jackson.databind.JsonNode;

/** The figures that the page computes itself, each rule computed again from the JSON alone. */
final class DerivedFigures {

    private final Map<String, Set<Double>> byRule = new HashMap<>();
    private final Set<Double> weights = new HashSet<>();

    DerivedFigures(JsonNode json) {
        int heads = json.at("/model/layers").asInt() * json.at("/model/heads").asInt();
        put("heads", heads);
        put("verdicts", json.get("verdicts").size());
        counts(json.get("verdicts"), "outcome")
                .values()
                .forEach(n -> put("verdicts of an outcome", n));
        for (int n : counts(json.get("roles"), "role").values()) {
            put("heads of a role", n);
            put("share of heads of a role", n / (double) heads);
        }
        for (JsonNode matrix : json.get("scores")) {
            scores(matrix);
        }
        for (JsonNode curve : json.get("entropyByLayer")) {
            for (String field : List.of("mean", "nullUniform", "control")) {
                curve.get(field).forEach(x -> put("by layer", x.asDouble()));
            }
        }
        patterns(json.get("patterns"));
        similarity(json.path("similarity"));
        causes(json.path("causes"));
        for (JsonNode score : json.path("groups").path("scores")) {
            flat(score.get("difference")).stream()
                    .filter(x -> !x.isNaN())
                    .max(Double::compare)
                    .ifPresent(x -> put("largest difference between groups", x));
        }
        Map<String, Integer> sinks = new HashMap<>();
        json.get("sinks")
                .forEach(s -> sinks.merge(s.get("layer") + "." + s.get("head"), 1, Integer::sum));
        sinks.values().forEach(n -> put("more sinks of the head", n - 3));
    }

    private void put(String rule, double value) {
        byRule.computeIfAbsent(rule, r -> new HashSet<>()).add(value);
    }

    /** Whether some application of the rule gives the value, but for rounding. */
    boolean follows(String rule, double value) {
        return byRule.getOrDefault(rule, Set.of()).stream()
                .anyMatch(x -> Math.abs(x - value) <= 1e-5 * Math.max(1, Math.abs(x)));
    }

    /** Whether it is a weight of attention as packed, or renormalised without key 0, or a divergence. */
    boolean isWeight(double value) {
        return weights.contains((double) (float) value);
    }

    private static Map<String, Integer> counts(JsonNode list, String field) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        list.forEach(e -> counts.merge(e.get(field).asString(), 1, Integer::sum));
        return counts;
    }

    private static List<Double> flat(JsonNode rows) {
        List<Double> all = new ArrayList<>();
        rows.forEach(row -> row.forEach(x -> all.add(x.isNull() ? Double.NaN : x.asDouble())));
        return all;
    }

    private static double mean(List<Double> values) {
        return values.stream()
                .filter(x -> !x.isNaN())
                .mapToDouble(x -> x)
                .average()
                .orElse(Double.NaN);
    }

    private void scores(JsonNode matrix) {
        for (String field : List.of("value", "nullUniform", "control")) {
            put("mean over heads", mean(flat(matrix.get(field))));
        }
        List<Double> sorted =
                flat(matrix.get("value")).stream().filter(x -> !x.isNaN()).sorted().toList();
        if (!sorted.isEmpty()) {
            put("median head", sorted.get(sorted.size() / 2));
        }
        List<Double> low = flat(matrix.get("low"));
        for (double x : low) {
            if (!Double.isNaN(x)) {
                put(
                        "rank by lower bound",
                        (double) (1 + low.stream().filter(other -> other > x).count()));
            }
        }
        byLayer(matrix);
    }

    /** Means and extremes over the heads of a layer, of the score as it is shown by layer. */
    private void byLayer(JsonNode matrix) {
        String score = matrix.get("score").asString();
        for (int l = 0; l < matrix.get("value").size(); l++) {
            JsonNode none = matrix.get("nullUniform").get(l);
            for (String field : List.of("value", "nullUniform", "control")) {
                List<Double> row = new ArrayList<>();
                JsonNode of = matrix.get(field).get(l);
                for (int h = 0; of != null && h < of.size(); h++) {
                    double v = of.get(h).isNull() ? Double.NaN : of.get(h).asDouble();
                    double u = none.get(h).isNull() ? Double.NaN : none.get(h).asDouble();
                    row.add(
                            switch (score) {
                                case "mean_distance" -> v / u;
                                case "locality_8" -> v - u;
                                case "special_mass" -> v > 0 ? Math.log(v) : Double.NaN;
                                default -> v;
                            });
                }
                put("by layer", mean(row));
                row.stream().filter(x -> !x.isNaN()).forEach(x -> put("by layer", x));
            }
        }
    }

    private void patterns(JsonNode windows) {
        for (JsonNode window : windows) {
            for (JsonNode head : window.get("heads")) {
                float[] norms = floats(head.get("valueNorms"));
                boolean made = head.get("factors").isObject();
                double[][] rows = made ? made(head.get("factors")) : kept(head.get("rows"));
                String rule = made ? "weight made of query and key" : "weight";
                double sum = 0;
                int there = 0;
                for (int i = 0; i < rows.length; i++) {
                    if (made) {
                        put(rule, rows[i], j -> 1);
                    } else {
                        Arrays.stream(rows[i]).forEach(weights::add);
                    }
                    put(rule + " without key 0", rows[i], j -> j == 0 ? 0 : 1);
                    put(rule + " by the value's length", rows[i], j -> norms[j]);
                    put(
                            rule + " without key 0 by the value's length",
                            rows[i],
                            j -> j == 0 ? 0 : norms[j]);
                    if (i > 0 && !Double.isNaN(rows[i][0])) {
                        sum += rows[i][0];
                        there++;
                    }
                }
                put("mean weight of key 0 over rows from 1", sum / there);
            }
        }
    }

    /** A row's weights times a factor of each key, renormalised. */
    private void put(String rule, double[] row, IntToDoubleFunction factor) {
        double sum = 0;
        for (int j = 0; j < row.length; j++) {
            sum += Double.isNaN(row[j]) ? 0 : row[j] * factor.applyAsDouble(j);
        }
        for (int j = 0; j < row.length; j++) {
            put(rule, row[j] * factor.applyAsDouble(j) / sum);
        }
    }

    private static double[][] kept(JsonNode packed) {
        float[][] rows = PatternRows.decode(packed.asString());
        double[][] wide = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            wide[i] = new double[rows[i].length];
            for (int j = 0; j <= i; j++) {
                wide[i][j] = rows[i][j];
            }
        }
        return wide;
    }

    private static double[][] made(JsonNode f) {
        int d = f.get("dHead").asInt();
        float[] queryScale = floats(f.get("queryScale"));
        float[] keyScale = floats(f.get("keyScale"));
        float[] logSumExp = floats(f.get("logSumExp"));
        ByteBuffer query = bytes(f.get("query"));
        ByteBuffer key = bytes(f.get("key"));
        double[][] rows = new double[logSumExp.length][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new double[i + 1];
            for (int j = 0; j <= i; j++) {
                double s = 0;
                for (int e = 0; e < d; e++) {
                    s += (double) query.getShort(2 * (i * d + e)) * key.getShort(2 * (j * d + e));
                }
                rows[i][j] = Math.exp(s * queryScale[i] * keyScale[j] - logSumExp[i]);
            }
        }
        return rows;
    }

    private static ByteBuffer bytes(JsonNode packed) {
        return ByteBuffer.wrap(Base64.getDecoder().decode(packed.asString()))
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    private static float[] floats(JsonNode packed) {
        ByteBuffer bytes = bytes(packed);
        float[] floats = new float[bytes.capacity() / Float.BYTES];
        bytes.asFloatBuffer().get(floats);
        return floats;
    }

    private void similarity(JsonNode similarity) {
        for (JsonNode variant : similarity.path("variants")) {
            Set<Double> clusters = new HashSet<>(flat(variant.get("cluster")));
            put("clusters of heads", clusters.size());
            for (float[] row : PatternRows.decode(variant.get("divergence").asString())) {
                for (float d : row) {
                    weights.add((double) d);
                }
            }
        }
    }

    private void causes(JsonNode causes) {
        put("ablations", causes.path("ablations").size());
        for (JsonNode set : causes.path("ablations")) {
            double sum = 0;
            for (JsonNode head : set.get("heads")) {
                for (JsonNode single : causes.get("ablations")) {
                    boolean same =
                            single.get("heads").size() == 1
                                    && single.get("heads").get(0).equals(head)
                                    && single.get("kind").equals(set.get("kind"))
                                    && single.get("where").equals(set.get("where"));
                    sum += same ? single.get("delta").asDouble() : 0;
                }
            }
            put("sum of single ablations", sum);
        }
        for (JsonNode text : causes.path("tokens")) {
            for (int i = 0; i < text.get("loss").size(); i++) {
                put(
                        "loss and its change",
                        text.get("loss").get(i).asDouble(0) + text.get("delta").get(i).asDouble(0));
            }
        }
    }
}
