package dev.headlight.app.summary;

import dev.headlight.analysis.results.Ablation;
import dev.headlight.analysis.results.Causes;
import dev.headlight.analysis.results.CleanLoss;
import dev.headlight.analysis.results.HeadAddress;
import dev.headlight.analysis.results.RandomSets;
import dev.headlight.analysis.results.TokenEffects;
import java.util.Arrays;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Ablations as one JSON document; a figure that does not exist is {@code null}. */
public final class AblationJson {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private AblationJson() {}

    /**
     * The document.
     *
     * @param model its name
     * @param command that repeats it
     * @param tokens whether what happened to single tokens is in it
     */
    public static String of(String model, String command, Causes causes, boolean tokens) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("model", model);
        root.put("command", command);
        root.put("seconds", causes.seconds());
        root.put("cut_short", causes.cutShort());
        ArrayNode clean = root.putArray("clean");
        causes.clean().forEach(c -> clean(clean.addObject(), c));
        ArrayNode ablations = root.putArray("ablations");
        causes.ablations().forEach(a -> ablation(ablations.addObject(), a));
        if (tokens) {
            ArrayNode effects = root.putArray("tokens");
            causes.tokens().forEach(t -> effects(effects.addObject(), t));
        }
        return MAPPER.writeValueAsString(root);
    }

    /** The ablations that stand in the summary of an analysis: sets with random sets beside them. */
    static void sets(ArrayNode into, Causes causes) {
        causes.ablations().stream()
                .filter(a -> a.random() != null)
                .forEach(a -> ablation(into.addObject(), a));
    }

    private static void clean(ObjectNode node, CleanLoss clean) {
        node.put("where", clean.where());
        number(node, "loss", clean.loss());
        number(node, "low", clean.low());
        number(node, "high", clean.high());
        node.put("units", clean.units());
        node.put("tokens", clean.tokens());
        node.put("positions", clean.positions());
    }

    private static void ablation(ObjectNode node, Ablation a) {
        node.put("name", a.name());
        node.put("kind", a.kind());
        node.put("where", a.where());
        a.heads().stream().map(HeadAddress::name).forEach(node.putArray("heads")::add);
        number(node, "delta", a.delta());
        number(node, "low", a.low());
        number(node, "high", a.high());
        number(node, "p", a.p());
        node.put("units", a.units());
        RandomSets random = a.random();
        if (random == null) {
            node.putNull("random");
            return;
        }
        ObjectNode sets = node.putObject("random");
        numbers(sets.putArray("deltas"), random.deltas());
        number(sets, "mean", random.mean());
        number(sets, "excess", random.excess());
        number(sets, "low", random.low());
        number(sets, "high", random.high());
        number(sets, "p", random.p());
        sets.put("note", random.note());
    }

    private static void effects(ObjectNode node, TokenEffects t) {
        node.put("name", t.name());
        node.put("kind", t.kind());
        node.put("where", t.where());
        node.put("unit", t.unit());
        node.put("window", t.window());
        t.tokens().forEach(node.putArray("tokens")::add);
        numbers(node.putArray("loss"), t.loss());
        numbers(node.putArray("delta"), t.delta());
    }

    private static void numbers(ArrayNode into, double[] values) {
        Arrays.stream(values)
                .forEach(
                        v -> {
                            if (Double.isFinite(v)) {
                                into.add(v);
                            } else {
                                into.addNull();
                            }
                        });
    }

    private static void number(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }
}
