package dev.headlight.tutorial.smallest;

import dev.headlight.engine.Workers;
import dev.headlight.model.Transformer;
import dev.headlight.model.training.Parameter;
import dev.headlight.text.UsageException;
import dev.headlight.tutorial.digits.DigitModel;
import dev.headlight.tutorial.digits.Exam;
import dev.headlight.tutorial.digits.Miss;
import dev.headlight.tutorial.digits.SumFormat;
import dev.headlight.tutorial.lesson.Block;
import dev.headlight.tutorial.lesson.Blocks;
import dev.headlight.tutorial.lesson.Chapter;
import dev.headlight.tutorial.lesson.Check;
import dev.headlight.tutorial.lesson.Grid;
import dev.headlight.tutorial.lesson.Numbers;
import dev.headlight.tutorial.lesson.Role;
import dev.headlight.tutorial.lesson.Words;
import java.util.ArrayList;
import java.util.List;

/** Lesson 10: every weight on one screen. */
public final class SmallestLesson implements Chapter {

    @Override
    public int number() {
        return 10;
    }

    @Override
    public String title() {
        return "The smallest adder";
    }

    @Override
    public int minutes() {
        return 4;
    }

    @Override
    public String aim() {
        return "A transformer small enough to print, and what it can do.";
    }

    @Override
    public List<Block> write() {
        var parameters = SmallestAdder.parameters();
        Blocks blocks = new Blocks();
        blocks.heading("How small?")
                .text(
                        "Reports of the smallest trained transformers that add ten digits go down to about 228"
                                + " parameters, after 45,000 steps and with luck in the seed. Here is one of "
                                + parameters.count()
                                + ", shaped like a language model of today (rotary positions, RMSNorm, SwiGLU, two"
                                + " heads sharing keys and values, output tied to the embedding), "
                                + parameters.config().dModel()
                                + " numbers a token. It was trained on "
                                + Numbers.count(SmallestAdder.PAIRS)
                                + " pairs of *two* digits, "
                                + Numbers.count(SmallestAdder.STEPS)
                                + " steps of 128 sums from seed "
                                + SmallestAdder.SEED
                                + ", about half a minute, and its weights come with Headlight. It is not a finished"
                                + " adder: four runs of this size were made, this is the best, two of the others"
                                + " learned little, and a longer one from the same seed came out worse."
                                + " Ten digits and 45,000 steps were not tried here.")
                .question(
                        "How many of the pairs that it never saw does it have right?",
                        List.of("a tenth", "most", "all"),
                        SmallestLesson::result)
                .heading("All of it")
                .text(
                        "These are all its numbers. A row of `E` is a token, and its four numbers are also how the"
                                + " token is recognised at the end.");
        for (Parameter p : parameters.all()) {
            blocks.matrices(grid(p));
        }
        blocks.note(
                        "Can you read it?",
                        "Hardly. Small is not the same as simple: with so few numbers each has to do several"
                                + " things at once. People have set weights of even smaller adders by hand; those"
                                + " can be read.")
                .exercise(
                        "10.1",
                        "Which of its numbers can be spared? Name a parameter and an index, as"
                                + " `embedding.weight 3`: set to 0, the model must still have nine tenths of"
                                + " what it had right.",
                        "A large number is not always a needed one.",
                        "headlight tutorial check 10.1 embedding.weight 3",
                        SmallestLesson::spare);
        return blocks.list();
    }

    private static void result(Blocks a) {
        Exam exam = exam(SmallestAdder.model());
        a.text(
                "Of "
                        + Numbers.count(exam.total())
                        + " unseen pairs "
                        + Numbers.fixed(100 * exam.accuracy(), 2)
                        + "% are right"
                        + (exam.misses().isEmpty() ? ": every one." : "."));
        List<List<String>> rows = new ArrayList<>();
        for (Miss m : exam.misses().subList(0, Math.min(6, exam.misses().size()))) {
            rows.add(
                    List.of(
                            m.sum().toString(),
                            Integer.toString(m.sum().value()),
                            m.answer() < 0 ? "no number" : Integer.toString(m.answer())));
        }
        if (!rows.isEmpty()) {
            a.table("Some that are wrong", List.of("sum", "is", "answered"), rows);
        }
    }

    private static Grid grid(Parameter p) {
        Role role =
                p.name().contains("query")
                        ? Role.QUERY
                        : p.name().contains("key")
                                ? Role.KEY
                                : p.name().contains("value")
                                        ? Role.VALUE
                                        : p.name().contains("embedding") ? Role.INPUT : Role.PLAIN;
        String name = p.name().equals("embedding.weight") ? "E" : p.name().replace("layers.0.", "");
        Grid grid = Grid.of(name, role, p.values(), p.cols()).decimals(2);
        List<String> columns = new ArrayList<>();
        for (int c = 0; c < p.cols(); c++) {
            columns.add(Integer.toString(c));
        }
        return p.name().equals("embedding.weight")
                ? grid.labelled(SumFormat.TOKENS, columns)
                : grid;
    }

    private static Check.Outcome spare(List<String> answer) {
        var parameters = SmallestAdder.parameters();
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
        double before = exam(SmallestAdder.model()).accuracy();
        float was = found.values()[index];
        found.values()[index] = 0;
        Exam exam =
                exam(
                        new DigitModel(
                                SmallestAdder.FORMAT,
                                new Transformer(SmallestAdder.config(), parameters.weights())));
        return new Check.Outcome(
                exam.accuracy() >= 0.9 * before,
                Words.of(
                        "`"
                                + found.name()
                                + "` "
                                + index
                                + " was "
                                + Numbers.plain(was, 3)
                                + ". Without it "
                                + Numbers.fixed(100 * exam.accuracy(), 1)
                                + "% of the unseen sums are right."));
    }

    private static Exam exam(DigitModel model) {
        try (Workers workers = new Workers(1)) {
            return Exam.everyUnseen(model, SmallestAdder.split(), workers, n -> {});
        }
    }
}
