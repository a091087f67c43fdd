package dev.headlight.report.json;

import dev.headlight.analysis.results.Comparison;
import java.io.OutputStream;
import tools.jackson.databind.json.JsonMapper;

/** {@code comparison.json}: every record an object with its components in their order, NaN as null. */
public final class ComparisonJson {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().addModule(new FigureModule()).build();

    private ComparisonJson() {}

    /** Writes the tree, UTF-8. The stream stays open. */
    public static void write(Comparison comparison, OutputStream out) {
        MAPPER.writer()
                .without(tools.jackson.core.StreamWriteFeature.AUTO_CLOSE_TARGET)
                .withDefaultPrettyPrinter()
                .writeValue(out, comparison);
    }

    /** The tree as text. */
    public static String text(Comparison comparison) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(comparison);
    }
}
