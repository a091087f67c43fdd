package dev.headlight.tutorial.digits;

import static dev.headlight.tutorial.lesson.Numbers.percent;

import dev.headlight.engine.Workers;
import dev.headlight.tutorial.lesson.Block;
import dev.headlight.tutorial.lesson.Blocks;
import dev.headlight.tutorial.lesson.Chapter;
import dev.headlight.tutorial.lesson.Check;
import dev.headlight.tutorial.lesson.Words;
import java.util.ArrayList;
import java.util.List;

/** Lesson 7: experiments instead of pictures. */
public final class BreakLesson implements Chapter {

    /** Accuracy of two digits by chance: 1 of 10 for each digit of the sum, the first being 0 or 1. */
    private static final double NEAR_CHANCE = 0.05;

    private static final double STILL = 0.95;

    /** Columns without a carry: 55 of 100 pairs of digits. */
    private static final double NO_CARRY = 0.55;

    @Override
    public int number() {
        return 7;
    }

    @Override
    public String title() {
        return "Break it";
    }

    @Override
    public int minutes() {
        return 6;
    }

    @Override
    public String aim() {
        return "What a head is needed for is found by taking it away, not by looking at it.";
    }

    @Override
    public List<Block> write() {
        TwoDigits two = TwoDigits.leastFirst();
        Blocks blocks = new Blocks();
        try (Workers workers = TwoDigits.workers()) {
            Gaze gaze = Gaze.of(two.model(), two.sums(), workers);
            Laboratory laboratory = new Laboratory(two.model(), two.sums(), workers);
            idea(blocks);
            predictions(blocks, gaze, laboratory);
            places(blocks, gaze, laboratory);
        }
        blocks.add(
                DigitLab.readersOr(two)
                        .block(
                                DigitLab.View.BREAK,
                                "Make a head read all tokens alike, or switch it off. Which sums survive? Say how many of"
                                        + " the 300 before you ask them."));
        blocks.note(
                        "What to take home",
                        "An attention map shows *where* information is taken from, not *what* is taken nor what"
                                + " becomes of it. A head whose pattern is striking may be spared; one with a dull"
                                + " pattern may carry everything. And a head that can be removed may still have"
                                + " done the work: others can stand in.")
                .command(
                        "headlight tutorial train --digits 2",
                        "a model of two digits to keep, which `headlight inspect` opens like any other")
                .heading("Exercise");
        exercises().forEach(blocks::add);
        return blocks.list();
    }

    @Override
    public List<Block> exercises() {
        return new Blocks()
                .exercise(
                        "7.1",
                        "Which head, when it is removed, leaves the most sums right? Name its number, from 0.",
                        "whether it is the one whose attention is least like the prediction of lesson 6.",
                        "headlight tutorial check 7.1 0",
                        BreakLesson::mostSpared)
                .list();
    }

    private static void idea(Blocks blocks) {
        blocks.heading("Five ways to break a head")
                .table(
                        "What is done to a head; the rest of the model runs as it is",
                        List.of("experiment", "what it hands on"),
                        List.of(
                                List.of(
                                        "uniform attention",
                                        "the mean of all values before it: it no longer chooses"),
                                List.of(
                                        "mean pattern",
                                        "this sum's values, weighted as on the average of all sums"),
                                List.of(
                                        "another sum's pattern",
                                        "this sum's values, weighted as on another sum"),
                                List.of("mean output", "the same whatever the sum is"),
                                List.of("removed", "nothing")));
    }

    private static void predictions(Blocks blocks, Gaze gaze, Laboratory lab) {
        double chain = NO_CARRY * NO_CARRY;
        blocks.question(
                        "Write down what share of the sums stays right in each, for *all heads at once*.",
                        a -> {
                            a.table(
                                    "All heads at once: sums right among "
                                            + lab.sums().size()
                                            + " unseen, and what was predicted",
                                    List.of("experiment", "predicted", "came out", "held"),
                                    allHeads(lab));
                            a.text(patternVerdict(lab));
                        })
                .question(
                        "Now one head at a time. The prediction of lesson 6 says: without the head that sees the"
                                + " column before, sums are right only where nothing carries into the second"
                                + " column, "
                                + percent(NO_CARRY)
                                + " of all, and with neither column carrying "
                                + percent(chain)
                                + ". Which heads will matter?",
                        a -> {
                            a.table(
                                    "One head changed: sums right (untouched: "
                                            + percent(lab.untouched().exact())
                                            + ")",
                                    headColumns(gaze),
                                    oneHead(gaze, lab));
                            a.text(carryVerdict(gaze, lab));
                        });
    }

    /** What the rows say in which patterns are exchanged. */
    private static String patternVerdict(Laboratory lab) {
        double swapped = lab.all(HeadExperiment.SWAPPED_PATTERN).exact();
        double mean = lab.all(HeadExperiment.MEAN_PATTERN).exact();
        return swapped > STILL && mean > STILL
                ? "The third and the fourth row: the sum is right although the model looked as it would have looked"
                        + " at *other numbers*. The pattern routes by place. The numbers travel in `V`."
                : "The third and the fourth row are where the theory failed. It said: the pattern routes by place,"
                        + " and the numbers travel in `V`; so a pattern from another sum, or the mean of all, does"
                        + " as well. Then "
                        + percent(swapped)
                        + " and "
                        + percent(mean)
                        + " would not be all that is left. The heads do route by place, as the maps show; but within"
                        + " a column they lean to one digit, depending on what the digits are (lesson 6), and what"
                        + " follows has learned to read the leaning too. *The mean map is true and still not the"
                        + " whole story*: only the experiment told.";
    }

    private static List<List<String>> allHeads(Laboratory lab) {
        return List.of(
                row(lab, HeadExperiment.UNIFORM, false),
                row(lab, HeadExperiment.ZERO, false),
                row(lab, HeadExperiment.SWAPPED_PATTERN, true),
                row(lab, HeadExperiment.MEAN_PATTERN, true),
                row(lab, HeadExperiment.MEAN_OUTPUT, false));
    }

    private static List<String> row(Laboratory lab, HeadExperiment experiment, boolean spared) {
        double exact = lab.all(experiment).exact();
        boolean held = spared ? exact > STILL : exact < NEAR_CHANCE;
        return List.of(
                experiment.words(),
                spared ? "about 100%" : "near chance",
                percent(exact),
                held ? "yes" : "no");
    }

    private static List<String> headColumns(Gaze gaze) {
        List<String> columns = new ArrayList<>(List.of("experiment"));
        for (int h = 0; h < gaze.all().length; h++) {
            columns.add("head " + h);
        }
        return columns;
    }

    private static List<List<String>> oneHead(Gaze gaze, Laboratory lab) {
        List<List<String>> rows = new ArrayList<>();
        for (HeadExperiment experiment : HeadExperiment.values()) {
            List<String> row = new ArrayList<>(List.of(experiment.words()));
            for (int h = 0; h < gaze.all().length; h++) {
                row.add(percent(lab.one(experiment, h).exact()));
            }
            rows.add(row);
        }
        return rows;
    }

    private static String carryVerdict(Gaze gaze, Laboratory lab) {
        int head = gaze.carryHead();
        Score score = lab.one(HeadExperiment.MEAN_OUTPUT, head);
        boolean held = score.withoutCarry() > STILL && score.withCarry() < 0.3;
        int spared = 0;
        for (int h = 1; h < gaze.all().length; h++) {
            boolean more =
                    lab.one(HeadExperiment.MEAN_OUTPUT, h).exact()
                            > lab.one(HeadExperiment.MEAN_OUTPUT, spared).exact();
            spared = more ? h : spared;
        }
        return "Head "
                + head
                + " looks most at the column before. With its output the same for all sums, "
                + percent(score.exact())
                + " of the sums are right: "
                + percent(score.withoutCarry())
                + " of those without any carry and "
                + percent(score.withCarry())
                + " of the others. "
                + (held
                        ? "*The prediction held*: it is the head of the carry."
                        : "*The prediction did not hold* as it stands: no head is the head of the carry alone."
                                + " The heads share the work"
                                + (spared == head
                                        ? ", and this one is the one that can best be spared."
                                        : ", and head " + spared + " can best be spared."));
    }

    private static void places(Blocks blocks, Gaze gaze, Laboratory lab) {
        List<String> columns = new ArrayList<>(List.of("head removed"));
        int digits = gaze.format().answerDigits();
        for (int place = 0; place < digits; place++) {
            columns.add(DigitNames.place(place));
        }
        columns.add("no carry");
        columns.add("carry");
        List<List<String>> rows = new ArrayList<>();
        for (int h = 0; h < gaze.all().length; h++) {
            Score score = lab.one(HeadExperiment.ZERO, h);
            List<String> row = new ArrayList<>(List.of("head " + h));
            for (double place : score.places()) {
                row.add(percent(place));
            }
            row.add(percent(score.withoutCarry()));
            row.add(percent(score.withCarry()));
            rows.add(row);
        }
        blocks.heading("What exactly is lost?")
                .table(
                        "Digits right by place, and sums right without and with a carry",
                        columns,
                        rows);
    }

    private static Check.Outcome mostSpared(List<String> answer) {
        TwoDigits two = TwoDigits.leastFirst();
        int heads = two.model().config().nHeads();
        int named = DigitAnswers.number(answer, "the number of a head, as in 7.1 0", 0, heads - 1);
        try (Workers workers = TwoDigits.workers()) {
            Laboratory lab = new Laboratory(two.model(), two.sums(), workers);
            double best = 0;
            for (int h = 0; h < heads; h++) {
                best = Math.max(best, lab.one(HeadExperiment.ZERO, h).exact());
            }
            double own = lab.one(HeadExperiment.ZERO, named).exact();
            return new Check.Outcome(
                    own >= best,
                    Words.of(
                            "Without head "
                                    + named
                                    + ", "
                                    + percent(own)
                                    + " of the sums are right."));
        }
    }
}
