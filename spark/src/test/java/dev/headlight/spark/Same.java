package dev.headlight.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.analysis.results.AnalysisResults;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Set;

/** Compares results trees: every word alike, every number to a relative difference. */
final class Same {

    /** What may differ: when and where it was run. */
    private static final Set<String> LEFT_OUT = Set.of("provenance", "seconds");

    private final double relative;
    private final Set<String> alsoLeftOut;
    private int numbers;

    private Same(double relative, Set<String> alsoLeftOut) {
        this.relative = relative;
        this.alsoLeftOut = alsoLeftOut;
    }

    /** Asserts it; returns how many numbers were compared. */
    static int results(
            AnalysisResults found, AnalysisResults expected, double relative, String... leftOut) {
        Same same = new Same(relative, Set.of(leftOut));
        same.compare("results", found, expected);
        return same.numbers;
    }

    private void compare(String where, Object found, Object expected) {
        if (expected == null || found == null) {
            assertThat(found).as(where).isEqualTo(expected);
        } else if (expected instanceof Record record) {
            for (RecordComponent part : record.getClass().getRecordComponents()) {
                if (!LEFT_OUT.contains(part.getName()) && !alsoLeftOut.contains(part.getName())) {
                    compare(where + "." + part.getName(), value(part, found), value(part, record));
                }
            }
        } else if (expected instanceof List<?> list) {
            assertThat((List<?>) found).as(where).hasSameSizeAs(list);
            for (int n = 0; n < list.size(); n++) {
                compare(where + "[" + n + "]", ((List<?>) found).get(n), list.get(n));
            }
        } else if (expected.getClass().isArray()) {
            assertThat(Array.getLength(found)).as(where).isEqualTo(Array.getLength(expected));
            for (int n = 0; n < Array.getLength(expected); n++) {
                compare(where + "[" + n + "]", Array.get(found, n), Array.get(expected, n));
            }
        } else if (expected instanceof Double || expected instanceof Float) {
            number(where, ((Number) found).doubleValue(), ((Number) expected).doubleValue());
        } else {
            assertThat(found).as(where).isEqualTo(expected);
        }
    }

    private void number(String where, double found, double expected) {
        numbers++;
        if (Double.isFinite(expected)) {
            assertThat(found).as(where).isEqualTo(expected, within(relative * Math.abs(expected)));
        } else {
            assertThat(Double.valueOf(found)).as(where).isEqualTo(Double.valueOf(expected));
        }
    }

    private static Object value(RecordComponent part, Object of) {
        try {
            part.getAccessor().setAccessible(true);
            return part.getAccessor().invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(String.valueOf(e.getMessage()), e);
        }
    }
}
