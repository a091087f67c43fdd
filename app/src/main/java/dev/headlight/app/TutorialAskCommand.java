package dev.headlight.app;

import dev.headlight.app.terminal.Terminal;
import dev.headlight.engine.Workers;
import dev.headlight.model.OpenModel;
import dev.headlight.text.UsageException;
import dev.headlight.tutorial.digits.Answer;
import dev.headlight.tutorial.digits.DigitModel;
import dev.headlight.tutorial.digits.Sum;
import dev.headlight.tutorial.digits.SumFormat;
import dev.headlight.tutorial.smallest.SmallestAdder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The trained model answers, and shows what it looked at. */
@Command(
        name = "ask",
        description = "Ask the trained model a sum, and see what its heads looked at.",
        sortOptions = false,
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  headlight tutorial ask 47 + 85",
            "  headlight tutorial ask 9999999999 + 1",
            "  headlight tutorial ask 999+1 --model runs/tutorial-3-digits"
        })
final class TutorialAskCommand implements Runnable {

    private static final Pattern SUM = Pattern.compile("(\\d+)\\s*\\+\\s*(\\d+)\\s*=?");

    /** Digits of the largest models that a reader trains for the lessons. */
    private static final int TRAINED_MOST = 3;

    @Spec CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "A + B", arity = "1..*", description = "The sum.")
    private List<String> words = new ArrayList<>();

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description =
                    "A folder of headlight tutorial train (default: the smallest in runs that has room;"
                            + " above 3 digits the smallest adder of lesson 10, which comes with Headlight).")
    private @Nullable Path model;

    @Mixin CommonOptions common = new CommonOptions();

    @Override
    public void run() {
        String[] numbers = numbers();
        int digits = Math.max(significant(numbers[0]), significant(numbers[1]));
        if (model == null && digits > TRAINED_MOST && digits <= SmallestAdder.FORMAT.digits()) {
            answer(SmallestAdder.model(), sum(numbers));
            return;
        }
        Path folder = model != null ? model : DigitModel.trained(digits);
        SumFormat format = DigitModel.format(folder);
        if (digits > format.digits()) {
            throw new UsageException(
                    "the model in "
                            + folder
                            + " has room for "
                            + format.digits()
                            + (format.digits() == 1 ? " digit" : " digits")
                            + ", and a number has "
                            + digits
                            + ": ask a smaller sum, or train a larger model by --digits.");
        }
        try (OpenModel open = DigitModel.open(folder)) {
            answer(DigitModel.of(open, format), sum(numbers));
        }
    }

    private static Sum sum(String[] numbers) {
        return new Sum(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
    }

    private void answer(DigitModel adder, Sum sum) {
        Terminal terminal = ((Headlight) spec.root().userObject()).terminal();
        try (Workers workers = new Workers(1)) {
            Answer answer = Answer.of(adder, sum, workers);
            new AnswerLines(answer, terminal.colour()).lines().forEach(terminal.out()::println);
        }
    }

    private String[] numbers() {
        String text = String.join(" ", words).strip();
        Matcher matcher = SUM.matcher(text);
        if (!matcher.matches()) {
            throw new UsageException(
                    "\""
                            + text
                            + "\" is no sum of two whole numbers from 0: write headlight tutorial ask 47 + 85.");
        }
        return new String[] {matcher.group(1), matcher.group(2)};
    }

    private static int significant(String number) {
        return Math.max(1, number.replaceFirst("^0+", "").length());
    }
}
