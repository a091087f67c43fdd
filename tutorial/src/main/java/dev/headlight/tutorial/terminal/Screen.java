package dev.headlight.tutorial.terminal;

import java.util.Locale;
import java.util.Map;

/**
 * What the terminal can do.
 *
 * @param width its columns
 * @param colour whether it wants colour
 * @param unicode whether it shows characters beyond ASCII
 */
public record Screen(int width, boolean colour, boolean unicode) {

    /** The columns that every lesson fits in. */
    public static final int WIDTH = 80;

    /** The usual width, characters as the locale of the environment has them. */
    public static Screen of(boolean colour, Map<String, String> environment) {
        String locale = "";
        for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            if (locale.isEmpty()) {
                locale = environment.getOrDefault(name, "");
            }
        }
        boolean utf8 = locale.toLowerCase(Locale.ROOT).matches(".*utf-?8.*");
        return new Screen(WIDTH, colour, utf8 && !"dumb".equals(environment.get("TERM")));
    }

    /** A line under way. */
    Line line() {
        return new Line(this);
    }
}
