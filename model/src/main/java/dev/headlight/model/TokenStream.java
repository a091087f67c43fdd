package dev.headlight.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Hands on text as its tokens come. A token may end in the midst of a character, and what it reads as may
 * depend on the token before it (a leading space that is left out); so a piece is what a token adds to the
 * text of those before it, and is held back until its last character is whole.
 */
final class TokenStream {

    /** No UTF-8 character has more bytes: what is still broken then stays broken. */
    private static final int LONGEST_CHARACTER = 4;

    private final Tokenizer tokenizer;
    private final Consumer<String> listener;
    private final List<Integer> ids = new ArrayList<>();
    private int told; // ids whose text has been handed on
    private int
            context; // from here on ids are decoded: some before `told`, for what depends on them

    /** Begins after {@code prompt}, whose text is not handed on. */
    TokenStream(Tokenizer tokenizer, int[] prompt, Consumer<String> listener) {
        this.tokenizer = tokenizer;
        this.listener = listener;
        for (int id : prompt) {
            ids.add(id);
        }
        told = ids.size();
        context = Math.max(0, told - LONGEST_CHARACTER - 1);
    }

    void accept(int id) {
        ids.add(id);
        if (ids.size() - told >= LONGEST_CHARACTER || !decode(ids.size()).endsWith("\uFFFD")) {
            flush();
        }
    }

    /** Hands on what has been held back. */
    void flush() {
        String before = decode(told);
        String all = decode(ids.size());
        if (all.length() > before.length()) {
            listener.accept(all.substring(before.length()));
        }
        context = told;
        told = ids.size();
    }

    private String decode(int end) {
        int[] some = new int[end - context];
        for (int i = 0; i < some.length; i++) {
            some[i] = ids.get(context + i);
        }
        return tokenizer.decode(some);
    }
}
