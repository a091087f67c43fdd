package dev.headlight.tutorial.digits;

import static dev.headlight.tutorial.lesson.Numbers.percent;

import dev.headlight.engine.Workers;
import dev.headlight.tutorial.lesson.Block;
import dev.headlight.tutorial.lesson.Blocks;
import dev.headlight.tutorial.lesson.Chapter;
import dev.headlight.tutorial.lesson.Check;
import dev.headlight.tutorial.lesson.Figure.LineChart;
import dev.headlight.tutorial.lesson.Figure.Series;
import dev.headlight.tutorial.lesson.Numbers;
import dev.headlight.tutorial.lesson.Role;
import dev.headlight.tutorial.lesson.Words;
import java.util.ArrayList;
import java.util.List;

/** Lesson 4: numbers as digits, and why their order decides. */
public final class OrderLesson implements Chapter {

    private static final Sum EXAMPLE = new Sum(47, 85);
    private static final int FEW = 800;
    private static final double LEARNED = 0.95;

    @Override
    public int number() {
        return 4;
    }

    @Override
    public String title() {
        return "Digits";
    }

    @Override
    public int minutes() {
        return 5;
    }

    @Override
    public String aim() {
        return "A transformer adds numbers it has read as digits, and it needs them in the right order.";
    }

    @Override
    public List<Block> write() {
        TwoDigits least = TwoDigits.leastFirst();
        TwoDigits greatest = TwoDigits.of(DigitOrder.GREATEST_FIRST);
        Blocks blocks = new Blocks();
        task(blocks, least);
        order(blocks, least, greatest);
        result(blocks, least, greatest);
        EmbeddingSection.add(blocks, least.moments().getLast().digits());
        blocks.add(
                DigitLab.readersOr(least)
                        .block(
                                DigitLab.View.ANSWER,
                                "Type a sum. The model writes its answer digit by digit, the units (`s0`) first; each row"
                                        + " shows how sure it was of each token. Predict where it hesitates."));
        blocks.heading("Exercise");
        exercises().forEach(blocks::add);
        return blocks.list();
    }

    @Override
    public List<Block> exercises() {
        return new Blocks()
                .exercise(
                        "4.1",
                        "How few pairs are enough? Name a number of pairs, "
                                + FEW
                                + " or fewer, from which the model learns two digits with at least 99 of 100"
                                + " unseen sums right.",
                        "what is wrong when they are too few: the carries or the digits? The check trains the"
                                + " model of this lesson on so many pairs, and asks all others.",
                        "headlight tutorial check 4.1 " + FEW,
                        OrderLesson::fewPairs)
                .list();
    }

    private static void task(Blocks blocks, TwoDigits least) {
        SumFormat format = least.format();
        String text = SumFormat.text(format.ids(EXAMPLE));
        String question = text.substring(0, format.questionTokens());
        var parameters = least.training().parameters();
        blocks.heading("From numbers to tokens")
                .text(
                        "Until now a number was a number: attention could double it or average it. A language"
                                + " model never sees numbers. It sees *tokens*, and here every digit is one, with"
                                + " `+` and `=`: "
                                + SumFormat.TOKENS.size()
                                + " tokens in all. A token is only a name. That `5` is more than `4` must be"
                                + " learned, like everything else.")
                .text(
                        "So `"
                                + EXAMPLE
                                + "` becomes `"
                                + question
                                + "`, and the model is to go on with `"
                                + text.substring(format.questionTokens())
                                + "`: each time one token, the likeliest. The least digit stands first in all"
                                + " three numbers; why, you will see.")
                .text(
                        "The model is the transformer that Headlight opens everywhere else: "
                                + parameters.config().nLayers()
                                + " layer, "
                                + parameters.config().nHeads()
                                + " heads, "
                                + parameters.config().dModel()
                                + " numbers wide, "
                                + Numbers.count(parameters.count())
                                + " parameters. Attention is the only way in which one position learns of"
                                + " another. It sees "
                                + Numbers.count(least.training().split().learnedCount())
                                + " of the 10,000 pairs of two digits, over and over, and its loss counts on the"
                                + " digits of the sum alone.");
    }

    private static void order(Blocks blocks, TwoDigits least, TwoDigits greatest) {
        String back = SumFormat.text(least.format().ids(EXAMPLE));
        String plain = SumFormat.text(greatest.format().ids(EXAMPLE));
        blocks.heading("Which digit first?")
                .text(
                        "People write `"
                                + plain
                                + "`. On paper they then begin at the *other* end, with the units, and take the"
                                + " carry along. A model that writes from left to right has to know the first"
                                + " digit of the sum before any other. Turned round, `"
                                + back
                                + "`, every digit needs only its own column and one carry.")
                .question(
                        "The same model, the same pairs, the same steps. How will the two orders differ?",
                        List.of(
                                "not at all: the model sees all digits anyway",
                                "least digit first learns sooner",
                                "as people write learns sooner"),
                        a -> answer(a, least, greatest));
    }

    private static void answer(Blocks a, TwoDigits least, TwoDigits greatest) {
        a.picture(
                new LineChart(
                        "Share of unseen sums that are right, while the two models learn",
                        "step",
                        "right",
                        false,
                        List.of(
                                series("least digit first", Role.OUTPUT, least, false),
                                series("as people write", Role.PLAIN, greatest, true))));
        List<List<String>> rows = new ArrayList<>();
        List<SumTraining.Report> one = least.someReports();
        List<SumTraining.Report> other = greatest.someReports();
        for (int i = 0; i < one.size(); i++) {
            rows.add(
                    List.of(
                            Long.toString(one.get(i).step()),
                            Numbers.fixed(one.get(i).loss(), 4),
                            percent(one.get(i).sample().accuracy()),
                            Numbers.fixed(other.get(i).loss(), 4),
                            percent(other.get(i).sample().accuracy())));
        }
        a.table(
                "Loss in nats a digit, and sums that are right among "
                        + one.get(0).sample().total()
                        + " unseen ones",
                List.of("step", "loss", "least first", "loss", "as written"),
                rows);
        long soon = learned(least);
        long late = learned(greatest);
        a.text(
                (soon < late ? "b" : soon > late ? "c" : "a")
                        + ": with the least digit first, "
                        + percent(LEARNED)
                        + " of these sums are right "
                        + when(soon)
                        + ", and as people write "
                        + when(late)
                        + ".");
    }

    /** The step of the first report that has nearly all of the sums right; the largest number there is for none. */
    private static long learned(TwoDigits model) {
        return model.reports().stream()
                .filter(r -> r.sample().accuracy() >= LEARNED)
                .mapToLong(SumTraining.Report::step)
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }

    private static String when(long step) {
        return step == Long.MAX_VALUE ? "at no time" : "from step " + step + " on";
    }

    private static Series series(String name, Role role, TwoDigits model, boolean dashed) {
        double[] x = model.reports().stream().mapToDouble(SumTraining.Report::step).toArray();
        double[] y = model.reports().stream().mapToDouble(r -> r.sample().accuracy()).toArray();
        return new Series(name, role, dashed, x, y);
    }

    private static void result(Blocks blocks, TwoDigits least, TwoDigits greatest) {
        double back = least.exam().accuracy();
        double plain = greatest.exam().accuracy();
        blocks.text(
                        "Asked every pair that it never saw, the model that writes the least digit first has "
                                + percent(back)
                                + " right, the other "
                                + percent(plain)
                                + ". "
                                + (back - plain > 0.005
                                        ? "Nothing in the model has changed but the order in which it may speak."
                                        : "With two digits the carry can come from one column only, so both orders"
                                                + " are within reach of one layer; how soon is what differs. Try"
                                                + " three digits."))
                .note(
                        "What was known",
                        "That reversed digits are learned more easily has been found before (Lee et al. 2023,"
                                + " Teaching Arithmetic to Small Transformers). There the plain order often stays"
                                + " wrong; how wrong depends on digits, layers and data.")
                .command(
                        "headlight tutorial train",
                        "three digits, trained and tested on all unseen pairs, in well under a minute")
                .command(
                        "headlight tutorial train --order greatest-first --out runs/plain",
                        "the same as people write");
    }

    private static Check.Outcome fewPairs(List<String> answer) {
        int pairs = DigitAnswers.number(answer, "a number of pairs, as in 4.1 800", 1, FEW);
        SumFormat format = new SumFormat(2, DigitOrder.LEAST_FIRST);
        PairSplit split = PairSplit.random(format.numbers(), pairs, TwoDigits.SEED);
        try (Workers workers = TwoDigits.workers()) {
            DigitTraining training =
                    new DigitTraining(
                            format,
                            DigitPlans.of(format, TwoDigits.SEED, workers.threads()),
                            split,
                            workers);
            training.train(r -> {});
            Exam exam = training.examine(n -> {});
            return new Check.Outcome(
                    exam.accuracy() >= 0.99,
                    Words.of(
                            "Trained on "
                                    + pairs
                                    + " pairs, "
                                    + percent(exam.accuracy())
                                    + " of "
                                    + exam.total()
                                    + " unseen sums are right: "
                                    + percent(exam.accuracy(0))
                                    + " of those without a carry, "
                                    + percent(exam.accuracy(1))
                                    + " with a chain of one, "
                                    + percent(exam.accuracy(2))
                                    + " of two."));
        }
    }
}
