package dev.headlight.app;

import dev.headlight.app.terminal.Terminal;
import java.util.concurrent.atomic.AtomicBoolean;

/** Where the process begins. */
public final class Main {

    private Main() {}

    /** Runs one command and exits with its code. */
    public static void main(String[] args) {
        Terminal terminal = Terminal.ofProcess(System.getenv());
        // The JVM runs this on an interrupt too, and then exits with 130.
        AtomicBoolean done = new AtomicBoolean();
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    if (!done.get()) {
                                        terminal.err().println("\nheadlight: interrupted.");
                                    }
                                }));
        int code = CommandRunner.run(terminal, args);
        done.set(true);
        terminal.out().flush();
        terminal.err().flush();
        System.exit(code);
    }
}
