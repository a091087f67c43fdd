package dev.headlight.app.check;

/** An expectation that cannot be understood: what is wrong, and at which character. */
public final class Malformed extends Exception {

    private static final long serialVersionUID = 1L;

    private final int at;

    Malformed(int at, String what) {
        super(what);
        this.at = at;
    }

    /** 0-based. */
    public int at() {
        return at;
    }

    /** The expectation with a caret below the place, in two lines. */
    public static String shown(String text, int at) {
        return "  " + text + "\n  " + " ".repeat(at) + "^";
    }
}
