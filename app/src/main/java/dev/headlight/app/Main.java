package dev.headlight.app;

import dev.headlight.app.terminal.Terminal;

/** Where the process begins. */
public final class Main {

    private Main() {}

    /** Runs one command and exits with its code. */
    public static void main(String[] args) {
        Terminal terminal = Terminal.ofProcess(System.getenv());
        Interrupt interrupt = new Interrupt(terminal.err());
        Runtime.getRuntime().addShutdownHook(new Thread(interrupt::happened));
        int code = CommandRunner.run(terminal, interrupt, args);
        interrupt.over();
        terminal.out().flush();
        terminal.err().flush();
        System.exit(code);
    }
}
