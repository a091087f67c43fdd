package dev.headlight.app;

import dev.headlight.app.terminal.Terminal;
import dev.headlight.text.UnknownWord;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Runs a command line. Whatever goes wrong reaches the user as one sentence on standard error and an exit
 * code; a stack trace only where {@code --debug} asks for it.
 */
final class CommandRunner {

    private static final Pattern QUOTED = Pattern.compile("'([^']*)'");

    private CommandRunner() {}

    /** The exit code: 0, or that of the {@link Failure}. */
    static int run(Terminal terminal, Interrupt interrupt, String... args) {
        try {
            return commandLine(terminal, interrupt).execute(args);
        } catch (Throwable thrown) {
            // Errors, which picocli lets through: out of memory above all.
            return fail(terminal, thrown, args);
        }
    }

    private static CommandLine commandLine(Terminal terminal, Interrupt interrupt) {
        CommandLine line = new CommandLine(new Headlight(terminal, interrupt));
        line.setOut(writer(terminal.out()));
        line.setErr(writer(terminal.err()));
        line.setColorScheme(
                CommandLine.Help.defaultColorScheme(terminal.colour() ? Ansi.ON : Ansi.OFF));
        line.setUsageHelpWidth(80);
        line.setUsageHelpLongOptionsMaxWidth(26);
        // --text takes several words; a misspelt option after it is none of them.
        line.setUnmatchedOptionsAllowedAsOptionParameters(false);
        line.setParameterExceptionHandler(
                (exception, args) -> {
                    terminal.err().println("headlight: " + usageSentence(exception));
                    return Failure.USAGE;
                });
        line.setExecutionExceptionHandler(
                (exception, command, result) ->
                        fail(terminal, exception, result.originalArgs().toArray(String[]::new)));
        return line;
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    private static int fail(Terminal terminal, Throwable thrown, String... args) {
        Failure failure = Failure.of(thrown);
        if (List.of(args).contains("--debug")) {
            thrown.printStackTrace(terminal.err());
        }
        terminal.err().println("headlight: " + failure.sentence());
        return failure.exitCode();
    }

    private static String usageSentence(ParameterException exception) {
        CommandLine command = exception.getCommandLine();
        CommandLine parent = command.getParent();
        String help =
                parent == null
                        ? "headlight help"
                        : parent.getParent() == null
                                ? "headlight help " + command.getCommandName()
                                : "headlight " // help knows the commands of the first level
                                        + parent.getCommandName()
                                        + " "
                                        + command.getCommandName()
                                        + " --help";
        if (exception instanceof UnmatchedArgumentException unmatched) {
            return unknown(unmatched, command).sentence(help);
        }
        String message = String.valueOf(exception.getMessage()).lines().findFirst().orElse("");
        return message.replaceAll("[.]$", "") + "; see " + help + ".";
    }

    private static UnknownWord unknown(UnmatchedArgumentException unmatched, CommandLine command) {
        // Of an option after one that takes several words picocli tells the name in its message
        // alone.
        Matcher quoted = QUOTED.matcher(String.valueOf(unmatched.getMessage()));
        String word =
                !unmatched.getUnmatched().isEmpty()
                        ? unmatched.getUnmatched().getFirst()
                        : quoted.find() ? quoted.group(1) : "";
        if (word.startsWith("-")) {
            // --contxt=5 is the option --contxt
            String name = word.replaceAll("=.*", "");
            return new UnknownWord("option", name, command.getCommandSpec().optionsMap().keySet());
        }
        return command.getParent() == null || !command.getSubcommands().isEmpty()
                ? new UnknownWord("command", word, command.getSubcommands().keySet())
                : new UnknownWord("room for", word, List.of());
    }
}
