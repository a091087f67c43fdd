package dev.headlight.report;

import dev.headlight.report.json.PatternRows;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether two results trees hold the same figures; floats as they are on disk. */
public final class SameTree {

    private SameTree() {}

    /** The path of the first difference, or an empty text. */
    public static String difference(String path, @Nullable Object a, @Nullable Object b) {
        if (a == null || b == null || a.getClass() != b.getClass() && !(a instanceof List)) {
            return Objects.equals(a, b) || a instanceof java.util.Map && Objects.equals(a, b)
                    ? ""
                    : path + ": " + a + " and " + b;
        }
        if (a instanceof Record) {
            for (RecordComponent c : a.getClass().getRecordComponents()) {
                try {
                    Object left = c.getAccessor().invoke(a);
                    Object right = c.getAccessor().invoke(b);
                    String found = difference(path + "." + c.getName(), left, right);
                    if (!found.isEmpty()) {
                        return found;
                    }
                } catch (ReflectiveOperationException e) {
                    throw new LinkageError(e.getMessage(), e);
                }
            }
            return "";
        }
        if (a instanceof List<?> left && b instanceof List<?> right) {
            return difference(path, left.toArray(), right.toArray());
        }
        if (a.getClass().isArray()) {
            if (Array.getLength(a) != Array.getLength(b)) {
                return path + ": lengths " + Array.getLength(a) + " and " + Array.getLength(b);
            }
            for (int i = 0; i < Array.getLength(a); i++) {
                String found = difference(path + "[" + i + "]", Array.get(a, i), Array.get(b, i));
                if (!found.isEmpty()) {
                    return found;
                }
            }
            return "";
        }
        if (a instanceof Float x && b instanceof Float y) {
            boolean weights = x >= 0 && x <= 1 && y >= 0 && y <= 1;
            return x.equals(y) || weights && PatternRows.round(x) == PatternRows.round(y)
                    ? ""
                    : path + ": " + a + " and " + b;
        }
        return a.equals(b) ? "" : path + ": " + a + " and " + b;
    }
}
