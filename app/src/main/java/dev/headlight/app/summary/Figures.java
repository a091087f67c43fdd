package dev.headlight.app.summary;

import java.util.Locale;

/** Numbers as they stand in a table of 80 columns; {@code -} for one that does not exist. */
final class Figures {

    /** Characters of the widest {@link #withInterval}. */
    static final int INTERVAL_WIDTH = 24;

    private Figures() {}

    /** At most six characters: three decimals for small numbers, fewer for larger ones. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        double size = Math.abs(value);
        int decimals = size < 9.9995 ? 3 : size < 99.995 ? 2 : size < 999.95 ? 1 : 0;
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        return text.equals("-0.000") ? "0.000" : text;
    }

    /** {@code 0.931 [0.912, 0.950]}. */
    static String withInterval(double value, double low, double high) {
        if (Double.isNaN(value)) {
            return "-";
        }
        return Double.isNaN(low) || Double.isNaN(high)
                ? number(value)
                : number(value) + " [" + number(low) + ", " + number(high) + "]";
    }

    /** {@code 134.5M}, {@code 260.0K}. */
    static String count(long n) {
        if (n < 10_000) {
            return String.format(Locale.ROOT, "%,d", n);
        }
        return n < 1_000_000
                ? String.format(Locale.ROOT, "%.0fK", n / 1e3)
                : n < 1_000_000_000
                        ? String.format(Locale.ROOT, "%.1fM", n / 1e6)
                        : String.format(Locale.ROOT, "%.2fB", n / 1e9);
    }
}
