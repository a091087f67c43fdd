package dev.headlight.tutorial.numbers;

import dev.headlight.engine.Workers;
import dev.headlight.text.UsageException;
import dev.headlight.tutorial.lesson.Block;
import dev.headlight.tutorial.lesson.Blocks;
import dev.headlight.tutorial.lesson.Chapter;
import dev.headlight.tutorial.lesson.Check;
import dev.headlight.tutorial.lesson.Figure.HeatMap;
import dev.headlight.tutorial.lesson.Figure.LineChart;
import dev.headlight.tutorial.lesson.Figure.Scale;
import dev.headlight.tutorial.lesson.Figure.Series;
import dev.headlight.tutorial.lesson.Grid;
import dev.headlight.tutorial.lesson.Numbers;
import dev.headlight.tutorial.lesson.Role;
import dev.headlight.tutorial.lesson.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Lesson 8: a token a number, held-out pairs, and attention by layer, head and kind of pair. */
public final class NumbersLesson implements Chapter {

    private static final long SEED = 1;

    /** Held-out pairs of a category that are looked at, at most. */
    private static final int LOOKED_AT = 300;

    private static @Nullable NumberModel made;

    @Override
    public int number() {
        return 8;
    }

    @Override
    public String title() {
        return "One token a number";
    }

    @Override
    public int minutes() {
        return 5;
    }

    @Override
    public String aim() {
        return "Another way to write numbers, what it costs, and how attention differs by layer and kind of pair.";
    }

    /** The model of the lesson, trained once. */
    static synchronized NumberModel model() {
        NumberModel model = made;
        if (model == null) {
            try (Workers workers = workers()) {
                model = NumberModel.train(NumberModel.plan(SEED, workers.threads()), workers);
            }
            made = model;
        }
        return model;
    }

    private static Workers workers() {
        return new Workers(Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4));
    }

    @Override
    public List<Block> write() {
        NumberModel model = model();
        Blocks blocks = new Blocks();
        try (Workers workers = workers()) {
            task(blocks, model);
            learning(blocks, model, workers);
            attention(blocks, model, workers);
            categories(blocks, model, workers);
        }
        blocks.heading("Exercise");
        exercises().forEach(blocks::add);
        return blocks.list();
    }

    @Override
    public List<Block> exercises() {
        return new Blocks()
                .exercise(
                        "8.1",
                        "Name a pair of numbers, as `-40 25`, that was held out and whose result lies beyond 100 or"
                                + " -100, so that the model must say the last number there is.",
                        "whether it is harder: many pairs share one result there. See the table.",
                        "headlight tutorial check 8.1 70 60",
                        NumbersLesson::beyond)
                .list();
    }

    private static void task(Blocks blocks, NumberModel model) {
        blocks.heading("A name for every number")
                .text(
                        "Instead of digits, let every number from -100 to 100 be one token. A question is then three"
                                + " tokens long, as `41 17 =`, and the model says one more: the sum, or the last"
                                + " number there is where the sum lies beyond (after `70 60 =` comes `100`).")
                .text(
                        "Nothing connects the token `41` with the token `42`. In digits, "
                                + "seeing 41 + 1 helps with 51 + 1; here every number is a stranger, and that they"
                                + " stand in a row must be found from the sums alone. So we hold "
                                + Numbers.count(model.data().heldOut().size())
                                + " of the 40,401 pairs out (each in both orders), train on the"
                                + " other "
                                + Numbers.count(model.data().learned().size())
                                + ", and ask both.")
                .text(
                        "The model: "
                                + model.parameters().config().nLayers()
                                + " layers, "
                                + model.parameters().config().nHeads()
                                + " heads, "
                                + model.parameters().config().dModel()
                                + " wide, "
                                + Numbers.count(model.parameters().count())
                                + " parameters.");
    }

    private static void learning(Blocks blocks, NumberModel model, Workers workers) {
        List<List<String>> rows = new ArrayList<>();
        for (NumberModel.Report r : model.reports()) {
            rows.add(
                    List.of(
                            Long.toString(r.step()),
                            Numbers.fixed(r.learned().loss(), 3),
                            Numbers.fixed(r.heldOut().loss(), 3),
                            Numbers.percent(r.learned().exact()),
                            Numbers.percent(r.heldOut().exact()),
                            Numbers.fixed(r.heldOut().error(), 2)));
        }
        NumberScore out = NumberScore.of(model.parameters(), model.data().heldOut(), workers);
        blocks.heading("Loss is not accuracy")
                .question(
                        "After training, what share of the *held-out* pairs is exactly right?",
                        List.of("nearly none", "about half", "nearly all"),
                        a ->
                                a.picture(
                                                new LineChart(
                                                        "Pairs exactly right while the model learns",
                                                        "step",
                                                        "right",
                                                        false,
                                                        List.of(
                                                                series(
                                                                        "learned",
                                                                        Role.INPUT,
                                                                        model,
                                                                        r -> r.learned().exact()),
                                                                series(
                                                                        "held out",
                                                                        Role.OUTPUT,
                                                                        model,
                                                                        r -> r.heldOut().exact()))))
                                        .table(
                                                "Loss in nats and pairs exactly right, learned and held out; the last"
                                                        + " column: how far off, on the average",
                                                List.of(
                                                        "step",
                                                        "loss",
                                                        "held out",
                                                        "right",
                                                        "held out",
                                                        "off by"),
                                                rows)
                                        .text(
                                                (out.exact() < 0.25
                                                                ? "a"
                                                                : out.exact() < 0.75 ? "b" : "c")
                                                        + ": of all "
                                                        + Numbers.count(out.pairs())
                                                        + " held-out pairs "
                                                        + Numbers.percent(out.exact())
                                                        + " are exactly right and "
                                                        + Numbers.percent(out.near())
                                                        + " at most one off, the mean distance is "
                                                        + Numbers.plain(out.error(), 2)
                                                        + " and the loss "
                                                        + Numbers.plain(out.loss(), 3)
                                                        + ". They measure different things: a model that is one"
                                                        + " off everywhere has a small distance and nothing"
                                                        + " right."))
                .text(
                        "With digits, a much smaller model is right on *all* unseen pairs of three digits after"
                                + " seeing 1% of them. How numbers are written decides what can be learned from"
                                + " few examples.");
    }

    private static Series series(
            String name, Role role, NumberModel model, ToDoubleFunction<NumberModel.Report> y) {
        return new Series(
                name,
                role,
                false,
                model.reports().stream().mapToDouble(NumberModel.Report::step).toArray(),
                model.reports().stream().mapToDouble(y).toArray());
    }

    private static void attention(Blocks blocks, NumberModel model, Workers workers) {
        NumberGaze gaze =
                NumberGaze.of(
                        model.transformer(), model.data().heldOut().subList(0, 1000), workers);
        List<String> rows = new ArrayList<>();
        int layers = gaze.weights().length;
        int heads = gaze.weights()[0].length;
        double[][] weights = new double[layers * heads][];
        double[][] entropy = new double[layers][];
        for (int l = 0; l < layers; l++) {
            for (int h = 0; h < heads; h++) {
                rows.add("layer " + l + " head " + h);
                weights[l * heads + h] = gaze.weights()[l][h];
            }
            entropy[l] = gaze.entropy()[l];
        }
        blocks.heading("Where does it look?")
                .text(
                        "When it says the sum it stands at `=` and can look at `a`, at `b` and at `=` itself. The"
                                + " task is symmetric in a and b. Must the attention be?")
                .picture(
                        new HeatMap(
                                "Attention of the position = over 1,000 held-out pairs, mean",
                                new Grid(
                                        "A", Role.WEIGHT, rows, List.of("a", "b", "="), weights, 2),
                                "head",
                                "token",
                                Scale.SHARE,
                                true))
                .picture(
                        new HeatMap(
                                "Entropy of these rows in nats; all three alike would be "
                                        + Numbers.fixed(Math.log(3), 2),
                                new Grid(
                                        "H",
                                        Role.SCORE,
                                        names("layer ", layers),
                                        names("head ", heads),
                                        entropy,
                                        2),
                                "layer",
                                "head",
                                Scale.RANGE,
                                true));
        double lean = 0;
        for (double[] row : weights) {
            lean = Math.max(lean, Math.abs(row[0] - row[1]));
        }
        blocks.text(
                "The largest difference between the weight on a and on b in one head is "
                        + Numbers.fixed(lean, 2)
                        + (lean > 0.1
                                ? ". Heads may take sides as long as their outputs together do not: the sum over"
                                        + " the heads is what the task asks to be symmetric."
                                : ". Here each head is about as symmetric as the task."));
    }

    private static List<String> names(String word, int count) {
        return IntStream.range(0, count).mapToObj(i -> word + i).toList();
    }

    private static void categories(Blocks blocks, NumberModel model, Workers workers) {
        List<Category> kinds = Arrays.asList(Category.values());
        int layers = model.parameters().config().nLayers();
        double[][] on = new double[kinds.size()][layers];
        double[][] entropy = new double[kinds.size()][layers];
        List<List<String>> rows = new ArrayList<>();
        for (int c = 0; c < kinds.size(); c++) {
            Category kind = kinds.get(c);
            List<NumberPair> pairs = model.data().heldOut().stream().filter(kind::holds).toList();
            NumberScore score = NumberScore.of(model.parameters(), pairs, workers);
            NumberGaze gaze =
                    NumberGaze.of(
                            model.transformer(),
                            pairs.subList(0, Math.min(LOOKED_AT, pairs.size())),
                            workers);
            for (int l = 0; l < layers; l++) {
                on[c][l] = gaze.layerWeight(l, 0) + gaze.layerWeight(l, 1);
                entropy[c][l] = gaze.layerEntropy(l);
            }
            rows.add(
                    List.of(
                            kind.words(),
                            kind.rule(),
                            Numbers.count(score.pairs()),
                            Numbers.percent(score.exact()),
                            Numbers.fixed(score.error(), 2),
                            Numbers.fixed(score.loss(), 3)));
        }
        List<String> words = kinds.stream().map(Category::words).toList();
        blocks.heading("By kind of pair")
                .table(
                        "Held-out pairs by kind",
                        List.of("kind", "rule", "pairs", "right", "off by", "loss"),
                        rows)
                .picture(
                        new HeatMap(
                                "Attention of = on the two numbers together, by kind and layer",
                                new Grid("A", Role.WEIGHT, words, names("layer ", layers), on, 2),
                                "kind",
                                "layer",
                                Scale.SHARE,
                                true))
                .picture(
                        new HeatMap(
                                "Entropy in nats, by kind and layer",
                                new Grid(
                                        "H",
                                        Role.SCORE,
                                        words,
                                        names("layer ", layers),
                                        entropy,
                                        2),
                                "kind",
                                "layer",
                                Scale.RANGE,
                                true))
                .note(
                        "Read with care",
                        "Rows that differ here are means over pairs of different numbers, and numbers have"
                                + " embeddings of their own: a difference between kinds need not mean that the"
                                + " model treats the kinds differently. Lesson 7 says how to find out.");
    }

    private static Check.Outcome beyond(List<String> answer) {
        NumberPair pair = pair(answer);
        boolean held = NumberModel.pairs(SEED).heldOut().contains(pair); // nothing is trained
        boolean over = Category.BOUNDARY.holds(pair);
        return new Check.Outcome(
                held && over,
                Words.of(
                        pair.a()
                                + " and "
                                + pair.b()
                                + (held ? " were held out" : " were learned")
                                + ", and their sum "
                                + (pair.a() + pair.b())
                                + (over ? " lies beyond." : " does not lie beyond.")));
    }

    private static NumberPair pair(List<String> answer) {
        if (answer.size() == 2
                && answer.stream().allMatch(w -> w.matches("-?\\d{1,3}"))
                && answer.stream()
                        .allMatch(w -> Math.abs(Integer.parseInt(w)) <= NumberPair.MOST)) {
            return new NumberPair(Integer.parseInt(answer.get(0)), Integer.parseInt(answer.get(1)));
        }
        throw new UsageException(
                "the answer \""
                        + String.join(" ", answer)
                        + "\" is not two numbers from -100 to 100, as 70 60.");
    }
}
