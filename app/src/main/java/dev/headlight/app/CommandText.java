package dev.headlight.app;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A command line as it can be typed again: words that a shell would split are quoted.
 *
 * @param name of the command
 * @param args its words, with or without the name before them: the parser's original arguments begin with it
 */
record CommandText(String name, List<String> args) {

    @Override
    public String toString() {
        List<String> names = List.of(name.split(" ", -1));
        boolean named = args.size() >= names.size() && args.subList(0, names.size()).equals(names);
        return "headlight "
                + name
                + args.stream()
                        .skip(named ? names.size() : 0)
                        .map(a -> " " + quoted(a))
                        .collect(Collectors.joining());
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_@%+=:,./-]+")
                ? word
                : "'" + word.replace("'", "'\\''") + "'";
    }
}
