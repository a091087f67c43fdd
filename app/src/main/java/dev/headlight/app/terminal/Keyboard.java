package dev.headlight.app.terminal;

import java.io.Console;
import org.jspecify.annotations.Nullable;

/** The person at the terminal, where input and output are both one. */
public final class Keyboard {

    private Keyboard() {}

    /** Whether a person is there to press a key. */
    public static boolean isThere() {
        return console() != null;
    }

    /** Waits until Enter is pressed, or input ends; returns at once where nobody is there. */
    public static void awaitEnter() {
        Console console = console();
        if (console != null) {
            console.readLine();
        }
    }

    @SuppressWarnings("SystemConsoleNull") // since 25 it is null again where nobody is there
    private static @Nullable Console console() {
        Console console = System.console();
        return console != null && console.isTerminal() ? console : null;
    }
}
