package dev.headlight.report.picture;

/**
 * A token as a person can see it: a space drawn, control characters, line ends and marks of direction by
 * name, and no longer than a label may be.
 */
final class TokenText {

    private TokenText() {}

    /** Longest label, in characters. */
    static final int LONGEST = 14;

    static String visible(String token) {
        StringBuilder text = new StringBuilder();
        token.codePoints().forEach(c -> append(c, text));
        if (text.isEmpty()) {
            return "(empty)";
        }
        return shortened(text.toString(), LONGEST);
    }

    /** The middle goes: both the start and the end of a name tell it from its neighbours. */
    static String shortened(String text, int longest) {
        if (text.codePointCount(0, text.length()) <= longest) {
            return text;
        }
        int tail = longest / 3;
        return text.substring(0, text.offsetByCodePoints(0, longest - tail - 1))
                + "\u2026"
                + text.substring(text.offsetByCodePoints(text.length(), -tail));
    }

    private static void append(int c, StringBuilder text) {
        switch (Character.getType(c)) {
            case Character.CONTROL -> {
                switch (c) {
                    case '\n' -> text.append("\\n");
                    case '\r' -> text.append("\\r");
                    case '\t' -> text.append("\\t");
                    default -> text.append(String.format("<0x%02X>", c));
                }
            }
            case Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED ->
                    text.append(String.format("<U+%04X>", c));
            case Character.SPACE_SEPARATOR -> text.append(c == ' ' ? '\u00b7' : '\u00a4');
            default -> text.appendCodePoint(c);
        }
    }
}
