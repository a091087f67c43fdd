package dev.headlight.tutorial.steps;

import dev.headlight.tutorial.adding.EightSteps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A computed head as a JSON document: all matrices by rows, numbers as 32-bit floats. */
public final class StepsJson {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private StepsJson() {}

    /** The document, ended by a newline. */
    public static String text(EightSteps run) {
        int d = run.weights().dHead();
        int T = run.count();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("numbers", run.x());
        tree.put("d_head", d);
        tree.put("scaled", run.scaled());
        tree.put("wq", run.weights().q());
        tree.put("wk", run.weights().k());
        tree.put("wv", run.weights().v());
        tree.put("q", rows(run.q(), d));
        tree.put("k", rows(run.k(), d));
        tree.put("v", rows(run.v(), d));
        tree.put("scores", rows(run.scores(), T));
        tree.put("weights", rows(run.attention(), T));
        tree.put("outputs", rows(run.outputs(), d));
        tree.put("sum", run.sum());
        tree.put("expected", run.expected());
        return JSON.writeValueAsString(tree) + "\n";
    }

    private static List<float[]> rows(float[] values, int columns) {
        List<float[]> rows = new ArrayList<>();
        for (int at = 0; at < values.length; at += columns) {
            rows.add(Arrays.copyOfRange(values, at, at + columns));
        }
        return rows;
    }
}
