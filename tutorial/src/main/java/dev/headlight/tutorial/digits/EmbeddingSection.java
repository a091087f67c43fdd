package dev.headlight.tutorial.digits;

import static dev.headlight.tutorial.lesson.Numbers.percent;

import dev.headlight.tutorial.lesson.Blocks;
import dev.headlight.tutorial.lesson.Figure.Scatter;
import dev.headlight.tutorial.lesson.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Of lesson 4: how a trained embedding tells the ten digits apart. */
final class EmbeddingSection {

    private EmbeddingSection() {}

    static void add(Blocks blocks, DigitEmbedding digits) {
        blocks.heading("What is a digit to the model?")
                .text(
                        "A token goes in as a vector, here of "
                                + digits.vectors()[0].length
                                + " numbers that training has chosen: its *embedding*. Nobody told the model that 4"
                                + " lies between 3 and 5. Take the vectors of the ten digits and look at them from"
                                + " the side on which they differ most: their first two *principal components*.")
                .question(
                        "How will they lie?",
                        List.of(
                                "in no order: a digit is only a name",
                                "along a line, from 0 to 9",
                                "around a circle, where 9 stands beside 0"),
                        a -> lie(a, digits));
    }

    private static void lie(Blocks a, DigitEmbedding digits) {
        DigitEmbedding.Plane plane = digits.plane();
        double[][] places = digits.on(plane);
        double first = digits.share(plane.first());
        double second = digits.share(plane.second());
        a.picture(
                new Scatter(
                        "The digits in their embedding; a line joins 0 to 9 in order",
                        "first component, " + percent(first) + " of the spread",
                        "second component, " + percent(second) + " of the spread",
                        SumFormat.TOKENS.subList(0, DigitShape.COUNT),
                        column(places, 0),
                        column(places, 1),
                        true));
        a.text(
                "Two of "
                        + digits.vectors()[0].length
                        + " directions are seen, and they hold "
                        + percent(first + second)
                        + " of the spread. All directions together can be asked how much of the spread follows an"
                        + " order; beside it, what ten vectors in a random order would show on the average, and"
                        + " what 95 of 100 such orders stay below:");
        List<List<String>> rows = new ArrayList<>();
        for (DigitShape shape : DigitShape.values()) {
            rows.add(
                    List.of(
                            shape.words(),
                            percent(digits.share(shape)),
                            percent(shape.chance()),
                            percent(digits.shuffled(shape, TwoDigits.SEED))));
        }
        a.table("Share of the spread", List.of("order", "here", "by chance", "95% below"), rows);
        a.text(orderVerdict(digits));
    }

    private static String orderVerdict(DigitEmbedding digits) {
        double line = digits.share(DigitShape.LINE);
        double circle = digits.share(DigitShape.ONCE);
        double next = digits.distance(1);
        double all = digits.distance();
        double around = digits.distance(0, DigitShape.COUNT - 1);
        boolean closed = around < (next + all) / 2;
        boolean onLine = line > digits.shuffled(DigitShape.LINE, TwoDigits.SEED);
        boolean onCircle = circle > digits.shuffled(DigitShape.ONCE, TwoDigits.SEED);
        if (!onLine && !onCircle) {
            return "a: neither a line nor a circle is more there than chance would have it. What the digits mean is"
                    + " found elsewhere, in the layers that follow.";
        }
        return (closed && onCircle
                        ? "c: 0 to 9 *go round*, as on a dial, since after 9 the units begin again: "
                        : "b: in *order*, along a line that may bend but does not close: ")
                + "from a digit to the next it is "
                + Numbers.fixed(next, 2)
                + " on the average, between any two "
                + Numbers.fixed(all, 2)
                + ", and from 9 back to 0 it is "
                + Numbers.fixed(around, 2)
                + ". That digits are numbers, and which stands beside which, the model has found out from sums"
                + " alone.";
    }

    private static double[] column(double[][] rows, int c) {
        return Arrays.stream(rows).mapToDouble(r -> r[c]).toArray();
    }
}
