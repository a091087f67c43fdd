package dev.headlight.tutorial.smallest;

import static dev.headlight.tutorial.lesson.Numbers.count;
import static dev.headlight.tutorial.lesson.Numbers.percent;

import dev.headlight.engine.Workers;
import dev.headlight.model.OpenModel;
import dev.headlight.model.Transformer;
import dev.headlight.model.training.Parameter;
import dev.headlight.model.training.Parameters;
import dev.headlight.text.UsageException;
import dev.headlight.tutorial.digits.DigitModel;
import dev.headlight.tutorial.digits.Exam;
import dev.headlight.tutorial.digits.SumFormat;
import dev.headlight.tutorial.lesson.Blocks;
import dev.headlight.tutorial.lesson.Check;
import dev.headlight.tutorial.lesson.Numbers;
import dev.headlight.tutorial.lesson.Words;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What to change of the smallest adder, and how it is judged. */
final class SmallestExercises {

    /** Sums that a check asks, half of them random and half heavy in carries. */
    static final int ASKED = 2_000;

    private static final double MOST = 0.9;

    private SmallestExercises() {}

    static void add(Blocks blocks) {
        blocks.exercise(
                        "10.1",
                        "Which of its numbers can be spared? Name a parameter and an index, as"
                                + " `embedding.weight 3`: set to 0, the model must still have nine tenths of "
                                + count(ASKED)
                                + " sums right.",
                        "A large number is not always a needed one.",
                        "headlight tutorial check 10.1 embedding.weight 3",
                        SmallestExercises::spared)
                .command(
                        "headlight tutorial train --digits 10",
                        "trains it again, from the seed that made these weights or from another by `--seed`;"
                                + " the model goes to "
                                + DigitModel.defaultFolder(SmallestAdder.FORMAT.digits()))
                .exercise(
                        "10.2",
                        "Train it from another seed, and name the folder: nine tenths of "
                                + count(ASKED)
                                + " sums must be right.",
                        "Watch the column of long chains while it learns. Does your seed get there? Look at its"
                                + " heads by `headlight tutorial ask` with `--model`: the same two?",
                        "headlight tutorial check 10.2 "
                                + DigitModel.defaultFolder(SmallestAdder.FORMAT.digits()),
                        SmallestExercises::retrained);
    }

    private static Check.Outcome spared(List<String> answer) {
        Parameters parameters = SmallestAdder.parameters();
        Parameter found =
                answer.size() == 2 && answer.get(1).matches("\\d{1,3}")
                        ? parameters.all().stream()
                                .filter(p -> p.name().equals(answer.get(0)))
                                .filter(p -> Integer.parseInt(answer.get(1)) < p.size())
                                .findFirst()
                                .orElse(null)
                        : null;
        if (found == null) {
            throw new UsageException(
                    "the answer \""
                            + String.join(" ", answer)
                            + "\" names no number of the model; parameters are "
                            + String.join(
                                    ", ", parameters.all().stream().map(Parameter::name).toList())
                            + ", and the index counts from 0.");
        }
        int index = Integer.parseInt(answer.get(1));
        float was = found.values()[index];
        found.values()[index] = 0;
        Exam exam =
                exam(
                        new DigitModel(
                                SmallestAdder.FORMAT,
                                new Transformer(SmallestAdder.config(), parameters.weights())));
        return outcome(
                "`"
                        + found.name()
                        + "` "
                        + index
                        + " was "
                        + Numbers.plain(was, 3)
                        + ". Without it",
                exam);
    }

    private static Check.Outcome retrained(List<String> answer) {
        Path run = Path.of(String.join(" ", answer));
        if (answer.isEmpty() || !Files.isDirectory(run)) {
            throw new UsageException(
                    "the answer \""
                            + String.join(" ", answer)
                            + "\" is no folder; headlight tutorial train --digits 10 makes one.");
        }
        SumFormat format = DigitModel.format(run);
        if (!format.equals(SmallestAdder.FORMAT)) {
            throw new UsageException(
                    "the model in "
                            + run
                            + " adds "
                            + format.digits()
                            + " digits; this exercise asks for one of headlight tutorial train --digits 10.");
        }
        try (OpenModel open = DigitModel.open(run)) {
            return outcome("Of the model in " + run, exam(DigitModel.of(open, format)));
        }
    }

    private static Exam exam(DigitModel model) {
        try (Workers workers = new Workers(1)) {
            SumFormat format = SmallestAdder.FORMAT;
            return Exam.of(model, HeldOutSums.random(format, ASKED / 2), workers)
                    .and(Exam.of(model, HeldOutSums.heavy(format, ASKED / 2), workers));
        }
    }

    private static Check.Outcome outcome(String begins, Exam exam) {
        return new Check.Outcome(
                exam.accuracy() >= MOST,
                Words.of(
                        begins
                                + " "
                                + percent(exam.accuracy())
                                + " of "
                                + count(exam.total())
                                + " sums are right."));
    }
}
