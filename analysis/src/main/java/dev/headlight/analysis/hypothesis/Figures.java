package dev.headlight.analysis.hypothesis;

import dev.headlight.analysis.statistics.Estimate;
import dev.headlight.analysis.statistics.Interval;
import java.util.Locale;

/** Figures as they stand in a sentence. */
final class Figures {

    private Figures() {}

    /** Three digits that count, no exponent, no trailing zeros. */
    static String number(double x) {
        if (Double.isNaN(x)) {
            return "none";
        }
        if (Double.isInfinite(x)) {
            return x > 0 ? "infinity" : "-infinity";
        }
        double size = Math.abs(x);
        int decimals =
                size == 0 || size >= 100
                        ? 0
                        : Math.clamp(2 - (int) Math.floor(Math.log10(size)), 0, 6);
        String text = String.format(Locale.ROOT, "%." + decimals + "f", x);
        if (text.matches("-0(\\.0*)?")) {
            return "0";
        }
        return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }

    /** {@code 0.532 [0.490, 0.571]}. */
    static String withInterval(Estimate e) {
        Interval i = e.interval();
        return i.exists()
                ? number(e.value()) + " [" + number(i.low()) + ", " + number(i.high()) + "]"
                : number(e.value()) + " (no interval)";
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f%%", 100 * share);
    }

    /** {@code 1 document}, {@code 2 documents}. */
    static String count(long n, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", n, noun, n == 1 ? "" : "s");
    }
}
