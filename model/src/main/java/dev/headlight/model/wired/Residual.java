package dev.headlight.model.wired;

/**
 * What each dimension of the residual stream holds. Nobody writes where another reads, but on purpose.
 *
 * <p>{@link #CONSTANT} is 256 at every place, so large that it alone makes the root mean square of the
 * norm: {@code 256 / sqrt(256) = 16} to five digits, whatever the rest holds. The norms' gain is 16 as well,
 * so a norm gives back what it is given; and a weight on this dimension is a bias.
 */
final class Residual {

    /** The token that stands here: its {@link KerdockCode} vector; zero for the begin token. */
    static final int TOKEN = 0;

    /** The token before, written by the previous-token head. */
    static final int PREVIOUS = TOKEN + KerdockCode.DIMENSIONS;

    /** The token that should come next, written by the induction head. */
    static final int NEXT = PREVIOUS + KerdockCode.DIMENSIONS;

    /** Where we are: the hands of {@link Clocks}. */
    static final int CLOCKS = NEXT + KerdockCode.DIMENSIONS;

    /** Where we are, as a number: {@code position / context}. */
    static final int RAMP = CLOCKS + Clocks.DIMENSIONS;

    /** 1 at position 0. */
    static final int FIRST = RAMP + 1;

    /** 1 where the token is a sign or a line break. */
    static final int SIGN = FIRST + 1;

    /** {@link #CONSTANT_VALUE} everywhere. */
    static final int CONSTANT = SIGN + 1;

    /** Width; what lies beyond {@link #CONSTANT} is empty. */
    static final int WIDTH = 256;

    static final float CONSTANT_VALUE = 256;

    /** Gain of every norm: the root mean square that {@link #CONSTANT} makes. */
    static final float GAIN = CONSTANT_VALUE / 16;

    private Residual() {}
}
