package dev.headlight.tutorial.terminal;

import dev.headlight.tutorial.lesson.Role;

/**
 * How text is painted: colours of the 256 that can be read on a dark and on a light ground, three of them (query blue,
 * key orange, value green) also apart for a reader who does not tell red from green.
 */
enum Ink {
    PLAIN(""),
    STRONG("1"),
    CODE("38;5;67"),
    MUTED("38;5;244"),
    LOW("38;5;166"),
    HIGH("38;5;32"),
    INPUT("1"),
    QUERY("38;5;33"),
    KEY("38;5;172"),
    VALUE("38;5;35"),
    SCORE("38;5;133"),
    WEIGHT("38;5;161"),
    OUTPUT("38;5;37");

    private final String code;

    Ink(String code) {
        this.code = code;
    }

    static Ink of(Role role) {
        return switch (role) {
            case PLAIN -> PLAIN;
            case INPUT -> INPUT;
            case QUERY -> QUERY;
            case KEY -> KEY;
            case VALUE -> VALUE;
            case SCORE -> SCORE;
            case WEIGHT -> WEIGHT;
            case OUTPUT -> OUTPUT;
        };
    }

    String paint(String text) {
        return code.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
