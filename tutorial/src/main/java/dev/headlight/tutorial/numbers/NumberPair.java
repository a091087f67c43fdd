package dev.headlight.tutorial.numbers;

/**
 * Two numbers from -{@link #MOST} to {@link #MOST} and what the model is to say after them.
 *
 * @param a the first
 * @param b the second
 */
public record NumberPair(int a, int b) {

    /** The largest number there is a token for. */
    public static final int MOST = 100;

    /** Numbers there are. */
    public static final int NUMBERS = 2 * MOST + 1;

    /** The id of the sign {@code =}; a number's id is the number plus {@link #MOST}. */
    public static final int EQUALS = NUMBERS;

    /** Token ids. */
    public static final int VOCAB = NUMBERS + 1;

    /** Inputs of the model: {@code a}, {@code b}, {@code =}. */
    public static final int CONTEXT = 3;

    /** A pair by its index, 0 to {@code NUMBERS^2 - 1}. */
    public static NumberPair of(int index) {
        return new NumberPair(index / NUMBERS - MOST, index % NUMBERS - MOST);
    }

    /** Its index. */
    public int index() {
        return (a + MOST) * NUMBERS + b + MOST;
    }

    /** {@code a + b}, and {@link #MOST} or -{@link #MOST} where it lies beyond. */
    public int result() {
        return Math.clamp((long) a + b, -MOST, MOST);
    }

    /** Writes {@code a b = result}, four ids. */
    public void write(int[] into, int at) {
        into[at] = a + MOST;
        into[at + 1] = b + MOST;
        into[at + 2] = EQUALS;
        into[at + 3] = result() + MOST;
    }
}
