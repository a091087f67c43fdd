package dev.headlight.app.summary;

import dev.headlight.analysis.results.Comparison;
import dev.headlight.analysis.results.Comparison.Contrast;
import dev.headlight.analysis.results.Comparison.ModelDifference;
import dev.headlight.analysis.results.Comparison.Pairing;
import dev.headlight.analysis.results.Comparison.RoleChange;
import dev.headlight.analysis.results.Comparison.ScoreDifference;
import dev.headlight.analysis.results.Comparison.Side;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A comparison as one JSON document: what {@code compare --json} prints; {@code comparison.json} holds everything. */
public final class ComparisonSummary {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private ComparisonSummary() {}

    /**
     * The document.
     *
     * @param folder where the files lie
     * @param files their names within it
     */
    public static String of(Comparison comparison, Path folder, List<String> files) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("schema", comparison.schema());
        ArrayNode sides = root.putArray("sides");
        comparison.sides().forEach(s -> side(sides.addObject(), s));
        ArrayNode contrasts = root.putArray("contrasts");
        comparison.contrasts().forEach(c -> contrast(contrasts.addObject(), c));
        root.put("folder", folder.toString());
        files.forEach(root.putArray("files")::add);
        return MAPPER.writeValueAsString(root);
    }

    private static void side(ObjectNode node, Side s) {
        node.put("name", s.name());
        node.put("folder", s.folder());
        node.put("format", s.format());
        node.put("documents", s.documents());
        node.put("tokens", s.tokens());
        ObjectNode verdicts = node.putObject("verdicts");
        s.verdicts().forEach(v -> verdicts.put(v.id(), v.outcome()));
        ObjectNode roles = node.putObject("roles");
        s.roles().forEach(r -> roles.put(r.role(), r.heads()));
    }

    private static void contrast(ObjectNode node, Contrast c) {
        node.put("other", c.other());
        pairing(node.putObject("text"), c.text());
        pairing(node.putObject("repeats"), c.repeats());
        node.put("matching", c.matching());
        node.put("pairs", c.pairs().size());
        node.put("tests", c.tests());
        node.put("found", c.found());
        ObjectNode model = node.putObject("model");
        for (ModelDifference m : c.ofModel()) {
            ObjectNode each = model.putObject(m.id());
            number(each, "first", m.first());
            number(each, "other", m.other());
            number(each, "difference", m.difference());
            number(each, "low", m.low());
            number(each, "high", m.high());
            number(each, "p", m.p());
        }
        ArrayNode scores = node.putArray("scores");
        for (ScoreDifference s : c.scores()) {
            ObjectNode each = scores.addObject();
            each.put("score", s.score());
            each.put("sink", s.sink().text());
            each.put("heads_found", ComparisonRanking.found(s));
            number(each, "mean_change", ComparisonRanking.meanChange(s));
        }
        ArrayNode heads = node.putArray("heads");
        for (ComparisonRanking r : ComparisonRanking.of(c)) {
            ObjectNode each = heads.addObject();
            ScoreDifference s = r.score();
            int n = r.pair();
            each.put("layer", c.pairs().get(n).layer());
            each.put("head", c.pairs().get(n).head());
            each.put("other_layer", c.pairs().get(n).otherLayer());
            each.put("other_head", c.pairs().get(n).otherHead());
            each.put("score", s.score());
            each.put("sink", s.sink().text());
            number(each, "first", s.first()[n]);
            number(each, "other", s.other()[n]);
            number(each, "difference", s.difference()[n]);
            number(each, "low", s.low()[n]);
            number(each, "high", s.high()[n]);
            number(each, "q", s.q()[n]);
        }
        ArrayNode roles = node.putArray("role_changes");
        for (RoleChange r : c.roleChanges()) {
            ObjectNode each = roles.addObject();
            each.put("layer", c.pairs().get(r.pair()).layer());
            each.put("head", c.pairs().get(r.pair()).head());
            each.put("role", r.role());
            each.put("other_role", r.otherRole());
            each.put("score", r.score());
            number(each, "difference", r.difference());
            number(each, "low", r.low());
            number(each, "high", r.high());
            number(each, "q", r.q());
        }
        c.notes().forEach(node.putArray("notes")::add);
    }

    private static void pairing(ObjectNode node, Pairing p) {
        node.put("paired", p.paired());
        node.put("units", p.units());
        node.put("left_out", p.leftOut());
        number(node, "smallest_p", p.smallestP());
    }

    private static void number(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }
}
