package dev.headlight.app;

import dev.headlight.app.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command by itself: three examples, then what there is. */
@Command(
        name = "headlight",
        headerHeading = "Shows what every attention head of a transformer does, with evidence.%n%n",
        header = {
            "  headlight demo                                 train a small model, see its heads",
            "  headlight analyze model.gguf --text book.txt   scores, verdicts and a report",
            "  headlight explore model.gguf                   type a text, see its heads",
            "  headlight train --text book.txt                a small model of your own",
            "  headlight help analyze                         all options, with examples",
            ""
        },
        synopsisHeading = "Usage: ",
        customSynopsis = {"headlight COMMAND [OPTIONS]", ""},
        commandListHeading = "%nCommands:%n",
        optionListHeading = "Options:%n",
        footer = {"", "headlight help COMMAND shows options and examples of a command."},
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommands = {
            DemoCommand.class,
            TutorialCommand.class,
            AddCommand.class,
            AnalyzeCommand.class,
            AblateCommand.class,
            ExploreCommand.class,
            TrainCommand.class,
            TimelineCommand.class,
            CompareCommand.class,
            CheckCommand.class,
            InspectCommand.class,
            GenerateCommand.class,
            ConvertCommand.class,
            ReportCommand.class,
            HelpCommand.class,
            CompletionCommand.class
        })
final class Headlight implements Runnable {

    @Spec CommandSpec spec = CommandSpec.create();

    private final Terminal terminal;
    private final Interrupt interrupt;

    Headlight(Terminal terminal, Interrupt interrupt) {
        this.terminal = terminal;
        this.interrupt = interrupt;
    }

    Interrupt interrupt() {
        return interrupt;
    }

    Terminal terminal() {
        return terminal;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
