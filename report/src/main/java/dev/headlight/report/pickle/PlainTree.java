package dev.headlight.report.pickle;

import dev.headlight.analysis.results.Outcome;
import dev.headlight.analysis.results.Sink;
import dev.headlight.report.json.PatternRows;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Records as maps, arrays as lists: the tree that any language can hold. A record becomes a map from its
 * components' names in their order, an enum the word that a person reads, a float the same double, and a weight of a
 * pattern what it is on disk in JSON.
 */
final class PlainTree {

    private PlainTree() {}

    static @Nullable Object of(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Record record -> ofRecord(record);
            case List<?> list -> {
                List<@Nullable Object> plain = new ArrayList<>(list.size());
                list.forEach(entry -> plain.add(of(entry)));
                yield plain;
            }
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> plain = new TreeMap<>();
                map.forEach((key, entry) -> plain.put(String.valueOf(key), of(entry)));
                yield plain;
            }
            case Sink sink -> sink.text();
            case Outcome outcome -> outcome.text();
            case float[][] rows -> ofRows(rows);
            case Float figure -> (double) figure;
            case String text -> wellFormed(text);
            case Number number -> number;
            case Boolean flag -> flag;
            default -> {
                if (!value.getClass().isArray()) {
                    throw new IllegalArgumentException(
                            "no plain form for " + value.getClass().getName());
                }
                int length = Array.getLength(value);
                List<@Nullable Object> plain = new ArrayList<>(length);
                for (int i = 0; i < length; i++) {
                    plain.add(of(Array.get(value, i)));
                }
                yield plain;
            }
        };
    }

    private static List<List<Double>> ofRows(float[][] rows) {
        List<List<Double>> plain = new ArrayList<>(rows.length);
        for (float[] row : rows) {
            List<Double> weights = new ArrayList<>(row.length);
            for (float weight : row) {
                weights.add((double) PatternRows.round(weight));
            }
            plain.add(weights);
        }
        return plain;
    }

    /** Half an emoji (a surrogate alone) has no UTF-8; it becomes the replacement character. */
    private static String wellFormed(String text) {
        return text.codePoints().noneMatch(c -> c >= 0xd800 && c <= 0xdfff)
                ? text
                : text.codePoints()
                        .map(c -> c >= 0xd800 && c <= 0xdfff ? 0xfffd : c)
                        .collect(
                                StringBuilder::new,
                                StringBuilder::appendCodePoint,
                                StringBuilder::append)
                        .toString();
    }

    private static Map<String, @Nullable Object> ofRecord(Record record) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            try {
                plain.put(component.getName(), of(component.getAccessor().invoke(record)));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("a results record hides " + component.getName(), e);
            }
        }
        return plain;
    }
}
