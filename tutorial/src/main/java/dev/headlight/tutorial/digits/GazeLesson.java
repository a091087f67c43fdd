package dev.headlight.tutorial.digits;

import static dev.headlight.tutorial.digits.DigitNames.percent;
import static dev.headlight.tutorial.digits.DigitNames.weight;

import dev.headlight.engine.Workers;
import dev.headlight.tutorial.lesson.Block;
import dev.headlight.tutorial.lesson.Blocks;
import dev.headlight.tutorial.lesson.Chapter;
import dev.headlight.tutorial.lesson.Check;
import dev.headlight.tutorial.lesson.Words;
import java.util.ArrayList;
import java.util.List;

/** Lesson 6: predicted first, then looked at. */
public final class GazeLesson implements Chapter {

    /** Sums chosen for what is special in them, each with the reason. */
    private record Chosen(Sum sum, String why) {}

    private static final List<Chosen> CHOSEN =
            List.of(
                    new Chosen(new Sum(23, 45), "no carry"),
                    new Chosen(new Sum(67, 58), "a chain of two carries"),
                    new Chosen(new Sum(99, 1), "the boundary: 99 becomes 100"),
                    new Chosen(new Sum(0, 86), "zero"),
                    new Chosen(new Sum(55, 55), "equal numbers"));

    @Override
    public int number() {
        return 6;
    }

    @Override
    public String title() {
        return "What does it look at?";
    }

    @Override
    public int minutes() {
        return 6;
    }

    @Override
    public String aim() {
        return "A prediction of where each head must look, made before looking, and what came out.";
    }

    @Override
    public List<Block> write() {
        TwoDigits two = TwoDigits.leastFirst();
        Blocks blocks = new Blocks();
        try (Workers workers = TwoDigits.workers()) {
            Gaze gaze = Gaze.of(two.model(), two.sums(), workers);
            predict(blocks, two.format());
            look(blocks, gaze);
            sums(blocks, two, gaze, workers);
            early(blocks, two, gaze);
        }
        blocks.exercise(
                "6.1",
                "Which head looks at the column before the digit that is written, where a carry comes from?"
                        + " Name its number, from 0.",
                "Its map above is bright one column to the left of the others.",
                "headlight tutorial check 6.1 0",
                GazeLesson::carryHead);
        return blocks.list();
    }

    private static void predict(Blocks blocks, SumFormat format) {
        int n = format.digits();
        blocks.heading("Predict")
                .text(
                        "What must be known to write the digit of column *i*? The two digits of that column,"
                                + " `a_i` and `b_i`, and whether column *i-1* carried. The carry need not be passed"
                                + " on from column to column: where `a`, `b` and the digit `s` of the column before"
                                + " are known, it follows.")
                .formula(
                        "carry into column i = 1 where s_(i-1) < (a_(i-1) + b_(i-1)) − carry, else 0")
                .text(
                        "And `s_(i-1)` is the token that the model reads at that very moment. So one layer is"
                                + " enough, with two kinds of heads:")
                .table(
                        "The prediction: weights when the digit of column i is written",
                        List.of("head", "reads", "offsets back", "weight each"),
                        List.of(
                                List.of("column", "a_i, b_i", (2 * n + 1) + ", " + n, "0.5"),
                                List.of(
                                        "carry",
                                        "a_(i-1), b_(i-1)",
                                        (2 * n + 2) + ", " + (n + 1),
                                        "0.5")))
                .text(
                        "Half and half, because softmax averages: half of `a` plus half of `b` is as good as the"
                                + " sum to what follows. This is lesson 1 again, now among tokens that must"
                                + " not be read.");
    }

    private static void look(Blocks blocks, Gaze gaze) {
        SumFormat format = gaze.format();
        blocks.heading("Look")
                .question(
                        "The model has "
                                + gaze.all().length
                                + " heads, and nobody told them what to do. Will two of them be those?",
                        List.of("exactly those", "those, mixed", "something else"),
                        a -> {
                            for (int h = 0; h < gaze.all().length; h++) {
                                a.picture(
                                        DigitNames.map(
                                                "Head "
                                                        + h
                                                        + ": mean attention over "
                                                        + TwoDigits.SUMS
                                                        + " unseen sums",
                                                format,
                                                gaze.all()[h],
                                                DigitNames.written(format),
                                                DigitNames.inputs(format)));
                            }
                            a.table(
                                    "Weight on both digits of a column together, mean over the digits written",
                                    List.of("head", "own column", "column before", "elsewhere"),
                                    columns(gaze));
                            a.text(verdict(gaze));
                        });
    }

    private static List<List<String>> columns(Gaze gaze) {
        List<List<String>> rows = new ArrayList<>();
        for (int h = 0; h < gaze.all().length; h++) {
            double own = gaze.onColumn(gaze.all(), h, 0);
            double before = gaze.onColumn(gaze.all(), h, 1);
            rows.add(
                    List.of(
                            "head " + h,
                            weight(own),
                            weight(before),
                            weight(Math.max(0, 1 - own - before))));
        }
        return rows;
    }

    private static String verdict(Gaze gaze) {
        int column = gaze.columnHead();
        int carry = gaze.carryHead();
        double own = gaze.onColumn(gaze.all(), column, 0);
        double before = gaze.onColumn(gaze.all(), carry, 1);
        boolean clean = column != carry && own > 0.8 && before > 0.8;
        return (clean ? "*As predicted.* " : "*Not quite as predicted.* ")
                + "Head "
                + column
                + " looks most at the digits of its own column ("
                + percent(own)
                + "), head "
                + carry
                + " most at those of the column before ("
                + percent(before)
                + ")."
                + (clean
                        ? ""
                        : " The work is spread over the heads, and a head may do one thing for one digit and"
                                + " another for the next: what comes after attention can put it together"
                                + " either way. Training looks for what works, not for what is easy to read.");
    }

    private static void sums(Blocks blocks, TwoDigits two, Gaze gaze, Workers workers) {
        blocks.heading("Sums picked by hand")
                .text(
                        "If the pattern routes by *place*, it must be the same whatever the digits are. Here are"
                                + " five sums in which something is special, and how much of each head's attention"
                                + " lies elsewhere than in its mean pattern (0: the same, 1: nothing in common).");
        List<List<String>> rows = new ArrayList<>();
        for (Chosen chosen : CHOSEN) {
            Answer answer = Answer.of(two.model(), chosen.sum(), workers);
            List<String> row = new ArrayList<>();
            row.add(chosen.sum() + " = " + (answer.value() < 0 ? "?" : answer.value()));
            row.add(chosen.why());
            for (int h = 0; h < gaze.all().length; h++) {
                row.add(weight(moved(answer.attention()[h], gaze.all()[h])));
            }
            rows.add(row);
        }
        List<String> columns = new ArrayList<>(List.of("sum", "why"));
        for (int h = 0; h < gaze.all().length; h++) {
            columns.add("head " + h);
        }
        blocks.table("Attention that moved", columns, rows);
        Chosen chain = CHOSEN.get(1);
        Answer answer = Answer.of(two.model(), chain.sum(), workers);
        int head = gaze.carryHead();
        blocks.picture(
                DigitNames.map(
                        "Head " + head + " on " + chain.sum() + ", " + chain.why(),
                        two.format(),
                        answer.attention()[head],
                        DigitNames.written(two.format()),
                        DigitNames.tokens(two.format(), chain.sum())));
        blocks.command(
                "headlight tutorial ask 67 + 58", "the same for any sum, once a model is trained");
    }

    /** Half the absolute difference of two patterns, the mean over the digits written. */
    static double moved(double[][] one, double[][] mean) {
        double sum = 0;
        for (int k = 0; k < mean.length; k++) {
            for (int j = 0; j < mean[k].length; j++) {
                sum += Math.abs(one[k][j] - mean[k][j]) / 2;
            }
        }
        return sum / mean.length;
    }

    private static void early(Blocks blocks, TwoDigits two, Gaze gaze) {
        Gaze early = two.early();
        if (early == null) {
            return;
        }
        blocks.heading("Right against wrong, early on")
                .text(
                        "While the model was learning there was a moment when some of its digits were right and"
                                + " some wrong. If wrong digits come from looking at the wrong place, the"
                                + " attention of the two must differ.");
        List<List<String>> rows = new ArrayList<>();
        for (int h = 0; h < gaze.all().length; h++) {
            for (int k = 0; k < two.format().answerDigits(); k++) {
                if (early.share()[k] > 0.02 && early.share()[k] < 0.98) {
                    double apart = 0;
                    for (int j = 0; j < early.right()[h][k].length; j++) {
                        apart += Math.abs(early.right()[h][k][j] - early.wrong()[h][k][j]) / 2;
                    }
                    rows.add(
                            List.of(
                                    "head " + h,
                                    DigitNames.written(two.format()).get(k),
                                    percent(early.share()[k]),
                                    weight(apart)));
                }
            }
        }
        blocks.table(
                "Attention when the digit comes out right against wrong (0: the same, 1: nothing in common)",
                List.of("head", "digit", "right", "apart"),
                rows);
        blocks.text(
                "Near 0: the model looks at the same places where it is wrong. What it does with what it sees is"
                        + " not learned yet. Attention tells where information comes from; whether it is"
                        + " understood, attention does not tell.");
    }

    private static Check.Outcome carryHead(List<String> answer) {
        TwoDigits two = TwoDigits.leastFirst();
        int heads = two.model().config().nHeads();
        int named = DigitAnswers.number(answer, "the number of a head, as in 6.1 0", 0, heads - 1);
        try (Workers workers = TwoDigits.workers()) {
            Gaze gaze = Gaze.of(two.model(), two.sums(), workers);
            double before = gaze.onColumn(gaze.all(), named, 1);
            return new Check.Outcome(
                    named == gaze.carryHead(),
                    Words.of(
                            "Head "
                                    + named
                                    + " gives "
                                    + percent(before)
                                    + " of its attention to the column before."));
        }
    }
}
