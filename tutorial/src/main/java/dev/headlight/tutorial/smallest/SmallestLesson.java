package dev.headlight.tutorial.smallest;

import static dev.headlight.tutorial.lesson.Numbers.count;
import static dev.headlight.tutorial.lesson.Numbers.percent;

import dev.headlight.engine.Workers;
import dev.headlight.training.TrainingPlan;
import dev.headlight.tutorial.digits.Answer;
import dev.headlight.tutorial.digits.DigitLab;
import dev.headlight.tutorial.digits.DigitModel;
import dev.headlight.tutorial.digits.Exam;
import dev.headlight.tutorial.digits.Gaze;
import dev.headlight.tutorial.digits.HeadExperiment;
import dev.headlight.tutorial.digits.Laboratory;
import dev.headlight.tutorial.digits.Miss;
import dev.headlight.tutorial.digits.Sum;
import dev.headlight.tutorial.digits.SumFormat;
import dev.headlight.tutorial.lesson.Block;
import dev.headlight.tutorial.lesson.Blocks;
import dev.headlight.tutorial.lesson.Chapter;
import dev.headlight.tutorial.lesson.Figure.Scatter;
import dev.headlight.tutorial.lesson.Numbers;
import java.util.ArrayList;
import java.util.List;

/** Lesson 10: every weight on one screen. */
public final class SmallestLesson implements Chapter {

    /** Sums of each kind that the lesson asks while it is read. */
    static final int ASKED = 10_000;

    /** Sums that the heads are looked at with, and experimented on. */
    static final int LOOKED_AT = 500;

    private static final int MISSES = 6;

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
        return 6;
    }

    @Override
    public String aim() {
        return "A transformer small enough to print that adds numbers of ten digits, and how.";
    }

    @Override
    public List<Block> write() {
        Blocks blocks = new Blocks();
        try (Workers workers =
                new Workers(Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4))) {
            DigitModel model = SmallestAdder.model();
            about(blocks);
            asked(blocks, model, workers);
            weights(blocks);
            looks(blocks, model, workers);
            blocks.add(
                    DigitLab.of(
                                    model,
                                    "All "
                                            + SmallestAdder.parameters().count()
                                            + " numbers of the smallest adder are in this page.")
                            .block(
                                    DigitLab.View.BREAK,
                                    "Type two numbers of up to ten digits; then make a head read all tokens"
                                            + " alike, and see which digits go wrong."));
            last(blocks);
        }
        return blocks.list();
    }

    private static void about(Blocks blocks) {
        TrainingPlan plan = SmallestAdder.plan(SmallestAdder.SEED, 1);
        long sums = (long) plan.steps() * plan.batch();
        blocks.heading("How small?")
                .text(
                        "Lesson 4 used 30,000 numbers to add two digits. Reports of the smallest trained"
                                + " transformers that add *ten* digits go down to some 200. Here is one of "
                                + SmallestAdder.parameters().count()
                                + ", shaped like a language model of today: one layer, rotary positions, RMSNorm,"
                                + " SwiGLU, two heads that share keys and values, the output tied to the"
                                + " embedding. A token is "
                                + SmallestAdder.config().dModel()
                                + " numbers wide.")
                .text(
                        "It saw "
                                + count(sums)
                                + " sums, "
                                + count(plan.steps())
                                + " steps of "
                                + plan.batch()
                                + ", each sum once. There are 10^20 pairs of numbers of ten digits, so a sum that is"
                                + " asked now has not been among them. "
                                + SmallestStory.SEEDS)
                .code(example())
                .text(
                        "That is how it reads and writes a sum: the least digit first, all ten digits of each"
                                + " number, eleven of the result.");
    }

    private static String example() {
        Sum sum = new Sum(9_876_543_210L, 2_468_013_579L);
        return sum + " = " + sum.value() + "\n" + SumFormat.text(SmallestAdder.FORMAT.ids(sum));
    }

    private static void asked(Blocks blocks, DigitModel model, Workers workers) {
        SumFormat format = SmallestAdder.FORMAT;
        Exam random = Exam.of(model, HeldOutSums.random(format, ASKED), workers);
        Exam heavy = Exam.of(model, HeldOutSums.heavy(format, ASKED), workers);
        Exam chains = Exam.of(model, HeldOutSums.chains(format), workers);
        Exam all = random.and(heavy).and(chains);
        blocks.heading("Does it add?")
                .text(
                        "It is asked now, while you read: random pairs; pairs in which most columns hand a carry"
                                + " on; and chains of carries made by hand, of every length from every place, with"
                                + " chains among them that nothing starts (`4444 + 5555`).")
                .question(
                        "How many of " + count(all.total()) + " does it have right?",
                        List.of("a tenth", "most", "all"),
                        a -> {
                            a.table(
                                    "",
                                    List.of("sums", "asked", "right", "wrong"),
                                    List.of(
                                            row("random", random),
                                            row("heavy in carries", heavy),
                                            row("chains by hand", chains)));
                            a.table(
                                    "The same by the longest chain of neighbouring columns that all carry",
                                    List.of("longest chain", "asked", "right", "wrong"),
                                    byChain(all));
                            misses(a, all);
                        })
                .command(
                        "headlight tutorial ask 9999999999 + 1",
                        "it answers any sum of up to ten digits, and shows what it read");
    }

    private static List<String> row(String name, Exam exam) {
        return List.of(
                name,
                count(exam.total()),
                count(exam.total() - exam.misses().size()),
                count(exam.misses().size()));
    }

    private static List<List<String>> byChain(Exam exam) {
        List<List<String>> rows = new ArrayList<>();
        for (int chain = 0; chain < exam.asked().length; chain++) {
            rows.add(
                    List.of(
                            chain == 0 ? "none" : Integer.toString(chain),
                            count(exam.asked()[chain]),
                            count(exam.right()[chain]),
                            count(exam.asked()[chain] - exam.right()[chain])));
        }
        return rows;
    }

    private static void misses(Blocks a, Exam all) {
        if (all.misses().isEmpty()) {
            a.text("Every one. That is no proof for all 10^20, as lesson 5 had for two digits.");
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        for (Miss m : all.misses().subList(0, Math.min(MISSES, all.misses().size()))) {
            rows.add(
                    List.of(
                            m.sum().toString(),
                            Long.toString(m.sum().value()),
                            m.answer() < 0 ? "no number" : Long.toString(m.answer())));
        }
        a.table(
                all.misses().size() > MISSES ? "Some that are wrong" : "Those that are wrong",
                List.of("sum", "is", "answered"),
                rows);
    }

    private static void weights(Blocks blocks) {
        blocks.heading("All of it")
                .text(
                        "These are all its numbers, rounded to two decimals. A row of `E` is a token, and by its"
                                + " four numbers the token is also recognised at the end. Rows 0 to 3 of `W_q` are"
                                + " head 0, rows 4 to 7 head 1.");
        new WeightScreen(SmallestAdder.parameters()).show(blocks);
    }

    private static void looks(Blocks blocks, DigitModel model, Workers workers) {
        SumFormat format = SmallestAdder.FORMAT;
        List<Sum> sums = HeldOutSums.random(format, LOOKED_AT);
        Gaze gaze = Gaze.of(model, sums, workers);
        Laboratory laboratory = new Laboratory(model, sums, workers);
        blocks.heading("How does it add?")
                .text(
                        "Lesson 6 predicted two heads: one that reads the two digits of the column that is being"
                                + " written, and one that reads the column before, for the carry; the digit just"
                                + " written, which is the third thing the carry depends on, is the token at hand."
                                + " The two digits of a column stand "
                                + (format.digits() + 1)
                                + " tokens from each other, and the second rotary frequency was chosen to go"
                                + " round once in "
                                + (format.digits() + 1)
                                + " tokens, so what finds one digit of a column finds the other.")
                .question(
                        "Which of the two reads the column before?",
                        List.of("head 0", "head 1", "neither, to speak of"),
                        a -> {
                            a.table(
                                    "Mean attention over "
                                            + LOOKED_AT
                                            + " random sums, when the digits of places 1 to "
                                            + (format.digits() - 2)
                                            + " are written",
                                    List.of(
                                            "head",
                                            "own column",
                                            "column before",
                                            "column after",
                                            "the rest"),
                                    heads(gaze));
                            tenth(a, ColumnReading.of(model, gaze, workers));
                            a.table(
                                    "Random sums that are right when a head is changed; as it is, "
                                            + percent(laboratory.untouched().exact()),
                                    List.of("head", "mean pattern", "uniform attention", "removed"),
                                    changed(laboratory, gaze.all().length));
                        });
        ring(blocks);
        chosen(blocks, model, workers);
    }

    private static List<List<String>> heads(Gaze gaze) {
        List<List<String>> rows = new ArrayList<>();
        for (int h = 0; h < gaze.all().length; h++) {
            double own = ColumnReading.onColumn(gaze, h, 0);
            double before = ColumnReading.onColumn(gaze, h, -1);
            double after = ColumnReading.onColumn(gaze, h, 1);
            rows.add(
                    List.of(
                            "head " + h,
                            percent(own),
                            percent(before),
                            percent(after),
                            percent(Math.max(0, 1 - own - before - after))));
        }
        return rows;
    }

    /** What the two heads come to, and what it is good for. */
    private static void tenth(Blocks a, ColumnReading reading) {
        a.text(
                "Neither is the carry head of the prediction. Both read mostly the column that is written, its two"
                        + " digits alike, and some of a neighbour. But `W_o` adds the heads up. So look at what"
                        + " arrives: by how much number "
                        + reading.number()
                        + " of the token, the one that attention changes most, grows with each digit of a"
                        + " column.");
        a.table(
                "",
                List.of("column", "growth with a digit", "own column = 1"),
                List.of(
                        growth("own", reading.own(), reading),
                        growth("before", reading.before(), reading),
                        growth("after", reading.after(), reading)));
        a.text(SmallestStory.TENTH)
                .formula(
                        "a_i + b_i + (a_(i-1) + b_(i-1)) / 10\n    = (s_i + 10 carry) + (s_(i-1) − carry into i-1) / 10");
    }

    private static List<String> growth(String column, double growth, ColumnReading reading) {
        return List.of(column, Numbers.fixed(growth, 4), Numbers.fixed(growth / reading.own(), 3));
    }

    private static List<List<String>> changed(Laboratory laboratory, int heads) {
        List<List<String>> rows = new ArrayList<>();
        for (int h = 0; h < heads; h++) {
            rows.add(
                    List.of(
                            "head " + h,
                            percent(laboratory.one(HeadExperiment.MEAN_PATTERN, h).exact()),
                            percent(laboratory.one(HeadExperiment.UNIFORM, h).exact()),
                            percent(laboratory.one(HeadExperiment.ZERO, h).exact())));
        }
        return rows;
    }

    private static void ring(Blocks blocks) {
        float[] e = SmallestAdder.parameters().all().get(0).values();
        int width = SmallestAdder.config().dModel();
        double[] across = new double[10];
        double[] up = new double[10];
        for (int d = 0; d < 10; d++) {
            across[d] = e[width * d + 3];
            up[d] = e[width * d + 1];
        }
        blocks.heading("A ring of digits")
                .text(SmallestStory.RING)
                .picture(
                        new Scatter(
                                "Where the digits stand by two of their four numbers in E",
                                "number 3",
                                "number 1",
                                SumFormat.TOKENS.subList(0, 10),
                                across,
                                up,
                                true));
    }

    private static void chosen(Blocks blocks, DigitModel model, Workers workers) {
        List<List<String>> rows = new ArrayList<>();
        for (Sum sum :
                List.of(
                        new Sum(0, 0),
                        new Sum(9_999_999_999L, 1),
                        new Sum(9_999_999_999L, 9_999_999_999L),
                        new Sum(4_444_444_444L, 5_555_555_555L),
                        new Sum(4_444_444_445L, 5_555_555_555L),
                        new Sum(1_234_567_890L, 9_876_543_210L))) {
            Answer answer = Answer.of(model, sum, workers);
            rows.add(
                    List.of(
                            sum.toString(),
                            answer.value() < 0 ? "no number" : Long.toString(answer.value()),
                            answer.right() ? "right" : "wrong: it is " + sum.value(),
                            percent(answer.probability())));
        }
        blocks.heading("Some answers")
                .table(
                        "Some sums picked by hand, with the probability of the whole answer",
                        List.of("sum", "answered", "", "probability"),
                        rows);
    }

    private static void last(Blocks blocks) {
        blocks.note(
                        "Can you read it?",
                        "What attention does, to three decimals; what the feed-forward block makes of it, hardly."
                                + " Small is not the same as simple: with so few numbers each has to do several"
                                + " things at once. People have set weights of even smaller adders by hand; those"
                                + " can be read to the end.")
                .note("What it cannot", SmallestStory.LIMITS);
        SmallestExercises.add(blocks);
    }
}
