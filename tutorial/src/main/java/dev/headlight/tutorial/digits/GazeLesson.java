package dev.headlight.tutorial.digits;

import static dev.headlight.tutorial.digits.DigitNames.weight;
import static dev.headlight.tutorial.lesson.Numbers.percent;

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
            hidden(blocks, gaze, new Laboratory(two.model(), two.sums(), workers));
            sums(blocks, two, gaze, workers);
            early(blocks, two, gaze);
            new MomentsSection(two.moments()).add(blocks);
        }
        blocks.add(
                DigitLab.readersOr(two)
                        .block(
                                DigitLab.View.ATTENTION,
                                "Before you look: which digits must be read to write `s1`, the tens? Then type sums of your"
                                        + " own, and see what each head reads."));
        blocks.heading("Exercise");
        exercises().forEach(blocks::add);
        return blocks.list();
    }

    @Override
    public List<Block> exercises() {
        return new Blocks()
                .exercise(
                        "6.1",
                        "Which head looks most at the column before the digit that is written, where a carry"
                                + " comes from? Name its number, from 0.",
                        "the rows of the tens in the maps.",
                        "headlight tutorial check 6.1 0",
                        GazeLesson::carryHead)
                .list();
    }

    private static void predict(Blocks blocks, SumFormat format) {
        int n = format.digits();
        blocks.heading("Predict")
                .text(
                        "What must be known to write the digit of column *i*? The two digits of that column,"
                                + " {x|a_i} and {x|b_i}, and whether column *i-1* carried. The carry need not be"
                                + " passed on from column to column: where both digits of the column before are"
                                + " known, and the digit s that was written there, it follows, since a sum that"
                                + " went over 9 has left a digit that is too small:")
                .formula("carry into column i = 1 where s_(i-1) < a_(i-1) + b_(i-1), else 0")
                .text(
                        "And {x|s_(i-1)} is the token that the model reads at that very moment. So one layer is"
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
                                    "Weight on both digits of a column together",
                                    List.of(
                                            "head",
                                            "writes",
                                            "own column",
                                            "column before",
                                            "+ = and s"),
                                    columns(gaze));
                            a.text(verdict(gaze));
                        });
    }

    private static List<List<String>> columns(Gaze gaze) {
        List<List<String>> rows = new ArrayList<>();
        int digits = gaze.format().digits();
        for (int h = 0; h < gaze.all().length; h++) {
            for (int place = 0; place <= digits; place++) {
                double own = place < digits ? gaze.onColumn(gaze.all(), h, place, place) : 0;
                double before = place > 0 ? gaze.onColumn(gaze.all(), h, place, place - 1) : 0;
                double others = 1;
                for (int column = 0; column < digits; column++) {
                    others -= gaze.onColumn(gaze.all(), h, place, column);
                }
                rows.add(
                        List.of(
                                "head " + h,
                                "s" + place + " " + DigitNames.place(place),
                                place < digits ? weight(own) : "-",
                                place > 0 ? weight(before) : "-",
                                weight(Math.abs(others))));
            }
        }
        return rows;
    }

    private static String verdict(Gaze gaze) {
        int column = gaze.columnHead();
        int carry = gaze.carryHead();
        boolean columnHeld = gaze.own(column) > 0.8;
        boolean carryHeld = gaze.before(carry) > 0.8;
        boolean mixed = true; // both columns of the prediction, and little else
        for (int h = 0; h < gaze.all().length; h++) {
            mixed &= gaze.onColumn(gaze.all(), h, 1, 1) + gaze.onColumn(gaze.all(), h, 1, 0) > 0.8;
        }
        String letter = columnHeld && carryHeld ? "a: " : columnHeld || mixed ? "b: " : "c: ";
        return letter
                + (columnHeld
                        ? "*The column head is there*: head "
                                + column
                                + " gives "
                                + percent(gaze.own(column))
                                + " to the digits of the column that it writes, half and half on the average. "
                        : "*No clean column head*: at most "
                                + percent(gaze.own(column))
                                + " on the own column, by head "
                                + column
                                + ". ")
                + (carryHeld
                        ? "*So is the carry head*: head "
                                + carry
                                + " gives "
                                + percent(gaze.before(carry))
                                + " to the column before."
                        : "*The carry head that was predicted is missing*: head "
                                + carry
                                + " looks most at the column before, but gives it only "
                                + percent(gaze.before(carry))
                                + " and reads its own column beside it. That is enough: what comes after attention"
                                + " can take a mixture apart. Training looks for what works, not for what is easy"
                                + " to read.");
    }

    private static void hidden(Blocks blocks, Gaze gaze, Laboratory laboratory) {
        List<List<String>> rows = new ArrayList<>();
        double most = 0;
        for (int h = 0; h < gaze.all().length; h++) {
            Leaning leaning = Leaning.of(laboratory, gaze.format(), h, 0);
            most = Math.max(most, leaning.apart());
            rows.add(
                    List.of(
                            "head " + h,
                            weight(leaning.first()),
                            weight(leaning.second()),
                            weight(leaning.apart()),
                            percent(leaning.onLarger())));
        }
        blocks.heading("What the mean hides")
                .text(
                        "Half and half on the average: is it half and half in each sum? For the units, here is how"
                                + " far the two weights are apart in a single sum (0: equal, 1: all on one digit),"
                                + " and how much of the two goes to the larger digit.")
                .table(
                        "The two digits of the units, when the units of the sum are written",
                        List.of("head", "on a0", "on b0", "apart in a sum", "to the larger"),
                        rows)
                .text(
                        most > 0.2
                                ? "*It is not.* In a single sum a head leans to one of the digits, and which one"
                                        + " depends on the digits: the attention itself says something about the"
                                        + " numbers. The prediction said that the pattern only routes by place."
                                        + " Keep this in mind for lesson 7."
                                : "It is: the pattern routes by place, whatever the digits are.");
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
        double most = 0;
        int head = 0; // whose attention differs most
        for (int h = 0; h < gaze.all().length; h++) {
            for (int k = 0; k < two.format().answerDigits(); k++) {
                if (early.share()[k] > 0.02 && early.share()[k] < 0.98) {
                    double apart = 0;
                    for (int j = 0; j < early.right()[h][k].length; j++) {
                        apart += Math.abs(early.right()[h][k][j] - early.wrong()[h][k][j]) / 2;
                    }
                    head = apart > most ? h : head;
                    most = Math.max(most, apart);
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
        for (boolean right : new boolean[] {true, false}) {
            blocks.picture(
                    DigitNames.map(
                            "Head "
                                    + head
                                    + " early on, where the digit came out "
                                    + (right ? "right" : "wrong"),
                            two.format(),
                            (right ? early.right() : early.wrong())[head],
                            DigitNames.written(two.format()),
                            DigitNames.inputs(two.format())));
        }
        blocks.text(
                (early.share()[two.format().answerDigits() - 1] == 1
                                ? "An empty row: that digit was never wrong. "
                                : "")
                        + (most < 0.15
                                ? "Near 0: where it is wrong the model looks at the same places, on the average. What it"
                                        + " does with what it sees is not learned yet. Attention tells where information"
                                        + " comes from; whether it is understood, attention does not tell."
                                : "They differ: some of what is wrong comes from looking elsewhere."));
    }

    private static Check.Outcome carryHead(List<String> answer) {
        TwoDigits two = TwoDigits.leastFirst();
        int heads = two.model().config().nHeads();
        int named = DigitAnswers.number(answer, "the number of a head, as in 6.1 0", 0, heads - 1);
        try (Workers workers = TwoDigits.workers()) {
            Gaze gaze = Gaze.of(two.model(), two.sums(), workers);
            double before = gaze.before(named);
            return new Check.Outcome(
                    named == gaze.carryHead(),
                    Words.of(
                            "Head "
                                    + named
                                    + " gives "
                                    + percent(before)
                                    + " of its attention to the column before when it writes the tens."));
        }
    }
}
