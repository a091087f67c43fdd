package dev.headlight.report.table;

/** Cells of a CSV table. */
final class Cells {

    private Cells() {}

    /** The shortest decimal that reads back as the same double; nothing for NaN. */
    static String number(double value) {
        return Double.isNaN(value) ? "" : Double.toString(value);
    }

    /** A text, quoted where it has to be (RFC 4180). */
    static String text(String value) {
        return value.matches("[^\",\\r\\n]*") ? value : '"' + value.replace("\"", "\"\"") + '"';
    }
}
