package dev.headlight.tutorial.digits;

import static dev.headlight.tutorial.lesson.Numbers.percent;

import dev.headlight.engine.Workers;
import dev.headlight.training.TrainingPlan;
import dev.headlight.tutorial.lesson.Block;
import dev.headlight.tutorial.lesson.Blocks;
import dev.headlight.tutorial.lesson.Chapter;
import dev.headlight.tutorial.lesson.Check;
import dev.headlight.tutorial.lesson.Numbers;
import dev.headlight.tutorial.lesson.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Lesson 9: where it ends, and what to try next. */
public final class LimitsLesson implements Chapter {

    /** Sums of more digits that are asked. */
    private static final int LONGER = 1000;

    private static final int SEEDS = 3;

    /** A model of some size, trained from several seeds. */
    private record Size(int dim, int heads, int ff) {}

    private static final List<Size> SIZES =
            List.of(new Size(4, 1, 16), new Size(8, 2, 32), new Size(16, 2, 64));

    @Override
    public int number() {
        return 9;
    }

    @Override
    public String title() {
        return "Limits, and where to go from here";
    }

    @Override
    public int minutes() {
        return 6;
    }

    @Override
    public String aim() {
        return "What the model did not learn, why small ones fail, and a command for every idea that follows.";
    }

    @Override
    public List<Block> write() {
        Blocks blocks = new Blocks();
        try (Workers workers = TwoDigits.workers()) {
            longer(blocks, workers);
            smaller(blocks, workers);
        }
        nextSteps().forEach(blocks::add);
        blocks.heading("Exercise");
        exercises().forEach(blocks::add);
        return blocks.list();
    }

    @Override
    public List<Block> exercises() {
        return new Blocks()
                .exercise(
                        "9.1",
                        "How narrow may the model be? Name a width from 4 to 48 with which, from the seed of this"
                                + " lesson, at least 99 of 100 unseen sums of two digits are right.",
                        "where luck decides: near the edge a wider model may do worse.",
                        "headlight tutorial check 9.1 4",
                        LimitsLesson::narrow)
                .list();
    }

    /** Room for three digits, but only numbers of two are learned. */
    private static void longer(Blocks blocks, Workers workers) {
        SumFormat format = new SumFormat(3, DigitOrder.LEAST_FIRST);
        PairSplit split = PairSplit.random(100, 3_000, TwoDigits.SEED);
        TrainingPlan plan =
                DigitPlans.of(
                        new SumFormat(2, DigitOrder.LEAST_FIRST),
                        TwoDigits.SEED,
                        workers.threads());
        DigitTraining training =
                new DigitTraining(
                        format,
                        plan.with("context", Integer.toString(format.context())),
                        split,
                        workers);
        training.train(r -> {});
        Exam inside = training.examine(n -> {});
        Exam outside = training.examine(longSums());
        blocks.heading("One digit more")
                .text(
                        "A model with room for three digits is trained on numbers of two: `47 + 85` is"
                                + " `740+580=2310`, the hundreds always `0`. Of the pairs of two digits it never"
                                + " saw, "
                                + percent(inside.accuracy())
                                + " are right. It knows the rule for units and for tens, and the rule for hundreds"
                                + " is the same.")
                .question(
                        "How many sums of two numbers from 100 to 999 will it have right?",
                        List.of("nearly all", "about half", "nearly none"),
                        a -> {
                            a.text(
                                    (outside.accuracy() > 0.75
                                                    ? "a"
                                                    : outside.accuracy() > 0.25 ? "b" : "c")
                                            + ": of "
                                            + outside.total()
                                            + " such sums "
                                            + percent(outside.accuracy())
                                            + " are right.");
                            List<List<String>> rows = new ArrayList<>();
                            for (Miss m :
                                    outside.misses()
                                            .subList(0, Math.min(5, outside.misses().size()))) {
                                rows.add(
                                        List.of(
                                                m.sum().toString(),
                                                Long.toString(m.sum().value()),
                                                m.answer() < 0
                                                        ? "no number"
                                                        : Long.toString(m.answer())));
                            }
                            if (!rows.isEmpty()) {
                                a.table("Some of them", List.of("sum", "is", "answered"), rows);
                            }
                        })
                .text(
                        "It has not learned *addition*; it has learned what to do at each place that it was"
                                + " trained on. Nothing in its loss said that the places are alike. This is known"
                                + " as failing to generalise in length (Lee et al. 2023 train on 1 and 3 digits"
                                + " and fail on 2 and 4).");
    }

    private static List<Sum> longSums() {
        SplittableRandom random = new SplittableRandom(TwoDigits.SEED);
        List<Sum> sums = new ArrayList<>();
        for (int i = 0; i < LONGER; i++) {
            sums.add(new Sum(random.nextInt(100, 1000), random.nextInt(100, 1000)));
        }
        return sums;
    }

    private static void smaller(Blocks blocks, Workers workers) {
        List<List<String>> rows = new ArrayList<>();
        for (Size size : SIZES) {
            List<String> row = new ArrayList<>();
            row.add(
                    size.dim()
                            + " wide, "
                            + size.heads()
                            + (size.heads() == 1 ? " head" : " heads"));
            for (int seed = 1; seed <= SEEDS; seed++) {
                DigitTraining training = sized(size, seed, workers);
                training.train(r -> {});
                if (seed == 1) {
                    row.add(Numbers.count(training.parameters().count()));
                }
                row.add(percent(training.examine(n -> {}).accuracy()));
            }
            rows.add(row);
        }
        List<String> columns = new ArrayList<>(List.of("model", "parameters"));
        for (int seed = 1; seed <= SEEDS; seed++) {
            columns.add("seed " + seed);
        }
        blocks.heading("Smaller")
                .text(
                        "The model of the last lessons was larger than it had to be. Make it smaller, and at some"
                                + " size it fails; but not at a clear edge. The same model with other random"
                                + " weights to begin with may learn or not.")
                .table(
                        "Two digits, unseen sums that are right, after the steps of the larger model",
                        columns,
                        rows)
                .note(
                        "Why one run proves little",
                        "A result from one seed is an anecdote. That is why the default model here is well above"
                                + " the edge, and was tried from ten seeds. Lesson 10 goes the other way.");
    }

    private static DigitTraining sized(Size size, long seed, Workers workers) {
        SumFormat format = new SumFormat(2, DigitOrder.LEAST_FIRST);
        PairSplit split =
                PairSplit.random(format.numbers(), DigitPlans.pairs(format), TwoDigits.SEED);
        TrainingPlan plan =
                DigitPlans.of(format, seed, workers.threads())
                        .with("dim", Integer.toString(size.dim()))
                        .with("heads", Integer.toString(size.heads()))
                        .with("ff", Integer.toString(size.ff()))
                        .with("eval-every", "0");
        return new DigitTraining(format, plan, split, workers);
    }

    /** What to try after the lessons: commands that build on each other. */
    public static List<Block> nextSteps() {
        return new Blocks()
                .heading("Every idea, and a command that shows it")
                .text(
                        "What you have seen in small is what large models are made of. These commands run as they"
                                + " stand here, in this order; the last needs a model of yours.")
                .command(
                        "headlight tutorial train --digits 2 --out runs/two",
                        "the *transformer* of these lessons in a folder of its own, with sums to ask it")
                .command(
                        "headlight inspect runs/two",
                        "what it is made of: *multi-head attention*, *normalisation*, feed-forward block, and how"
                                + " many numbers it has")
                .command(
                        "headlight analyze runs/two --text runs/two/sums.txt --split line",
                        "its heads by the scores that are used on large models, each with an interval and a"
                                + " control")
                .command(
                        "headlight demo --out runs/demo",
                        "two layers on *residual connections*: a head of the second layer reads what one of the"
                                + " first has written beside the token, and so induction heads form while you"
                                + " watch; *positions* by rotation")
                .command(
                        "headlight train --preset demo --architecture gpt2 --out runs/gpt2",
                        "the same text with *positions* as learned vectors and LayerNorm, as in the digit model")
                .command(
                        "headlight compare runs/demo runs/gpt2",
                        "which heads differ: guess first whether learned positions let induction heads form in"
                                + " as few steps")
                .command(
                        "headlight explore runs/demo",
                        "type a text, see every head, switch heads off; opens the browser")
                .command(
                        "headlight analyze model.gguf --text README.md",
                        "*induction heads in a real model*: put the path of any GGUF file or Hugging Face folder of"
                                + " the Llama or GPT-2 family in the place of `model.gguf`")
                .list();
    }

    private static Check.Outcome narrow(List<String> answer) {
        int width = DigitAnswers.number(answer, "a width, as in 9.1 24", 4, 48);
        try (Workers workers = TwoDigits.workers()) {
            int heads = width % 3 == 0 ? 3 : width % 2 == 0 ? 2 : 1;
            DigitTraining training =
                    sized(new Size(width, heads, 4 * width), TwoDigits.SEED, workers);
            training.train(r -> {});
            Exam exam = training.examine(n -> {});
            return new Check.Outcome(
                    exam.accuracy() >= 0.99,
                    Words.of(
                            "Width "
                                    + width
                                    + ", "
                                    + heads
                                    + (heads == 1 ? " head" : " heads")
                                    + ", "
                                    + Numbers.count(training.parameters().count())
                                    + " parameters: "
                                    + percent(exam.accuracy())
                                    + " of the unseen sums are right."));
        }
    }
}
