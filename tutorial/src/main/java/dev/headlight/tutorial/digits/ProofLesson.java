package dev.headlight.tutorial.digits;

import static dev.headlight.tutorial.lesson.Numbers.percent;

import dev.headlight.tutorial.lesson.Block;
import dev.headlight.tutorial.lesson.Blocks;
import dev.headlight.tutorial.lesson.Chapter;
import dev.headlight.tutorial.lesson.Check;
import dev.headlight.tutorial.lesson.Numbers;
import dev.headlight.tutorial.lesson.Words;
import java.util.ArrayList;
import java.util.List;

/** Lesson 5: not a sample, all of them. */
public final class ProofLesson implements Chapter {

    /** Misses that the lesson shows. */
    private static final int SHOWN = 12;

    /** Share of digit pairs that carry, and of those that do where a carry comes in. */
    private static final double FIRST_CARRIES = 0.45;

    private static final double NEXT_CARRIES = 0.55;

    /** Kinds that are no further apart than this, as a share of their sums, come together. */
    private static final double TOGETHER = 0.05;

    @Override
    public int number() {
        return 5;
    }

    @Override
    public String title() {
        return "Prove it";
    }

    @Override
    public int minutes() {
        return 4;
    }

    @Override
    public String aim() {
        return "Whether a model can add is a question that can be answered for every pair there is.";
    }

    @Override
    public List<Block> write() {
        TwoDigits model = TwoDigits.leastFirst();
        Exam exam = model.exam();
        PairSplit split = model.training().split();
        Blocks blocks = new Blocks();
        blocks.heading("Seen and unseen")
                .text(
                        "A model that is right on what it was shown may have learned it by heart. Of the 10,000"
                                + " pairs this one saw "
                                + Numbers.count(split.learnedCount())
                                + ". A pair counts as unseen only where it was shown in *neither* order: who has"
                                + " been told 47 + 85 knows 85 + 47. That leaves "
                                + Numbers.count(split.unseenCount())
                                + " to ask, and we ask every one.")
                .heading("One pass a sum")
                .text(
                        "To write a sum of two digits the model runs three times, each time reading what it wrote"
                                + " before. The test needs one run: it puts the *right* digits there and looks"
                                + " whether the likeliest next token is right at each place (this is called"
                                + " teacher forcing). As long as all digits so far are right, both read the same;"
                                + " so the model's own answer is right exactly where every one of these is.")
                .question(
                        "Which sums will be the last to come right?",
                        List.of(
                                "those without a carry",
                                "those with long carry chains",
                                "no kind: all come at once"),
                        a -> progress(a, model))
                .heading("The result")
                .table(
                        "Every unseen pair, by the longest chain of neighbouring columns that all carry",
                        List.of("longest chain", "asked", "right", "wrong"),
                        rows(exam));
        misses(blocks, exam);
        blocks.note(
                        "What this proves",
                        (exam.misses().isEmpty()
                                        ? "That this model adds two numbers of two digits: all of them, on this"
                                                + " machine, with these weights."
                                        : "That this model, on this machine, with these weights, has "
                                                + exam.misses().size()
                                                + " of "
                                                + Numbers.count(exam.total())
                                                + " sums wrong: which ones, and that there are no others.")
                                + " It does not prove how it adds (lessons 6 and 7), nor that it can add three"
                                + " digits (lesson 9).")
                .command(
                        "headlight tutorial train",
                        "the same for three digits: "
                                + "1% of the pairs to learn, about 980,000 to be asked")
                .heading("Exercise");
        exercises().forEach(blocks::add);
        return blocks.list();
    }

    @Override
    public List<Block> exercises() {
        return new Blocks()
                .exercise(
                        "5.1",
                        "Find a sum of two numbers below 100 that was *not* learned in either order and whose"
                                + " carry chain is as long as can be.",
                        "how many there are. With ten digits a chain through all columns is one sum in "
                                + Math.round(1 / (FIRST_CARRIES * Math.pow(NEXT_CARRIES, 9)))
                                + ": a test of a hundred random sums would hardly meet one.",
                        "headlight tutorial check 5.1 11+22",
                        ProofLesson::longChain)
                .list();
    }

    private static void progress(Blocks a, TwoDigits model) {
        List<List<String>> rows = new ArrayList<>();
        for (SumTraining.Report report : model.someReports()) {
            rows.add(
                    List.of(
                            Long.toString(report.step()),
                            percent(report.sample().accuracy(0)),
                            percent(report.sample().accuracy(1)),
                            percent(report.sample().accuracy(2))));
        }
        a.table(
                "Right among " + model.reports().get(0).sample().total() + " unseen sums",
                List.of("step", "no carry", "chain of 1", "chain of 2"),
                rows);
        a.text(lastRight(model));
    }

    /** Which kind was the last to be learned, by the first report that has at least half of all right. */
    private static String lastRight(TwoDigits model) {
        Exam middle = model.reports().getLast().sample();
        for (SumTraining.Report report : model.reports()) {
            if (report.sample().accuracy() > 0.5) {
                middle = report.sample();
                break;
            }
        }
        int last = 0;
        int first = 0;
        for (int chain = 1; chain <= model.format().digits(); chain++) {
            last = middle.accuracy(chain) < middle.accuracy(last) ? chain : last;
            first = middle.accuracy(chain) > middle.accuracy(first) ? chain : first;
        }
        String weights =
                " A pair with *c* carries is shown 1 + *c* times as often as one without: long chains are rare,"
                        + " and would be seen too seldom.";
        if (middle.accuracy(first) - middle.accuracy(last) < TOGETHER) {
            return "c: when half of all are right, no kind is behind the others." + weights;
        }
        return last == 0
                ? "a: the sums *without* a carry come last, against what most expect. A carry is not hard in"
                        + " itself: where column and carry are both read, one table serves all. How often a kind is"
                        + " shown may decide more."
                        + weights
                : "b: sums with a chain of "
                        + last
                        + " come last. A carry that comes from a carry has to be worked out from the digit just"
                        + " written."
                        + weights;
    }

    private static List<List<String>> rows(Exam exam) {
        List<List<String>> rows = new ArrayList<>();
        for (int chain = 0; chain < exam.asked().length; chain++) {
            rows.add(
                    List.of(
                            chain == 0 ? "none" : Integer.toString(chain),
                            Numbers.count(exam.asked()[chain]),
                            Numbers.count(exam.right()[chain]),
                            Numbers.count(exam.asked()[chain] - exam.right()[chain])));
        }
        rows.add(
                List.of(
                        "all",
                        Numbers.count(exam.total()),
                        Numbers.count(exam.total() - exam.misses().size()),
                        Numbers.count(exam.misses().size())));
        return rows;
    }

    private static void misses(Blocks blocks, Exam exam) {
        if (exam.misses().isEmpty()) {
            blocks.text("Not one is wrong. There is no pair of two digits left to doubt.");
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        for (Miss m : exam.misses().subList(0, Math.min(SHOWN, exam.misses().size()))) {
            rows.add(
                    List.of(
                            m.sum().toString(),
                            Long.toString(m.sum().value()),
                            m.answer() < 0 ? "no number" : Long.toString(m.answer())));
        }
        blocks.table(
                exam.misses().size() > SHOWN ? "The first of the misses" : "Every miss",
                List.of("sum", "is", "answered"),
                rows);
    }

    private static Check.Outcome longChain(List<String> answer) {
        Sum sum = DigitAnswers.sum(answer);
        PairSplit split = TwoDigits.split(DigitOrder.LEAST_FIRST); // nothing is trained
        int chains = 0;
        for (int pair = 0; pair < split.numbers() * split.numbers(); pair++) {
            Sum each = new Sum(pair / split.numbers(), pair % split.numbers());
            boolean counts = split.unseen(each.a(), each.b()) && each.longestCarryChain() == 2;
            chains += counts ? 1 : 0;
        }
        boolean unseen = split.unseen(sum.a(), sum.b());
        int chain = sum.longestCarryChain();
        return new Check.Outcome(
                unseen && chain == 2,
                Words.of(
                        sum
                                + " has a longest carry chain of "
                                + chain
                                + " and "
                                + (unseen
                                        ? "was not learned."
                                        : "was learned, in one of its orders.")
                                + " Of all unseen pairs, "
                                + Numbers.count(chains)
                                + " have a chain of 2."));
    }
}
