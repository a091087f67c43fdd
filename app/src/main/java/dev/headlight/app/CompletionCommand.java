package dev.headlight.app;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** The script by which bash and zsh complete commands, options and files. */
@Command(
        name = "completion",
        description = "Print the script that completes commands and options in bash and zsh.",
        sortOptions = false,
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  in this shell:",
            "    source <(headlight completion)",
            "  in every one to come:",
            "    headlight completion > ~/.local/share/bash-completion/completions/headlight"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the parent before it runs the command
final class CompletionCommand implements Runnable {

    @ParentCommand private Headlight parent;
    @Mixin CommonOptions common = new CommonOptions();

    @Override
    public void run() {
        CommandLine top = parent.spec.commandLine();
        parent.terminal().out().print(AutoComplete.bash(top.getCommandName(), top));
    }
}
