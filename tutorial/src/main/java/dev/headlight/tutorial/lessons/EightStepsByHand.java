package dev.headlight.tutorial.lessons;

import static dev.headlight.tutorial.lesson.Numbers.plain;

import dev.headlight.tutorial.adding.EightSteps;
import dev.headlight.tutorial.adding.HeadWeights;
import dev.headlight.tutorial.lab.HeadLabs;
import dev.headlight.tutorial.lesson.Block;
import dev.headlight.tutorial.lesson.Blocks;
import dev.headlight.tutorial.lesson.Chapter;
import dev.headlight.tutorial.lesson.Check;
import dev.headlight.tutorial.lesson.Words;
import dev.headlight.tutorial.steps.StepBlocks;
import java.util.ArrayList;
import java.util.List;

/** Lesson 1: one head on two numbers, every matrix shown. */
public final class EightStepsByHand implements Chapter {

    private static final int DECIMALS = 3;

    @Override
    public int number() {
        return 1;
    }

    @Override
    public String title() {
        return "Eight steps by hand";
    }

    @Override
    public int minutes() {
        return 6;
    }

    @Override
    public String aim() {
        return "You can compute one attention head with pencil and paper, and say why it answers"
                + " what it does.";
    }

    static EightSteps run(HeadWeights weights, float... x) {
        return EightSteps.run(x, weights, true);
    }

    @Override
    public List<Block> write() {
        EightSteps run = run(HeadWeights.LESSON, 3, 5);
        StepBlocks steps = new StepBlocks(run, DECIMALS, true);
        Blocks b = new Blocks();
        opening(b);
        inputs(b, steps, run);
        scores(b, steps, run);
        outputs(b, steps);
        whyNotEight(b, run);
        moreNumbers(b);
        b.add(HeadLabs.eightSteps(run));
        b.heading("Exercises");
        exercises().forEach(b::add);
        return b.list();
    }

    private static void opening(Blocks b) {
        b.text(
                "Attention is how the parts of a text, or of any list, look at each other. We take the"
                        + " smallest list there is, two numbers, and let one attention *head* work on it. The"
                        + " head shall add them. Every number that you see was computed by the same code"
                        + " that runs whole language models here.");
        b.text(
                "Each thing keeps its colour: {q|queries}, {k|keys}, {v|values}, {s|scores}, {a|weights},"
                        + " {o|outputs}.");
    }

    private static void inputs(Blocks b, StepBlocks steps, EightSteps run) {
        step(b, steps, 1, "The list goes in as a matrix {x|X}, one row for each number.");
        HeadWeights w = run.weights();
        step(
                b,
                steps,
                2,
                "Every number asks a question. The question is a number too, its *query*: the input"
                        + " times a weight, here {q|W_q} = "
                        + plain(w.q()[0], 3)
                        + ". In a real model a query has 64 numbers or more, and W_q is a matrix"
                        + " that training has found; the rule is the same.");
        step(
                b,
                steps,
                3,
                "Every number also puts up a sign that says what it is about, its *key*, by a weight of"
                        + " its own, {k|W_k} = "
                        + plain(w.k()[0], 3)
                        + ". A query looks at keys as a searcher looks at the labels of drawers.");
        step(
                b,
                steps,
                4,
                "And every number has something to hand over to who reads it, its *value*. Here {v|W_v} = "
                        + plain(w.v()[0], 3)
                        + ", so the value is the number itself: what is in the drawer.");
    }

    private static void scores(Blocks b, StepBlocks steps, EightSteps run) {
        b.heading(steps.heading(5));
        b.text(
                "Each query is multiplied by each key. A large product means: this is what I am looking"
                        + " for. Row i holds what number i thinks of all numbers, itself among them.");
        b.question(
                "The query of 3 is "
                        + plain(run.q()[0], 3)
                        + " and the key of 5 is "
                        + plain(run.k()[1], 3)
                        + ". What is the score in row 3, column 5?",
                a -> {
                    a.text(
                            plain(run.q()[0], 3)
                                    + " × "
                                    + plain(run.k()[1], 3)
                                    + " = "
                                    + plain(run.scores()[1], 3)
                                    + ". All four:");
                    steps.step(5).forEach(a::add);
                });
        b.note(
                "Why / √d?",
                "With queries of d numbers a score is a sum of d products, and grows as √d; dividing by it"
                        + " keeps scores of one size. Here d = 1 and nothing changes. Lesson 2 shows what"
                        + " happens without.");
        b.heading(steps.heading(6));
        b.text(
                "Scores may be any numbers; shares must be positive and sum to 1. The *softmax* does both:"
                        + " e to the power of each score, divided by the sum of its row. The larger score"
                        + " gets more than its share, the smaller one is never quite forgotten.");
        b.question(
                "The scores of row 5 are "
                        + plain(run.scores()[2], 3)
                        + " and "
                        + plain(run.scores()[3], 3)
                        + ". Does 5 look more at 3 or at itself?",
                List.of("more at 3", "half and half", "more at itself"),
                a -> {
                    a.text(
                            "c: it gives "
                                    + plain(run.attention()[3], 3)
                                    + " of its attention to itself. Both rows lean to the 5, since its key is"
                                    + " the larger one; row 5 leans further, since its query is larger"
                                    + " too and stretches the scores apart.");
                    steps.step(6).forEach(a::add);
                });
        b.note(
                "Rows or columns?",
                "Here a *row* sums to 1: its number reads, the columns are read. Some films and books draw"
                        + " the matrix the other way round, with columns that sum to 1.");
    }

    private static void outputs(Blocks b, StepBlocks steps) {
        step(
                b,
                steps,
                7,
                "Now each number takes home the values, each in its share. So an output is an *average* of"
                        + " the values: never below the smallest, never above the largest.");
        b.heading(steps.heading(8));
        b.question(
                "What will the outputs sum to?",
                List.of("less than 8", "exactly 8", "more than 8"),
                a -> {
                    steps.step(8).forEach(a::add);
                    double off = steps.run().sum() - steps.run().expected();
                    a.text(
                            off < 0
                                    ? "a: less, although nothing was lost on the way."
                                    : off > 0
                                            ? "c: more, although nothing was added on the way."
                                            : "b: exactly.");
                });
        b.command("headlight add 3 5", "all of it again, by itself; try your own numbers");
    }

    private static void whyNotEight(Blocks b, EightSteps run) {
        EightSteps uniform = run(HeadWeights.uniform(1), 3, 5);
        b.heading("Why is it not 8?");
        b.text(
                "Each output is an average of 3 and 5. The fair average is 4, and two fair averages make"
                        + " 8. But both numbers looked more at the 5, so both averages came out too high: "
                        + plain(run.outputs()[0], 3)
                        + " and "
                        + plain(run.outputs()[1], 3)
                        + ".");
        b.question(
                "The softmax averages. Where then does the factor 2 of a sum come from?",
                a ->
                        a.text(
                                "From step 8, which adds the outputs of *two* positions. With one reader"
                                        + " instead, {v|W_v} = 2 would have to do it."));
        b.question(
                "Which weights would make it exactly 8?",
                a -> {
                    a.text(
                            "Any with which both numbers look at both alike. The simplest is {q|W_q} = 0: all"
                                    + " queries are 0, all scores are 0, all weights ½, both outputs "
                                    + plain(uniform.outputs()[0], 3)
                                    + ", and the sum is *"
                                    + plain(uniform.sum(), 3)
                                    + "*.");
                    new StepBlocks(uniform, DECIMALS, true).step(7).forEach(a::add);
                    a.text(
                            "So the head adds best when it does *not* choose. You may have read that"
                                    + " attention is about choosing what matters. It can choose; this task"
                                    + " does not need it. Lesson 3 has one that does.");
                });
        b.command("headlight add 3 5 --init uniform", "the same with W_q = 0");
    }

    private static void moreNumbers(Blocks b) {
        b.heading("Three numbers, four, ten");
        b.text(
                "The mechanism does not care how many numbers there are, nor of which kind. Nothing in the"
                        + " eight steps counts them; the matrices grow.");
        float[][] lists = {
            {3, 5}, {2, 4, 6}, {1.5f, -2, 0.25f, 8}, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}
        };
        List<List<String>> rows = new ArrayList<>();
        for (float[] list : lists) {
            EightSteps led = run(HeadWeights.LESSON, list);
            EightSteps uniform = run(HeadWeights.uniform(1), list);
            rows.add(
                    List.of(
                            joined(list),
                            plain(led.expected(), 3),
                            plain(led.sum(), 3),
                            plain(uniform.sum(), 3)));
        }
        b.table(
                "What the head answers",
                List.of("numbers", "true sum", "W_q = 0.5, W_k = 0.3", "W_q = 0"),
                rows);
        b.question(
                "Could weights be found with which the head subtracts, 3 − 5 = −2?",
                a ->
                        a.text(
                                "No. Swap the two numbers and the same rows come out in another order; the"
                                        + " sum at the end cannot tell. But 5 − 3 is not 3 − 5. To know who"
                                        + " is first a model needs *positions*, which lesson 4 adds."));
    }

    @Override
    public List<Block> exercises() {
        Blocks b = new Blocks();
        b.exercise(
                "1.1",
                "Find weights with which 3 + 5 gives 8 to two decimals, although W_q is not 0. Answer"
                        + " with W_q W_k W_v.",
                "how W_v has to make up for what the attention distorts, and what the same weights"
                        + " then say to 4 + 6.",
                "headlight tutorial check 1.1 0.5 0.3 1",
                EightStepsByHand::eight);
        b.exercise(
                "1.2",
                "Make both numbers pick the larger: outputs within 0.01 of it for 3 5, and for 7 2.",
                "how far apart the scores must be before the softmax nearly chooses.",
                "headlight tutorial check 1.2 0.5 0.3 1",
                EightStepsByHand::larger);
        b.exercise(
                "1.3",
                "Make the head answer the average of three numbers, not their sum: 3 for 1 2 6 and"
                        + " for 4 4 1.",
                "which single weight changes what is handed over without touching who reads whom.",
                "headlight tutorial check 1.3 0 1 1",
                EightStepsByHand::average);
        return b.list();
    }

    private static Check.Outcome eight(List<String> answer) {
        double[] w = Answers.numbers(answer, "W_q W_k W_v");
        HeadWeights weights = HeadWeights.of(w[0], w[1], w[2]);
        double sum = run(weights, 3, 5).sum();
        String words =
                "3 + 5 gives "
                        + plain(sum, 3)
                        + "; the same weights make "
                        + plain(run(weights, 4, 6).sum(), 3)
                        + " of 4 + 6.";
        if (w[0] == 0) {
            return new Check.Outcome(false, Words.of("W_q should not be 0. " + words));
        }
        return new Check.Outcome(Math.abs(sum - 8) < 0.005, Words.of(words));
    }

    private static Check.Outcome larger(List<String> answer) {
        double[] w = Answers.numbers(answer, "W_q W_k W_v");
        HeadWeights weights = HeadWeights.of(w[0], w[1], w[2]);
        boolean met = true;
        List<String> words = new ArrayList<>();
        for (float[] pair : new float[][] {{3, 5}, {7, 2}}) {
            float[] outputs = run(weights, pair).outputs();
            for (float o : outputs) {
                met &= Math.abs(o - Math.max(pair[0], pair[1])) <= 0.01;
            }
            words.add(
                    joined(pair)
                            + " gives the outputs "
                            + plain(outputs[0], 3)
                            + " and "
                            + plain(outputs[1], 3));
        }
        return new Check.Outcome(met, Words.of(String.join("; ", words) + "."));
    }

    private static Check.Outcome average(List<String> answer) {
        double[] w = Answers.numbers(answer, "W_q W_k W_v");
        HeadWeights weights = HeadWeights.of(w[0], w[1], w[2]);
        double one = run(weights, 1, 2, 6).sum();
        double other = run(weights, 4, 4, 1).sum();
        return new Check.Outcome(
                Math.abs(one - 3) < 0.005 && Math.abs(other - 3) < 0.005,
                Words.of(
                        "1 2 6 gives " + plain(one, 3) + ", 4 4 1 gives " + plain(other, 3) + "."));
    }

    private static String joined(float... list) {
        List<String> words = new ArrayList<>();
        for (float x : list) {
            words.add(plain(x, 3));
        }
        return String.join(" ", words);
    }

    private static void step(Blocks b, StepBlocks steps, int step, String text) {
        b.heading(steps.heading(step)).text(text);
        steps.step(step).forEach(b::add);
    }
}
