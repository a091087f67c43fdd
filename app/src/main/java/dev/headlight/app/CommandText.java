package dev.headlight.app;

import java.util.List;
import java.util.stream.Collectors;

/** A command line as it can be typed again: words that a shell would split are quoted. */
record CommandText(String name, List<String> args) {

    @Override
    public String toString() {
        return "headlight "
                + name
                + args.stream().map(a -> " " + quoted(a)).collect(Collectors.joining());
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_@%+=:,./-]+")
                ? word
                : "'" + word.replace("'", "'\\''") + "'";
    }
}
