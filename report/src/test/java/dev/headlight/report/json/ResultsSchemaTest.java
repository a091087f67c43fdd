package dev.headlight.report.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headlight.analysis.results.AnalysisResults;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The layout of results.json: within a schema version a field may be added, but none may go or change its
 * type; and docs/results-schema.md has a line for each.
 */
class ResultsSchemaTest {

    private static final Path DOCUMENT =
            Path.of(System.getProperty("headlight.root", ".."), "docs", "results-schema.md");

    @Test
    void theDocumentHasALineForEachFieldAndNoOther() throws IOException {
        Map<String, String> documented = new LinkedHashMap<>();
        String record = "";
        for (String line : Files.readAllLines(DOCUMENT)) {
            if (line.startsWith("## ")) {
                record = line.substring(3).strip();
            } else if (line.startsWith("| `")) {
                String[] cells = line.split("\\|", -1);
                documented.put(record + "." + cells[1].strip().replace("`", ""), cells[2].strip());
            }
        }
        Map<String, String> actual = new LinkedHashMap<>();
        for (Class<?> type : records(AnalysisResults.class, new LinkedHashSet<>())) {
            for (RecordComponent component : type.getRecordComponents()) {
                actual.put(
                        name(type) + "." + component.getName(),
                        jsonType(component.getGenericType()));
            }
        }
        assertThat(documented).containsExactlyInAnyOrderEntriesOf(actual);
    }

    @Test
    void noFieldOfThisVersionGoesOrChangesItsType() throws IOException {
        List<String> published = lines("schema-" + AnalysisResults.SCHEMA + ".txt");
        assertThat(published).hasSizeGreaterThan(100);
        Set<String> actual = new LinkedHashSet<>();
        for (Class<?> type : records(AnalysisResults.class, new LinkedHashSet<>())) {
            for (RecordComponent component : type.getRecordComponents()) {
                actual.add(
                        name(type)
                                + "."
                                + component.getName()
                                + " "
                                + jsonType(component.getGenericType()));
            }
        }
        assertThat(actual)
                .as("a field went or changed its type: raise AnalysisResults.SCHEMA")
                .containsAll(published);
    }

    private static List<String> lines(String resource) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(ResultsSchemaTest.class.getResourceAsStream(resource))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static Set<Class<?>> records(Class<?> root, Set<Class<?>> found) {
        if (found.add(root)) {
            for (RecordComponent component : root.getRecordComponents()) {
                Type type = component.getGenericType();
                if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
                    type = list.getActualTypeArguments()[0];
                }
                if (type instanceof Class<?> record && record.isRecord()) {
                    records(record, found);
                }
            }
        }
        return found;
    }

    private static String name(Class<?> record) {
        Class<?> outer = record.getDeclaringClass();
        return outer == null ? record.getSimpleName() : name(outer) + "." + record.getSimpleName();
    }

    private static String jsonType(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return generic.getRawType() == List.class
                    ? "list of " + jsonType(arguments[0])
                    : "map to " + jsonType(arguments[1]);
        }
        Class<?> plain = (Class<?>) type;
        if (plain == float[][].class) {
            return "packed rows";
        }
        if (plain == float[].class || plain == short[].class) {
            return plain == float[].class ? "packed numbers" : "packed integers";
        }
        if (plain.isArray()) {
            return "list of " + jsonType(plain.getComponentType());
        }
        return switch (plain.getSimpleName()) {
            case "int", "long", "Long" -> "integer";
            case "double" -> "number";
            case "boolean" -> "true/false";
            case "String" -> "text";
            case "Sink", "Outcome" -> "word";
            default -> name(plain);
        };
    }
}
