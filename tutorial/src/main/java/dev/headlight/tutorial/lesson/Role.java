package dev.headlight.tutorial.lesson;

/**
 * What a number is, in the words of attention. Each has one colour, in the terminal and on the page, throughout all
 * lessons; {@code mark} is its letter in the markup of {@link Words}.
 */
public enum Role {
    /** Anything else: the colour of the text. */
    PLAIN('p'),
    /** What goes in: numbers, tokens, {@code X}. */
    INPUT('x'),
    /** {@code Q} and what makes it. */
    QUERY('q'),
    /** {@code K} and what makes it. */
    KEY('k'),
    /** {@code V} and what makes it. */
    VALUE('v'),
    /** {@code S = Q Kᵀ}, before the softmax. */
    SCORE('s'),
    /** {@code A}, the attention weights: what the softmax makes of the scores. */
    WEIGHT('a'),
    /** What comes out, and a loss. */
    OUTPUT('o');

    private final char mark;

    Role(char mark) {
        this.mark = mark;
    }

    /** The letter that stands for it in a text. */
    public char mark() {
        return mark;
    }

    static Role of(char mark) {
        for (Role role : values()) {
            if (role.mark == mark) {
                return role;
            }
        }
        throw new IllegalArgumentException("no role has the mark '" + mark + "'");
    }
}
