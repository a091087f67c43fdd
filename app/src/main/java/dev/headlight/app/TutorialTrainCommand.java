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
import dev.headlight.tutorial.digits.SumTraining;
import dev.headlight.tutorial.smallest.HeldOutSums;
import dev.headlight.tutorial.smallest.SmallestAdder;
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

/** A transformer learns addition on this machine, and is tested on pairs that it never saw: all of them, up to 3 digits. */
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
            "  headlight tutorial train --order greatest-first --out runs/plain",
            "  headlight tutorial train --digits 10"
        })
final class TutorialTrainCommand implements Runnable {

    private static final int FEWEST_DIGITS = 2;
    private static final int MOST_DIGITS = 3;

    /** Unseen sums of ten digits that are written beside the model. */
    private static final int WRITTEN = 1000;

    @Spec CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--digits",
            paramLabel = "N",
            description =
                    "Digits of each number, 2 or 3, or 10 for the smallest adder of lesson 10 (default:"
                            + " ${DEFAULT-VALUE}).")
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
                    "Of the pairs to learn, the weights and the batches (default: 1; with 10 digits the seed"
                            + " that made the adder of lesson 10).")
    private @Nullable Long seed;

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
        boolean smallest = digits == SmallestAdder.FORMAT.digits();
        if (!smallest && (digits < FEWEST_DIGITS || digits > MOST_DIGITS)) {
            throw new UsageException(
                    "--digits "
                            + digits
                            + " is not 2, 3 or 10: one digit is a table to learn by heart, and with four no one"
                            + " tests every pair; 10 is the smallest adder of lesson 10.");
        }
        DigitOrder order = order();
        if (smallest && order != SmallestAdder.FORMAT.order()) {
            throw new UsageException(
                    "--order "
                            + this.order
                            + " goes with 2 or 3 digits: the smallest adder is made for"
                            + " least-first.");
        }
        SumFormat format = new SumFormat(digits, order);
        Path folder = out == null ? DigitModel.defaultFolder(digits) : out;
        DigitFiles.require(folder);
        if (smallest) {
            long of = seed == null ? SmallestAdder.SEED : seed;
            trainSmallest(limited(SmallestAdder.plan(of, threads.checked())), folder);
        } else {
            long of = seed == null ? 1 : seed;
            train(format, limited(DigitPlans.of(format, of, threads.checked())), folder);
        }
    }

    private TrainingPlan limited(TrainingPlan plan) {
        return steps == null ? plan : plan.with("steps", Integer.toString(steps));
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

    /** Learns some of all pairs, and is asked all others. */
    private void train(SumFormat format, TrainingPlan plan, Path folder) {
        PairSplit split = PairSplit.random(format.numbers(), DigitPlans.pairs(format), plan.seed());
        try (Workers workers = new Workers(plan.threads())) {
            DigitTraining training = new DigitTraining(format, plan, split, workers);
            DigitLines lines = new DigitLines(format);
            say(lines.beginning(training));
            long begun = System.nanoTime();
            training.train(report -> say(List.of(lines.line(report))));
            long trained = System.nanoTime();
            say(List.of("Testing every pair that was not learned ..."));
            Exam exam = training.examine(done -> {});
            long tested = System.nanoTime();
            DigitFiles.write(
                    folder, format, training.plan(), split, training.parameters(), exam, command());
            report(
                    "Every pair that was not learned, in either order:",
                    exam,
                    lines,
                    folder,
                    trained - begun,
                    tested - trained);
        }
    }

    /** Learns new sums in every step, and is asked sums of other seeds and chains of carries made by hand. */
    private void trainSmallest(TrainingPlan plan, Path folder) {
        try (Workers workers = new Workers(plan.threads())) {
            SumTraining training = SmallestAdder.training(plan, workers);
            SumFormat format = training.format();
            DigitLines lines = new DigitLines(format);
            long learned = (long) plan.steps() * plan.batch();
            say(
                    lines.beginning(
                            training.parameters(),
                            String.format(
                                    Locale.ROOT,
                                    "It learns %,d of 10^20 pairs, each once.",
                                    learned)));
            long begun = System.nanoTime();
            training.train(report -> say(List.of(lines.line(report))));
            long trained = System.nanoTime();
            say(List.of("Testing sums of another seed ..."));
            Exam exam = training.examine(HeldOutSums.examination(format));
            long tested = System.nanoTime();
            DigitFiles.write(
                    folder,
                    format,
                    training.plan(),
                    learned,
                    HeldOutSums.random(format, WRITTEN),
                    training.parameters(),
                    exam,
                    command());
            SmallestAdder.writeLines(folder, training.parameters());
            report(HeldOutSums.WORDS, exam, lines, folder, trained - begun, tested - trained);
        }
    }

    private String command() {
        List<String> arguments = spec.commandLine().getParseResult().originalArgs();
        return new CommandText("tutorial train", arguments).toString();
    }

    private void report(
            String asked, Exam exam, DigitLines lines, Path folder, long training, long test) {
        PrintStream result = terminal().out();
        lines.table(asked, exam).forEach(result::println);
        result.printf(
                Locale.ROOT,
                "%nTrained in %.1f s, tested in %.1f s. The model is in %s.%n",
                training / 1e9,
                test / 1e9,
                folder);
        result.println("Next: headlight tutorial ask " + lines.example() + modelOption());
    }

    private Terminal terminal() {
        return ((Headlight) spec.root().userObject()).terminal();
    }

    private String modelOption() {
        if (out != null) {
            return " --model " + out;
        }
        // The adder that comes with Headlight would answer otherwise.
        return digits > MOST_DIGITS ? " --model " + DigitModel.defaultFolder(digits) : "";
    }

    private void say(List<String> lines) {
        if (!quiet) {
            lines.forEach(terminal().err()::println);
        }
    }
}
