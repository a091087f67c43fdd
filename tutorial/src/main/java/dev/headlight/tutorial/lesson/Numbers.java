package dev.headlight.tutorial.lesson;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as the lessons write them: rounded half up from their decimal expansion, no trailing zeros. */
public final class Numbers {

    private static final int MOST_DIGITS = 12;
    private static final int MOST_PERCENT_DECIMALS = 6;

    private Numbers() {}

    /** At most {@code decimals} digits after the point: 9.057, 8, -0.5; {@code 1.3e+9} beyond what is readable. */
    public static String plain(double x, int decimals) {
        return set(x, decimals, false);
    }

    /** Exactly {@code decimals} digits after the point, for columns. */
    public static String fixed(double x, int decimals) {
        return set(x, decimals, true);
    }

    /** A whole number with its thousands apart: 12,345. */
    public static String count(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    /** A share as {@code 97.5%}; {@code -} for none; never 100% where something is missing: {@code 99.98%}. */
    public static String percent(double share) {
        if (Double.isNaN(share)) {
            return "-";
        }
        int decimals = 1;
        while (share < 1
                && decimals < MOST_PERCENT_DECIMALS
                && Math.abs(100 * share - 100) < 0.5 * Math.pow(10, -decimals)) {
            decimals++;
        }
        return fixed(100 * share, decimals) + "%";
    }

    private static String set(double x, int decimals, boolean zeros) {
        if (!Double.isFinite(x)) {
            return Double.isNaN(x) ? "-" : x > 0 ? "inf" : "-inf";
        }
        // The shortest decimal that reads back as the float, so that 0.9f is 0.9 and not
        // 0.89999998.
        BigDecimal exact =
                x == (float) x ? new BigDecimal(Float.toString((float) x)) : BigDecimal.valueOf(x);
        BigDecimal rounded = exact.setScale(decimals, RoundingMode.HALF_UP);
        if (!zeros && rounded.signum() == 0 && x != 0 || rounded.precision() > MOST_DIGITS) {
            return small(x);
        }
        if (rounded.signum() == 0) {
            rounded = BigDecimal.ZERO.setScale(decimals);
        }
        return zeros ? rounded.toPlainString() : shortened(rounded);
    }

    private static String shortened(BigDecimal x) {
        BigDecimal bare = x.stripTrailingZeros();
        return bare.scale() < 0 ? bare.setScale(0).toPlainString() : bare.toPlainString();
    }

    private static String small(double x) {
        return String.format(Locale.ROOT, "%.1e", x);
    }
}
