package dev.headlight.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The tutorial; by itself it says what there is. */
@Command(
        name = "tutorial",
        description = "Adding numbers with attention, from one multiplication to a transformer.",
        sortOptions = false,
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        footer = {"  headlight tutorial train", "  headlight tutorial ask 47 + 85"},
        subcommands = {TutorialTrainCommand.class, TutorialAskCommand.class})
final class TutorialCommand implements Runnable {

    @Spec CommandSpec spec = CommandSpec.create();
    @Mixin CommonOptions common = new CommonOptions();

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
