package dev.headlight.app;

import dev.headlight.analysis.score.Definitions;
import dev.headlight.app.terminal.Terminal;
import dev.headlight.text.UnknownWord;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Help for a command, or the definition of a score. */
@Command(
        name = "help",
        description = "Show help for a command, or the definition of a score.",
        sortOptions = false,
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  headlight help analyze",
            "  headlight help definitions",
            "  headlight help definitions induction_entry"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the parent before it runs the command
final class HelpCommand implements Runnable {

    @ParentCommand private Headlight parent;
    @Mixin CommonOptions common = new CommonOptions();

    @Parameters(
            paramLabel = "COMMAND",
            arity = "0..2",
            description = "A command, or \"definitions\" and the id of a score.")
    private List<String> words = List.of();

    @Override
    public void run() {
        Terminal terminal = parent.terminal();
        CommandLine top = parent.spec.commandLine();
        if (words.isEmpty()) {
            top.usage(top.getOut());
            return;
        }
        String first = words.getFirst();
        if (first.equals("definitions")) {
            definitions(terminal);
            return;
        }
        CommandLine command = top.getSubcommands().get(first);
        if (command == null || words.size() > 1) {
            throw new UnknownWord("command", words.getLast(), top.getSubcommands().keySet())
                    .exception("headlight help");
        }
        command.usage(top.getOut());
    }

    private void definitions(Terminal terminal) {
        DefinitionCards cards = new DefinitionCards(Definitions.all());
        if (words.size() == 1) {
            cards.list(terminal.out());
        } else {
            cards.print(words.get(1), terminal.out());
        }
    }
}
