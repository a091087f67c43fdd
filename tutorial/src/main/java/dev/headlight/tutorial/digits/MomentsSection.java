package dev.headlight.tutorial.digits;

import static dev.headlight.tutorial.lesson.Numbers.percent;

import dev.headlight.tutorial.lesson.Blocks;
import dev.headlight.tutorial.lesson.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Of lesson 6: how the heads came to look where they look, moment by moment. */
final class MomentsSection {

    private static final int SHOWN = 100; // steps from one row of the table to the next

    private final List<Moment> moments;
    private final int column;
    private final int carry;

    /** Of one training, which the last of the moments ends. */
    MomentsSection(List<Moment> moments) {
        this.moments = moments;
        Gaze end = moments.getLast().gaze();
        column = end.columnHead();
        carry = end.carryHead();
    }

    void add(Blocks blocks) {
        blocks.heading("How it came to look there")
                .question(
                        "The training was stopped every "
                                + moments.get(1).step()
                                + " steps, and the model asked. What came first?",
                        List.of(
                                "looking at the right place",
                                "the right answers",
                                "both at the same time"),
                        a -> {
                            a.table(
                                    "Sums right, and the weight of two heads when a digit is written",
                                    List.of(
                                            "step",
                                            "loss",
                                            "right",
                                            "head " + column + ", own column",
                                            "head " + carry + ", column before"),
                                    rows());
                            a.text(verdict());
                        })
                .add(MomentsLab.block(moments));
    }

    private List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        for (Moment m : moments) {
            if (m.step() % SHOWN == 0) {
                rows.add(
                        List.of(
                                Long.toString(m.step()),
                                Double.isNaN(m.loss()) ? "-" : Numbers.fixed(m.loss(), 4),
                                percent(m.sample().accuracy()),
                                DigitNames.weight(m.gaze().own(column)),
                                DigitNames.weight(m.gaze().before(carry))));
            }
        }
        return rows;
    }

    private String verdict() {
        long looks = halfway(m -> m.gaze().own(column));
        long right = halfway(m -> m.sample().accuracy());
        return (looks < right ? "a" : looks > right ? "b" : "c")
                + ": head "
                + column
                + " is halfway to its last weight on the column that is written by step "
                + looks
                + ", and half of the right answers are there by step "
                + right
                + ". "
                + (looks < right
                        ? "*First the lines are laid, then what travels on them is understood.*"
                        : looks > right
                                ? "The first right answers are made from a blurred look; it sharpens afterwards."
                                : "A look is worth nothing until what is seen is used, and the other way round:"
                                        + " the two grow together.");
    }

    /** The first step by which a figure has come half of its way from the first moment to the last. */
    private long halfway(ToDoubleFunction<Moment> figure) {
        double from = figure.applyAsDouble(moments.getFirst());
        double to = figure.applyAsDouble(moments.getLast());
        for (Moment m : moments) {
            double way = (figure.applyAsDouble(m) - from) / (to - from);
            if (way >= 0.5) {
                return m.step();
            }
        }
        return moments.getLast().step();
    }
}
