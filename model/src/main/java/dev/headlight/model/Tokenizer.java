package dev.headlight.model;

import java.util.OptionalInt;

/** Text to token ids and back. Implementations are safe for several threads. */
public interface Tokenizer {

    /** Number of ids: every id is at least 0 and below it. */
    int vocab();

    /** The ids of a text, without any id added before or after it; an empty text has none. */
    int[] encode(String text);

    /** The text of some ids, special ones left out; bytes that are no UTF-8 become U+FFFD. */
    String decode(int... ids);

    /**
     * One token as a person should see it: its text, or {@code <0x0A>}-like where it is a lone byte,
     * or its name where it is special. Never empty.
     */
    String piece(int id);

    /** The id that begins a text, where the model has been trained with one. */
    OptionalInt bos();

    /** The id that ends a text, where there is one. */
    OptionalInt eos();

    /** Whether an id is special: begin, end, padding, unknown, added control token. */
    boolean special(int id);
}
