package dev.headlight.app.summary;

import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.analysis.results.Causes;
import dev.headlight.analysis.results.LayerCurve;
import dev.headlight.analysis.results.ModelScore;
import dev.headlight.analysis.results.Verdict;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The summary as one JSON document: what {@code --json} prints. {@code results.json} holds everything; this
 * holds what the tables show. A figure that does not exist is {@code null}.
 */
public final class JsonSummary {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonSummary() {}

    /**
     * The document.
     *
     * @param folder where the files lie
     * @param files their names within it
     */
    public static String of(AnalysisResults results, Path folder, List<String> files) {
        ObjectNode root = NODES.objectNode();
        root.put("schema", results.schema());
        root.put("version", results.provenance().version());
        root.put("command", results.provenance().command());
        root.put("seconds", results.provenance().seconds());
        root.put("seed", results.provenance().seed());
        ObjectNode model = root.putObject("model");
        model.put("name", results.model().name());
        model.put("family", results.model().family());
        model.put("format", results.model().format());
        model.put("parameters", results.model().parameters());
        model.put("layers", results.model().layers());
        model.put("heads", results.model().heads());
        model.put("kv_heads", results.model().kvHeads());
        ObjectNode text = root.putObject("text");
        text.put("unit", results.text().unit());
        text.put("documents", results.text().documents());
        text.put("windows", results.text().windows());
        text.put("tokens", results.text().tokens());
        text.put("context", results.text().context());
        ArrayNode verdicts = root.putArray("verdicts");
        results.verdicts().forEach(v -> verdicts.add(verdict(v)));
        ObjectNode scores = root.putObject("model_scores");
        for (ModelScore s : results.modelScores()) {
            interval(scores.putObject(s.id()), s.value(), s.low(), s.high());
        }
        ArrayNode top = root.putArray("top_heads");
        HeadRanking.of(results).forEach(r -> top.add(ranking(r)));
        Causes causes = results.causes();
        if (causes != null) {
            AblationJson.sets(root.putArray("ablations"), causes);
        }
        ArrayNode entropy = root.putArray("entropy_by_layer");
        results.entropyByLayer().forEach(c -> layers(entropy, c));
        results.alerts().forEach(root.putArray("alerts")::add);
        root.put("folder", folder.toString());
        files.forEach(root.putArray("files")::add);
        return MAPPER.writeValueAsString(root);
    }

    private static ObjectNode verdict(Verdict v) {
        ObjectNode node = NODES.objectNode();
        node.put("number", v.number());
        node.put("id", v.id());
        node.put("outcome", v.outcome().text());
        interval(node, v.value(), v.low(), v.high());
        number(node, "smallest_effect", v.smallestEffect());
        number(node, "detectable_effect", v.detectableEffect());
        number(node, "p", v.p());
        number(node, "q", v.q());
        number(node, "control", v.controlValue());
        node.put("control_passes", v.controlPasses());
        number(node, "heads_share", v.headsShare());
        node.put("sentence", v.sentence());
        v.notYetDone().forEach(node.putArray("not_yet_done")::add);
        return node;
    }

    private static ObjectNode ranking(HeadRanking ranking) {
        ObjectNode node = NODES.objectNode();
        node.put("kind", ranking.kind());
        node.put("score", ranking.score());
        node.put("sink", ranking.sink().text());
        node.put("heads_with_role", ranking.withRole());
        ArrayNode heads = node.putArray("heads");
        for (HeadRanking.Head h : ranking.heads()) {
            ObjectNode head = heads.addObject();
            head.put("layer", h.layer());
            head.put("head", h.head());
            interval(head, h.value(), h.low(), h.high());
            number(head, "uniform", h.uniform());
            number(head, "control", h.control());
        }
        return node;
    }

    private static void layers(ArrayNode into, LayerCurve curve) {
        for (int layer = 0; layer < curve.mean().length; layer++) {
            ObjectNode node = into.addObject();
            node.put("layer", layer);
            node.put("sink", curve.sink().text());
            interval(node, curve.mean()[layer], curve.low()[layer], curve.high()[layer]);
            number(
                    node,
                    "control",
                    curve.control().length == 0 ? Double.NaN : curve.control()[layer]);
        }
    }

    private static void interval(ObjectNode node, double value, double low, double high) {
        number(node, "value", value);
        number(node, "low", low);
        number(node, "high", high);
    }

    private static void number(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }
}
