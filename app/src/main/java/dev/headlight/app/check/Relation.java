package dev.headlight.app.check;

import java.util.Arrays;
import java.util.stream.Collectors;

/** How a figure is held against a number. A figure that does not exist meets none. */
enum Relation {
    LESS("<"),
    AT_MOST("<="),
    MORE(">"),
    AT_LEAST(">="),
    EQUAL("="),
    OTHER("!=");

    private final String sign;

    Relation(String sign) {
        this.sign = sign;
    }

    static Relation of(Tokens.Token token) throws Malformed {
        for (Relation relation : values()) {
            if (token.is(relation.sign)) {
                return relation;
            }
        }
        throw new Malformed(
                token.at(),
                "a comparison is expected here: "
                        + Arrays.stream(values())
                                .map(r -> r.sign)
                                .collect(Collectors.joining(" ")));
    }

    boolean holds(double figure, double number) {
        return switch (this) {
            case LESS -> figure < number;
            case AT_MOST -> figure <= number;
            case MORE -> figure > number;
            case AT_LEAST -> figure >= number;
            case EQUAL -> figure == number;
            case OTHER -> !Double.isNaN(figure) && figure != number;
        };
    }

    /** Of words, which are equal or not. */
    boolean holds(String found, String expected) {
        return this == EQUAL ? found.equals(expected) : !found.equals(expected);
    }

    /** That words can be held so. */
    Relation ofWords(Tokens.Token token) throws Malformed {
        if (this != EQUAL && this != OTHER) {
            throw new Malformed(token.at(), "words are compared by = or !=");
        }
        return this;
    }
}
