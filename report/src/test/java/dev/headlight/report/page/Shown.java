package dev.headlight.report.page;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** How the page writes a figure, written a second time from its description. */
final class Shown {

    private Shown() {}

    /** Three significant digits or so; whole numbers in full, with commas; small ones as {@code 1.2e−5}. */
    static String number(double x) {
        if (Double.isInfinite(x)) {
            return x > 0 ? "∞" : "−∞";
        }
        double a = Math.abs(x);
        String sign = x < 0 ? "−" : "";
        if (a == Math.rint(a)) {
            return sign + String.format(Locale.ROOT, "%,d", (long) a);
        }
        if (a < 0.00095) {
            String e = String.format(Locale.ROOT, "%.1e", new BigDecimal(a));
            String exponent = e.substring(e.indexOf('e') + 1);
            return sign
                    + e.substring(0, e.indexOf('e'))
                    + "e−"
                    + Integer.parseInt(exponent.substring(1));
        }
        int digits = a >= 100 ? 0 : a >= 10 ? 1 : a >= 1 ? 2 : 3;
        BigDecimal rounded = new BigDecimal(a).setScale(digits, RoundingMode.HALF_UP);
        return sign
                + (a >= 1000
                        ? String.format(Locale.ROOT, "%,d", rounded.longValue())
                        : rounded.toPlainString());
    }

    /** Whole per cents, one digit more below 10%. */
    static String percent(double x) {
        int digits = x > 0 && x < 0.1 ? 1 : 0;
        return new BigDecimal(100 * x).setScale(digits, RoundingMode.HALF_UP).toPlainString() + "%";
    }
}
