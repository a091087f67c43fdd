package dev.headlight.report.json;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.analysis.results.Causes;
import dev.headlight.analysis.results.Circuits;
import dev.headlight.analysis.results.Examples;
import dev.headlight.analysis.results.GradientImportance;
import dev.headlight.analysis.results.PatternFactors;
import dev.headlight.analysis.results.PhaseChange;
import dev.headlight.analysis.results.RandomSets;
import dev.headlight.analysis.results.Similarity;
import dev.headlight.analysis.results.TextGroups;
import dev.headlight.analysis.results.Timeline;
import dev.headlight.text.InputException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The results tree as JSON: every record an object with its components in their order, NaN as null. Fields
 * may be added within a schema version (a reader passes over those it does not know; a list, text or real
 * number that an older file lacks is read as empty or NaN, a part of the root such as the timeline as none); a file
 * of another version is refused.
 */
public final class ResultsJson {

    private static final JsonMapper MAPPER = mapper();

    private ResultsJson() {}

    /** Writes the tree, UTF-8. The stream stays open. */
    public static void write(AnalysisResults results, OutputStream out) {
        MAPPER.writer()
                .without(tools.jackson.core.StreamWriteFeature.AUTO_CLOSE_TARGET)
                .withDefaultPrettyPrinter()
                .writeValue(out, results);
    }

    /** The tree as one line of JSON. */
    public static String text(AnalysisResults results) {
        // By way of bytes, as in the file: there half an emoji is escaped, in a String it would be
        // raw.
        return new String(MAPPER.writeValueAsBytes(results), StandardCharsets.UTF_8);
    }

    /**
     * Reads a tree back.
     *
     * @throws InputException where the file cannot be read, is not JSON (with line and column), or is of
     *     another schema version
     */
    public static AnalysisResults read(Path file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new InputException(
                    file + " does not exist; name a results.json or the folder that holds one.", e);
        } catch (IOException e) {
            throw new InputException(file + " cannot be read: " + e.getMessage() + ".", e);
        }
        try {
            checkVersion(file, bytes);
            return MAPPER.readValue(bytes, AnalysisResults.class);
        } catch (JacksonException e) {
            throw new InputException(
                    file
                            + place(e.getLocation())
                            + ": "
                            + firstLine(e.getOriginalMessage())
                            + "; the file is cut short or damaged, write it again with headlight analyze.",
                    e);
        }
    }

    /** Looks at the root's {@code schema} alone, since another version may not bind at all. */
    private static void checkVersion(Path file, byte[] bytes) {
        try (JsonParser in = MAPPER.createParser(bytes)) {
            if (in.nextToken() == JsonToken.START_OBJECT) {
                while (in.nextToken() == JsonToken.PROPERTY_NAME) {
                    boolean schema = in.currentName().equals("schema");
                    JsonToken value = in.nextToken();
                    if (schema && value == JsonToken.VALUE_NUMBER_INT) {
                        if (in.getDoubleValue() != AnalysisResults.SCHEMA) {
                            throw new InputException(
                                    file
                                            + place(in.currentTokenLocation())
                                            + ": results of schema "
                                            + in.getString()
                                            + ", and this Headlight reads schema "
                                            + AnalysisResults.SCHEMA
                                            + "; use the version that wrote the file, or analyze again.");
                        }
                        return;
                    }
                    in.skipChildren();
                }
            }
            throw new InputException(
                    file
                            + place(in.currentLocation())
                            + ": no schema version, so this is not a results.json of Headlight.");
        }
    }

    private static String place(TokenStreamLocation at) {
        return at == null || at.getLineNr() < 1
                ? ""
                : ", line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("not JSON");
    }

    private static JsonMapper mapper() {
        return JsonMapper.builder()
                .addModule(new FigureModule())
                // The records' own order is the schema's order.
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .changeDefaultNullHandling(d -> JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL))
                .withConfigOverride(List.class, o -> o.setNullHandling(emptyForNull()))
                .withConfigOverride(Map.class, o -> o.setNullHandling(emptyForNull()))
                .withConfigOverride(String.class, o -> o.setNullHandling(emptyForNull()))
                .withConfigOverride(double[].class, o -> o.setNullHandling(emptyForNull()))
                .withConfigOverride(float[].class, o -> o.setNullHandling(emptyForNull()))
                .withConfigOverride(PatternFactors.class, o -> o.setNullHandling(nullForNull()))
                .withConfigOverride(Timeline.class, o -> o.setNullHandling(nullForNull()))
                .withConfigOverride(TextGroups.class, o -> o.setNullHandling(nullForNull()))
                .withConfigOverride(PhaseChange.class, o -> o.setNullHandling(nullForNull()))
                .withConfigOverride(Causes.class, o -> o.setNullHandling(nullForNull()))
                .withConfigOverride(Circuits.class, o -> o.setNullHandling(nullForNull()))
                .withConfigOverride(GradientImportance.class, o -> o.setNullHandling(nullForNull()))
                .withConfigOverride(RandomSets.class, o -> o.setNullHandling(nullForNull()))
                .withConfigOverride(Similarity.class, o -> o.setNullHandling(nullForNull()))
                .withConfigOverride(Examples.class, o -> o.setNullHandling(nullForNull()))
                .withConfigOverride(double.class, o -> o.setNullHandling(nullForNull()))
                .build();
    }

    private static JsonSetter.Value nullForNull() {
        return JsonSetter.Value.construct(Nulls.SET, Nulls.SET);
    }

    private static JsonSetter.Value emptyForNull() {
        return JsonSetter.Value.construct(Nulls.AS_EMPTY, Nulls.FAIL);
    }
}
