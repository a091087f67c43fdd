package dev.headlight.app;

import dev.headlight.app.terminal.Terminal;
import dev.headlight.engine.Workers;
import dev.headlight.text.UsageException;
import dev.headlight.training.TrainingPlan;
import dev.headlight.tutorial.digits.DigitFiles;
import dev.headlight.tutorial.digits.DigitModel;
import dev.headlight.tutorial.digits.DigitOrder;
import dev.headlight.tutorial.digits.DigitPlans;
import dev.headlight.tutorial.digits.DigitTraining;
import dev.headlight.tutorial.digits.Exam;
import dev.headlight.tutorial.digits.PairSplit;
import dev.headlight.tutorial.digits.SumFormat;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A transformer learns addition on this machine, and is tested on every pair that it never saw. */
@Command(
        name = "train",
        description =
                "Train a small transformer to add, then test it on every pair of numbers that it never saw.",
        sortOptions = false,
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  headlight tutorial train",
            "  headlight tutorial train --digits 2 --seed 7",
            "  headlight tutorial train --order greatest-first --out runs/plain"
        })
final class TutorialTrainCommand implements Runnable {

    private static final int FEWEST_DIGITS = 2;
    private static final int MOST_DIGITS = 3;

    @Spec CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--digits",
            paramLabel = "N",
            description = "Digits of each number, 2 or 3 (default: ${DEFAULT-VALUE}).")
    private int digits = MOST_DIGITS;

    @Option(
            names = "--order",
            paramLabel = "ORDER",
            description =
                    "Which digit stands first: least-first, or greatest-first as people write (default:"
                            + " least-first).")
    private String order = "least-first";

    @Option(
            names = "--seed",
            paramLabel = "S",
            description =
                    "Of the pairs to learn, the weights and the batches (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "Optimizer steps (default: what the digits need).")
    private @Nullable Integer steps;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder of the model (default: runs/tutorial-<N>-digits).")
    private @Nullable Path out;

    @Option(names = "--quiet", description = "No progress on standard error.")
    private boolean quiet;

    @Mixin private ThreadsOption threads = new ThreadsOption();
    @Mixin CommonOptions common = new CommonOptions();

    @Override
    public void run() {
        if (digits < FEWEST_DIGITS || digits > MOST_DIGITS) {
            throw new UsageException(
                    "--digits "
                            + digits
                            + " is not 2 or 3: one digit is a table to learn by heart, and with four no one"
                            + " tests every pair.");
        }
        Terminal terminal = ((Headlight) spec.root().userObject()).terminal();
        SumFormat format = new SumFormat(digits, order());
        TrainingPlan plan = DigitPlans.of(format, seed, threads.checked());
        if (steps != null) {
            plan = plan.with("steps", Integer.toString(steps));
        }
        Path folder = out == null ? DigitModel.defaultFolder(digits) : out;
        DigitFiles.require(folder);
        train(terminal, format, plan, folder);
    }

    private DigitOrder order() {
        return switch (order) {
            case "least-first" -> DigitOrder.LEAST_FIRST;
            case "greatest-first" -> DigitOrder.GREATEST_FIRST;
            default ->
                    throw new UsageException(
                            "--order " + order + " is neither least-first nor greatest-first.");
        };
    }

    private void train(Terminal terminal, SumFormat format, TrainingPlan plan, Path folder) {
        PairSplit split = PairSplit.random(format.numbers(), DigitPlans.pairs(format), seed);
        PrintStream err = terminal.err();
        try (Workers workers = new Workers(plan.threads())) {
            DigitTraining training = new DigitTraining(format, plan, split, workers);
            DigitLines lines = new DigitLines(format);
            say(err, lines.beginning(training));
            long begun = System.nanoTime();
            training.train(report -> say(err, List.of(lines.line(report))));
            long trained = System.nanoTime();
            say(err, List.of("Testing every pair that was not learned ..."));
            Exam exam = training.examine(done -> {});
            long tested = System.nanoTime();
            DigitFiles.write(
                    folder,
                    format,
                    training.plan(),
                    split,
                    training.parameters(),
                    exam,
                    new CommandText(
                                    "tutorial train",
                                    spec.commandLine().getParseResult().originalArgs())
                            .toString());
            PrintStream result = terminal.out();
            lines.table(exam).forEach(result::println);
            result.printf(
                    Locale.ROOT,
                    "%nTrained in %.1f s, tested in %.1f s. The model is in %s.%n",
                    (trained - begun) / 1e9,
                    (tested - trained) / 1e9,
                    folder);
            result.println("Next: headlight tutorial ask " + lines.example() + modelOption());
        }
    }

    private String modelOption() {
        return out == null ? "" : " --model " + out;
    }

    private void say(PrintStream err, List<String> lines) {
        if (!quiet) {
            lines.forEach(err::println);
        }
    }
}
