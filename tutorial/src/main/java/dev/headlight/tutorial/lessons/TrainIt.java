package dev.headlight.tutorial.lessons;

import static dev.headlight.tutorial.lesson.Numbers.plain;

import dev.headlight.text.UsageException;
import dev.headlight.tutorial.adding.EightSteps;
import dev.headlight.tutorial.adding.HeadTraining;
import dev.headlight.tutorial.adding.HeadTraining.Gradient;
import dev.headlight.tutorial.adding.HeadTraining.Point;
import dev.headlight.tutorial.adding.HeadWeights;
import dev.headlight.tutorial.adding.LossMap;
import dev.headlight.tutorial.adding.Pairs;
import dev.headlight.tutorial.adding.RepairNetwork;
import dev.headlight.tutorial.adding.ScaleStudy;
import dev.headlight.tutorial.lab.HeadLabs;
import dev.headlight.tutorial.lesson.Block;
import dev.headlight.tutorial.lesson.Blocks;
import dev.headlight.tutorial.lesson.Chapter;
import dev.headlight.tutorial.lesson.Check;
import dev.headlight.tutorial.lesson.Figure;
import dev.headlight.tutorial.lesson.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lesson 2: gradients by hand, the whole loss landscape, and what the head learns. */
public final class TrainIt implements Chapter {

    private static final long SEED = 1;
    private static final double STEP = 0.01; // of the finite differences
    private static final double MOST = 1000; // of a weight to start from
    private static final double GROUND = 0.1; // lower losses are drawn as this
    private static final Pairs ONE = new Pairs(2, new float[] {3, 5});

    private static final HeadWeights LITTLE = HeadWeights.of(0.1, 0.1, 1);
    private static final HeadWeights SATURATED = HeadWeights.of(3, 3, 1);

    private static final List<HeadWeights> STARTS =
            List.of(
                    HeadWeights.LESSON,
                    HeadWeights.of(-0.6, 0.5, 0.5),
                    HeadWeights.of(0.8, 0.7, -0.5),
                    HeadWeights.of(0.3, -0.9, 2));

    @Override
    public int number() {
        return 2;
    }

    @Override
    public String title() {
        return "Train it";
    }

    @Override
    public int minutes() {
        return 8;
    }

    @Override
    public String aim() {
        return "You can follow a gradient through attention, and know what this head learns: not to"
                + " choose.";
    }

    @Override
    public List<Block> write() {
        Blocks b = new Blocks();
        gradient(b);
        landscape(b);
        saturation(b);
        root(b);
        network(b);
        b.heading("Exercises");
        exercises().forEach(b::add);
        return b.list();
    }

    private static void gradient(Blocks b) {
        HeadWeights w = HeadWeights.LESSON;
        EightSteps run = EightSteps.run(ONE.x(), w, true);
        Gradient g = HeadTraining.gradient(w, ONE);
        double error = run.sum() - run.expected();
        b.text(
                "In lesson 1 we looked for weights by thought. Training finds them by *slopes*: how does"
                        + " the error change when one weight changes a little? Our head has three weights,"
                        + " so there are three slopes, and each can be derived on this page.");
        b.heading("The loss");
        b.text(
                "The loss is the squared error of the answer. For 3 + 5 with the weights of lesson 1:");
        b.formula(
                "L = (sum - y)² = ("
                        + plain(run.sum(), 3)
                        + " - "
                        + plain(run.expected(), 3)
                        + ")² = "
                        + plain(g.loss(), 3));
        b.heading("Back through the eight steps");
        b.text(
                "Walk from the loss backwards; each line is the derivative of one step of lesson 1, and the"
                        + " chain rule multiplies them.");
        b.formula(
                "step 8   ∂L/∂sum = 2 (sum - y)            = "
                        + plain(2 * error, 3)
                        + "\nstep 7   ∂{o|o_i}/∂{v|v_j} = {a|a_ij}\nstep 6   ∂{o|o_i}/∂{s|s_ij} = {a|a_ij} ({v|v_j} -"
                        + " {o|o_i})\nstep 5   {s|s_ij} = {q|W_q} {k|W_k} x_i x_j,  so  ∂{s|s_ij}/∂{q|W_q} = {k|W_k} x_i x_j\nstep 4"
                        + "   ∂{v|v_j}/∂{v|W_v} = x_j");
        b.text("Put together:");
        b.formula(
                "∂L/∂{v|W_v} = ∂L/∂sum · Σ_ij {a|a_ij} x_j\n∂L/∂{q|W_q} = ∂L/∂sum · Σ_ij {a|a_ij} ({v|v_j} - {o|o_i})"
                        + " {k|W_k} x_i x_j\n∂L/∂{k|W_k} = the same with {q|W_q} in the place of {k|W_k}");
        b.text(
                "The line of step 6 is the heart of attention's learning: a score should rise if its value lies above"
                        + " what the row has now, and the more attention it already gets the more that"
                        + " matters. Is the derivation right? Change each weight by ±"
                        + plain(STEP, 2)
                        + ", run the head, and compare:");
        List<List<String>> rows = new ArrayList<>();
        rows.add(slope("W_q", g.q(), difference(0)));
        rows.add(slope("W_k", g.k(), difference(1)));
        rows.add(slope("W_v", g.v(), difference(2)));
        b.table(
                "Slopes of the loss for 3 + 5",
                List.of("weight", "backward pass", "finite difference", "so training"),
                rows);
    }

    private static List<String> slope(String name, double slope, double difference) {
        return List.of(
                name, plain(slope, 2), plain(difference, 2), slope > 0 ? "lowers it" : "raises it");
    }

    /** {@code (L(w + h) - L(w - h)) / 2h} of one weight, by running the head. */
    static double difference(int weight) {
        return (loss(weight, STEP) - loss(weight, -STEP)) / (2 * STEP);
    }

    private static double loss(int weight, double by) {
        double[] w = {0.5, 0.3, 1};
        w[weight] += by;
        double sum = EightSteps.run(ONE.x(), HeadWeights.of(w[0], w[1], w[2]), true).sum();
        return (sum - ONE.target(0)) * (sum - ONE.target(0));
    }

    private static void landscape(Blocks b) {
        b.heading("The whole landscape");
        b.text(
                "W_q and W_k only ever appear as their product c = {q|W_q} {k|W_k}. So the loss depends on two"
                        + " numbers, c and {v|W_v}, and fits on one map. Real models have millions of weights"
                        + " and nobody has seen their landscape; here is all of it.");
        b.question(
                "Where on the map is the lowest point?",
                List.of(
                        "c large: attention that chooses well",
                        "c = 0: attention that does not choose",
                        "somewhere between"),
                a -> {
                    List<List<Point>> ways = new ArrayList<>();
                    for (HeadWeights start : STARTS) {
                        ways.add(HeadTraining.run(start, HeadTraining.STEPS, SEED));
                    }
                    a.picture(map(ways));
                    a.text(
                            "b: at c = 0, W_v = 1. From every start the path runs down to it. Each path is a"
                                    + " real training of "
                                    + plain(HeadTraining.STEPS, 0)
                                    + " steps on random pairs from -5 to 5, by Adam:");
                    a.table(
                            "What four trainings learn",
                            List.of("start", "c at start", "c at end", "W_v at end", "worst error"),
                            learned(ways));
                    a.text(
                            "The worst error is over all 441 pairs of whole numbers from -10 to 10: twice as"
                                    + " far out as anything in training.");
                });
        b.add(HeadLabs.training(STARTS));
        b.note(
                "Said plainly",
                "The head learned *not* to choose. \"Attention is selective\" is true of what it can do, not"
                        + " of what every task needs. A uniform picture does not mean that a head is"
                        + " useless: averaging may be its job.");
    }

    private static Figure map(List<List<Point>> ways) {
        LossMap loss = LossMap.of(Pairs.whole(-5, 5), 0.8, 81, -1, 3, 61);
        List<Figure.Path> paths = new ArrayList<>();
        for (List<Point> way : ways) {
            List<Point> some = new ArrayList<>();
            for (int i = 0; i < way.size(); i += i < 200 ? 5 : 50) {
                some.add(way.get(i));
            }
            some.add(way.getLast());
            Point first = way.getFirst();
            paths.add(
                    new Figure.Path(
                            "from c = " + plain(first.c(), 2) + ", W_v = " + plain(first.v(), 2),
                            some.stream().mapToDouble(Point::c).toArray(),
                            some.stream().mapToDouble(Point::v).toArray()));
        }
        // Where the loss is 0 it has no logarithm: the map begins a little above.
        double[][] raised = new double[loss.loss().length][];
        for (int i = 0; i < raised.length; i++) {
            raised[i] = Arrays.stream(loss.loss()[i]).map(x -> Math.max(x, GROUND)).toArray();
        }
        return new Figure.Landscape(
                "Loss by c = W_q W_k and W_v (0.1 or less: blank), with four trainings",
                "c = W_q W_k",
                "W_v",
                loss.c(),
                loss.v(),
                raised,
                true,
                paths);
    }

    private static List<List<String>> learned(List<List<Point>> ways) {
        Pairs all = Pairs.whole(-10, 10);
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < ways.size(); i++) {
            Point first = ways.get(i).getFirst();
            Point last = ways.get(i).getLast();
            rows.add(
                    List.of(
                            Character.toString((char) ('a' + i)),
                            plain(first.c(), 3),
                            plain(last.c(), 4),
                            plain(last.v(), 4),
                            plain(worst(HeadTraining.learned(ways.get(i)), all), 4)));
        }
        return rows;
    }

    /** The largest error over pairs. */
    static double worst(HeadWeights weights, Pairs pairs) {
        double[] answers = HeadTraining.answers(weights, pairs);
        double worst = 0;
        for (int p = 0; p < answers.length; p++) {
            worst = Math.max(worst, Math.abs(answers[p] - pairs.target(p)));
        }
        return worst;
    }

    private static void saturation(Blocks b) {
        b.heading("When scores grow too large");
        b.text(
                "The line of step 6 has a trap. Its slope is a (v - o): where one weight is 1 and the others 0, then"
                        + " o = v for that one and a = 0 for the others, and nothing moves any more. The"
                        + " softmax is *saturated*.");
        List<List<String>> rows = new ArrayList<>();
        for (double q : new double[] {0, 0.15, 0.5, 1, 2, 4, 16}) {
            HeadWeights w = HeadWeights.of(q, 1, 1);
            EightSteps run = EightSteps.run(ONE.x(), w, true);
            rows.add(
                    List.of(
                            plain(q, 2),
                            plain(run.attention()[1], 4),
                            plain(run.attention()[3], 4),
                            plain(run.sum(), 3),
                            plain(HeadTraining.gradient(w, ONE).q(), 4)));
        }
        b.table(
                "3 + 5 with W_k = W_v = 1",
                List.of("W_q", "3 reads 5", "5 reads 5", "sum", "slope by W_q"),
                rows);
        b.text(
                "At the bottom the answer is as wrong as it can be, 10, and the slope that should repair"
                        + " it is gone. Nothing is broken; there is only nothing to go by.");
    }

    private static void root(Blocks b) {
        b.heading("Why 1/√d");
        b.text(
                "In a real head a score is a sum of d products. If queries and keys are of size 1, the sum"
                        + " is of size √d: a head 64 wide would begin its training with scores of size 8,"
                        + " half saturated. Dividing by √d takes that away. Random queries and keys, "
                        + ScaleStudy.POSITIONS
                        + " positions:");
        List<List<String>> rows = new ArrayList<>();
        for (int d : new int[] {1, 4, 16, 64, 256}) {
            ScaleStudy s = ScaleStudy.of(d, SEED);
            rows.add(
                    List.of(
                            Integer.toString(d),
                            plain(s.deviation(), 2),
                            plain(s.largest(), 3),
                            plain(s.scaledLargest(), 3)));
        }
        b.table(
                "The largest of 8 weights in a row, on average; uniform would be 0.125",
                List.of("d", "size of q·k", "without 1/√d", "with 1/√d"),
                rows);
        b.command(
                "headlight add 3 5 --init identity --dim 16 --no-scale",
                "a head 16 wide without the scale; then leave --no-scale away");
    }

    private static void network(Blocks b) {
        b.heading("A small network behind it");
        b.text(
                "In a transformer a small neural network follows the attention. Could it repair what the"
                        + " attention distorts? We leave the head's weights as they are, and train a network"
                        + " of 16 hidden units on its two outputs, with pairs from 0 to 10.");
        b.question(
                "One head is that of lesson 1, one saturated: it picks the larger number. Which can be"
                        + " repaired?",
                List.of("both", "that of lesson 1 alone", "neither wholly"),
                a -> {
                    RepairNetwork.Result little = RepairNetwork.after(LITTLE, SEED);
                    RepairNetwork.Result led = RepairNetwork.after(HeadWeights.LESSON, SEED);
                    RepairNetwork.Result chosen = RepairNetwork.after(SATURATED, SEED);
                    a.table(
                            "Error (root mean square) of the sum",
                            List.of("head", "alone", "with network, 0–10", "with network, 10–20"),
                            List.of(
                                    repaired("c = 0.01, it hardly chooses", little),
                                    repaired("c = 0.15, that of lesson 1", led),
                                    repaired("c = 9, saturated", chosen)));
                    a.text(
                            "c: a network can undo a distortion as long as both numbers are still in it."
                                    + " Where attention has picked the larger, the smaller is *gone*: it"
                                    + " could be anything below, and the best guess is wrong by 10/√24 = "
                                    + plain(RepairNetwork.floorOfChoice(), 2)
                                    + " whatever follows. The network gets there ("
                                    + plain(chosen.within(), 2)
                                    + ") and no further. The head of lesson 1 saturates too when its"
                                    + " numbers are large, so of its "
                                    + plain(led.before(), 2)
                                    + " there remain "
                                    + plain(led.within(), 2)
                                    + ".");
                    a.text(
                            "And beyond the numbers it was trained on, the network guesses, while a head"
                                    + " with c = 0 and no network at all is right everywhere.");
                });
    }

    private static List<String> repaired(String name, RepairNetwork.Result r) {
        return List.of(name, plain(r.before(), 3), plain(r.within(), 3), plain(r.beyond(), 3));
    }

    @Override
    public List<Block> exercises() {
        Blocks b = new Blocks();
        b.exercise(
                "2.1",
                "Derive ∂L/∂W_v for the pair 2 and 1 with W_q = 0, W_k = 1, W_v = 0.5, by hand. Answer with"
                        + " the number.",
                "which of the lines above you need when all attention weights are ½.",
                "headlight tutorial check 2.1 0",
                TrainIt::slopeOfValue);
        b.exercise(
                "2.2",
                "Find starting weights from which 1,500 steps of training do not get the worst error"
                        + " below 0.1. Answer with W_q W_k W_v.",
                "what saturation does to the slopes of W_q and W_k, and what it leaves to W_v.",
                "headlight tutorial check 2.2 0.5 0.3 1",
                TrainIt::stuck);
        return b.list();
    }

    private static Check.Outcome slopeOfValue(List<String> answer) {
        double given = Answers.numbers(answer, "∂L/∂W_v")[0];
        Pairs pair = new Pairs(2, new float[] {2, 1});
        double slope = HeadTraining.gradient(HeadWeights.of(0, 1, 0.5), pair).v();
        boolean met = Math.abs(given - slope) < 0.01 * Math.abs(slope);
        return new Check.Outcome(
                met,
                Words.of(
                        met
                                ? "The backward pass says " + plain(slope, 3) + " too."
                                : "The backward pass says otherwise; begin with what the head answers"
                                        + " now, and 2 (sum - y)."));
    }

    private static Check.Outcome stuck(List<String> answer) {
        double[] w = Answers.numbers(answer, "W_q W_k W_v");
        for (double x : w) {
            if (Math.abs(x) > MOST) {
                throw new UsageException(
                        "a weight of "
                                + plain(x, 3)
                                + " leaves the range of the training; give "
                                + plain(-MOST, 0)
                                + " to "
                                + plain(MOST, 0)
                                + ".");
            }
        }
        List<Point> way =
                HeadTraining.run(HeadWeights.of(w[0], w[1], w[2]), HeadTraining.STEPS, SEED);
        Point last = way.getLast();
        double worst = worst(HeadTraining.learned(way), Pairs.whole(-10, 10));
        return new Check.Outcome(
                worst >= 0.1,
                Words.of(
                        "From there training ends at c = "
                                + plain(last.c(), 3)
                                + ", W_v = "
                                + plain(last.v(), 3)
                                + " with a worst error of "
                                + plain(worst, 3)
                                + "."));
    }
}
