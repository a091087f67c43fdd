package dev.headlight.app.summary;

import java.util.List;
import java.util.Locale;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Expectations with what was found, printed. */
public final class CheckSummary {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private CheckSummary() {}

    /** An expectation, whether it is met, and the value found. */
    public record Line(String text, boolean met, String found) {}

    /** A line each, then how many are met. */
    public static String text(List<Line> lines) {
        StringBuilder out = new StringBuilder();
        for (Line line : lines) {
            out.append(
                    String.format(
                            Locale.ROOT,
                            "%-7s  %-38s  %s%n",
                            line.met ? "met" : "NOT MET",
                            line.text,
                            line.found));
        }
        long met = lines.stream().filter(Line::met).count();
        return out.append(met == lines.size() ? "all " : met + " of ")
                .append(lines.size())
                .append(lines.size() == 1 ? " expectation met\n" : " expectations met\n")
                .toString();
    }

    /** The same as JSON. */
    public static String json(List<Line> lines) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("met", lines.stream().allMatch(Line::met));
        ArrayNode list = root.putArray("expectations");
        for (Line line : lines) {
            ObjectNode node = list.addObject();
            node.put("expectation", line.text);
            node.put("met", line.met);
            node.put("found", line.found);
        }
        return MAPPER.writeValueAsString(root) + "\n";
    }
}
