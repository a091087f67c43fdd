package dev.headlight.tutorial.lessons;

import static dev.headlight.tutorial.lesson.Numbers.fixed;
import static dev.headlight.tutorial.lesson.Numbers.plain;

import dev.headlight.tutorial.adding.MarkedSum;
import dev.headlight.tutorial.adding.MarkedSum.Point;
import dev.headlight.tutorial.adding.MarkedSum.Result;
import dev.headlight.tutorial.adding.MarkedSum.Weights;
import dev.headlight.tutorial.lesson.Block;
import dev.headlight.tutorial.lesson.Blocks;
import dev.headlight.tutorial.lesson.Chapter;
import dev.headlight.tutorial.lesson.Check;
import dev.headlight.tutorial.lesson.Figure;
import dev.headlight.tutorial.lesson.Grid;
import dev.headlight.tutorial.lesson.Role;
import dev.headlight.tutorial.lesson.Words;
import java.util.ArrayList;
import java.util.List;

/** Lesson 3: the adding problem, which uniform attention cannot solve. */
public final class WhenAttentionIsNeeded implements Chapter {

    static final int T = 8;
    private static final int LONG = 64;
    private static final int SEEDS = 3;

    @Override
    public int number() {
        return 3;
    }

    @Override
    public String title() {
        return "When attention is needed";
    }

    @Override
    public int minutes() {
        return 5;
    }

    @Override
    public String aim() {
        return "You can tell a task that needs choosing from one that does not, and prove it by a floor"
                + " that no uniform head gets under.";
    }

    @Override
    public List<Block> write() {
        MarkedSum task = new MarkedSum(T);
        List<Point> chosen = task.train(MarkedSum.STEPS, 1, false);
        List<Point> uniform = task.train(MarkedSum.STEPS, 1, true);
        Result result = task.test(chosen.getLast().weights());
        Blocks b = new Blocks();
        task(b, result);
        floor(b, task);
        trained(b, task, chosen, uniform);
        seen(b, chosen, result);
        b.heading("Exercises");
        exercises().forEach(b::add);
        return b.list();
    }

    private static void task(Blocks b, Result result) {
        b.text(
                "Eight numbers between 0 and 1 go in. Two of them carry a mark. The answer is the sum of"
                        + " the marked two; the other six are there to distract. Hochreiter and Schmidhuber"
                        + " posed this *adding problem* in 1997 to test memory over long sequences.");
        MarkedSum.Sequences e = result.example();
        b.matrices(
                Grid.of("values", Role.INPUT, new double[][] {doubles(e.values())}),
                Blocks.and(Grid.of("marks", Role.INPUT, new double[][] {doubles(e.marks())})));
        b.text("Answer: " + plain(e.target(0), 3) + ".");
        b.heading("The head");
        b.text(
                "One reader asks; its {q|query} is always 1. Each position offers a {k|key} made of its mark"
                        + " and its value, and a {v|value}:");
        b.formula(
                "{k|k_j} = w_mark · mark_j + w_value · value_j\n{v|v_j} = W_v · value_j\n{o|answer} = Σ_j"
                        + " {a|a_j} {v|v_j},   {a|a} = softmax({k|k})");
        b.text("Three weights in all: w_mark, w_value, W_v.");
        b.question(
                "Which values should they have?",
                a ->
                        a.text(
                                "w_mark large, so that the two marked positions get all attention, ½ each;"
                                        + " w_value 0, for *which* number stands there must not matter; and"
                                        + " W_v = 2, since ½ of each number is only half their sum."));
    }

    private static void floor(Blocks b, MarkedSum task) {
        b.heading("How well could a head do that does not choose?");
        b.text(
                "Uniform attention sees the mean of all T values. How much does that tell about the sum of"
                        + " two of them? The values are independent with variance 1/12, so the sum of two has"
                        + " variance 2/12, the mean has 1/(12 T), and their covariance is 2/(12 T). The best"
                        + " guess from the mean leaves");
        b.formula(
                "2/12 - (2/(12 T))² / (1/(12 T)) = (1 - 2/T) / 6 = "
                        + plain(task.uniformFloor(), 3)
                        + "   for T = "
                        + T);
        b.text(
                "of mean square error. Always answering 1 leaves 1/6 = "
                        + plain(MarkedSum.constantError(), 3)
                        + ". With T = 2 the floor is 0: that was lesson 2, where nothing had to be chosen.");
    }

    private static void trained(Blocks b, MarkedSum task, List<Point> chosen, List<Point> uniform) {
        b.heading("Train both");
        b.text(
                MarkedSum.STEPS
                        + " steps, 32 new sequences each. Both heads begin alike; in one all three weights"
                        + " learn, in the other only W_v, so that it stays uniform.");
        double[] steps = smoothSteps(chosen);
        b.picture(
                new Figure.LineChart(
                        "Error while they train (mean of 10 steps)",
                        "step",
                        "mean square error",
                        true,
                        List.of(
                                new Figure.Series(
                                        "attention learns",
                                        Role.WEIGHT,
                                        false,
                                        steps,
                                        smooth(chosen)),
                                new Figure.Series(
                                        "uniform, only W_v learns",
                                        Role.VALUE,
                                        false,
                                        steps,
                                        smooth(uniform)),
                                new Figure.Series(
                                        "floor of uniform attention",
                                        Role.PLAIN,
                                        true,
                                        new double[] {0, steps[steps.length - 1]},
                                        new double[] {task.uniformFloor(), task.uniformFloor()}))));
        List<List<String>> rows = new ArrayList<>();
        for (int seed = 1; seed <= SEEDS; seed++) {
            Weights w =
                    (seed == 1 ? chosen : task.train(MarkedSum.STEPS, seed, false))
                            .getLast()
                            .weights();
            rows.add(row("attention, seed " + seed, w, task.test(w)));
        }
        Weights w = uniform.getLast().weights();
        rows.add(row("uniform", w, task.test(w)));
        b.table(
                "Learned weights, tried on 4,096 new sequences",
                List.of("", "w_mark", "w_value", "W_v", "on each mark", "error"),
                rows);
    }

    private static List<String> row(String name, Weights w, Result r) {
        return List.of(
                name,
                plain(w.mark(), 2),
                plain(w.value(), 2),
                plain(w.v(), 2),
                plain(r.onMarks(), 3),
                plain(r.error(), 5));
    }

    private static void seen(Blocks b, List<Point> chosen, Result result) {
        b.heading("What it looks at");
        List<String> names = new ArrayList<>();
        for (int t = 0; t < T; t++) {
            names.add(
                    fixed(result.example().values()[t], 2)
                            + (result.example().marks()[t] == 1 ? "*" : ""));
        }
        b.picture(
                new Figure.HeatMap(
                        "Attention of the reader on the example; * marks",
                        new Grid(
                                "a",
                                Role.WEIGHT,
                                List.of("reader"),
                                names,
                                new double[][] {result.attention()},
                                2),
                        "reads",
                        "value that is read",
                        Figure.Scale.SHARE,
                        true));
        b.text(
                "Its answer is "
                        + plain(result.answer(), 3)
                        + "; right is "
                        + plain(result.example().target(0), 3)
                        + ". Half and half again, as in lesson 1. There it cost nothing: with two numbers,"
                        + " uniform is half and half. Here it was *earned*: six others had to be pushed"
                        + " aside.");
        Weights end = chosen.getLast().weights();
        double error = new MarkedSum(LONG).test(end).error();
        b.question(
                "The head was trained on 8 values. What does it do with " + LONG + "?",
                List.of("works as well", "fails: there are too many others"),
                a ->
                        a.text(
                                "b: each of the "
                                        + (LONG - 2)
                                        + " others still gets e^-"
                                        + plain(end.mark(), 1)
                                        + " of what a mark gets, and together that is no longer little. The"
                                        + " error is "
                                        + plain(error, 4)
                                        + ", against "
                                        + plain(result.error(), 5)
                                        + " with 8. The floor of uniform attention there is "
                                        + plain(new MarkedSum(LONG).uniformFloor(), 3)
                                        + ". Softmax never quite forgets: the more there is, the larger"
                                        + " scores must be. Exercise 3.2 finds how large."));
    }

    private static double[] smoothSteps(List<Point> points) {
        double[] steps = new double[points.size() / 10];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = 10 * i + 5;
        }
        return steps;
    }

    private static double[] smooth(List<Point> points) {
        double[] means = new double[points.size() / 10];
        for (int i = 0; i < means.length * 10; i++) {
            means[i / 10] += points.get(i).loss() / 10;
        }
        return means;
    }

    private static double[] doubles(float[] x) {
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = x[i];
        }
        return y;
    }

    @Override
    public List<Block> exercises() {
        Blocks b = new Blocks();
        b.exercise(
                "3.1",
                "Set the three weights by hand so that the error is below 0.00005, less than training"
                        + " reached. Answer with w_mark w_value W_v.",
                "what holds training back: how the slope of w_mark dies as the marks win.",
                "headlight tutorial check 3.1 5 0 2",
                answer -> tried(answer, T, 0.00005));
        b.exercise(
                "3.2",
                "The same for 64 values, error below 0.001. Answer with w_mark w_value W_v.",
                "how w_mark has to grow with the number of values: about as its logarithm.",
                "headlight tutorial check 3.2 5 0 2",
                answer -> tried(answer, LONG, 0.001));
        return b.list();
    }

    private static Check.Outcome tried(List<String> answer, int T, double below) {
        double[] w = Answers.numbers(answer, "w_mark w_value W_v");
        Result r = new MarkedSum(T).test(new Weights(w[0], w[1], w[2]));
        return new Check.Outcome(
                r.error() < below,
                Words.of(
                        "Over 4,096 sequences of "
                                + T
                                + " values the error is "
                                + plain(r.error(), 6)
                                + ", and each mark gets "
                                + plain(r.onMarks(), 4)
                                + " of the attention."));
    }
}
