package dev.headlight.tutorial.steps;

import static dev.headlight.tutorial.lesson.Blocks.equal;
import static dev.headlight.tutorial.lesson.Blocks.times;

import dev.headlight.tutorial.adding.EightSteps;
import dev.headlight.tutorial.lesson.Block;
import dev.headlight.tutorial.lesson.Blocks;
import dev.headlight.tutorial.lesson.Figure;
import dev.headlight.tutorial.lesson.Grid;
import dev.headlight.tutorial.lesson.Numbers;
import dev.headlight.tutorial.lesson.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows a computed head, step by step.
 *
 * @param run what was computed
 * @param decimals digits after the point
 * @param coloured whether numbers have the colours of their roles; else all have one
 */
public record StepBlocks(EightSteps run, int decimals, boolean coloured) {

    public static final int COUNT = 8;

    private static final List<String> TITLES =
            List.of(
                    "the numbers",
                    "queries: what each number asks",
                    "keys: what each number offers",
                    "values: what each number gives",
                    "scores: how well each query fits each key",
                    "softmax: scores become shares",
                    "weights × values: what each number takes home",
                    "the sum");

    /** Up to this many numbers the sums are written out. */
    private static final int WRITTEN_OUT = 4;

    /** Step 1 to 8: its heading. */
    public String heading(int step) {
        return "Step " + step + ": " + TITLES.get(step - 1);
    }

    /** Step 1 to 8: its formula and its matrices. */
    public List<Block> step(int step) {
        Blocks blocks = new Blocks();
        switch (step) {
            case 1 -> blocks.matrices(x());
            case 2 ->
                    blocks.formula(mark("{q|Q} = {x|X} × {q|W_q}"))
                            .matrices(
                                    rows("Q", Role.QUERY, run.q()),
                                    equal(x()),
                                    times(weight("W_q", Role.QUERY, run.weights().q())));
            case 3 ->
                    blocks.formula(mark("{k|K} = {x|X} × {k|W_k}"))
                            .matrices(
                                    rows("K", Role.KEY, run.k()),
                                    equal(x()),
                                    times(weight("W_k", Role.KEY, run.weights().k())));
            case 4 ->
                    blocks.formula(mark("{v|V} = {x|X} × {v|W_v}"))
                            .matrices(
                                    rows("V", Role.VALUE, run.v()),
                                    equal(x()),
                                    times(weight("W_v", Role.VALUE, run.weights().v())));
            case 5 -> scores(blocks);
            case 6 -> softmax(blocks);
            case 7 -> outputs(blocks);
            case 8 -> sum(blocks);
            default -> throw new IllegalArgumentException("step " + step);
        }
        return blocks.list();
    }

    private void scores(Blocks blocks) {
        int d = run.weights().dHead();
        String divided = run.scaled() ? " / √d" : "";
        blocks.formula(mark("{s|S} = {q|Q} × {k|Kᵀ}") + divided + "     d = " + d);
        Grid keys = Grid.of("Kᵀ", role(Role.KEY), transposed(run.k(), d)).decimals(decimals);
        blocks.matrices(
                square("S", Role.SCORE, run.scores()),
                equal(rows("Q", Role.QUERY, run.q())),
                times(keys.labelled(List.of(), names())));
        if (run.scaled() && d > 1) {
            blocks.text("Each product is divided by √d = " + n(Math.sqrt(d)) + ".");
        }
    }

    private void softmax(Blocks blocks) {
        blocks.formula(mark("{a|a_ij} = exp({s|s_ij}) / Σ exp({s|s_ij'})    over all j' of row i"));
        Grid weights = square("A", Role.WEIGHT, run.attention());
        if (run.count() <= WRITTEN_OUT) {
            blocks.matrices(weights);
        }
        blocks.picture(
                new Figure.HeatMap(
                        "Who reads whom: attention weights, each row sums to 1",
                        weights,
                        "the number that reads",
                        "the number that is read",
                        Figure.Scale.SHARE,
                        true));
    }

    private void outputs(Blocks blocks) {
        blocks.formula(mark("{o|O} = {a|A} × {v|V}"));
        blocks.matrices(
                rows("O", Role.OUTPUT, run.outputs()),
                equal(square("A", Role.WEIGHT, run.attention())),
                times(rows("V", Role.VALUE, run.v())));
        if (run.count() <= WRITTEN_OUT && run.weights().dHead() == 1) {
            StringBuilder lines = new StringBuilder();
            for (int i = 0; i < run.count(); i++) {
                lines.append(i == 0 ? "" : "\n");
                for (int j = 0; j < run.count(); j++) {
                    lines.append(j == 0 ? "" : " + ");
                    lines.append(n(run.attention()[i * run.count() + j]));
                    lines.append(" × ").append(signed(run.v()[j]));
                }
                lines.append(" = ").append(n(run.outputs()[i]));
            }
            blocks.formula(lines.toString());
        }
    }

    private void sum(Blocks blocks) {
        int d = run.weights().dHead();
        if (d > 1) {
            blocks.formula(
                    mark("sum = Σ {o|O} over the numbers, averaged over the " + d + " columns"));
        } else if (run.count() <= WRITTEN_OUT) {
            List<String> terms = new ArrayList<>();
            for (float o : run.outputs()) {
                terms.add(terms.isEmpty() ? n(o) : signed(o));
            }
            blocks.formula(String.join(" + ", terms) + " = " + n(run.sum()));
        } else {
            blocks.formula(mark("sum = Σ {o|o_i}"));
        }
        double error = run.sum() - run.expected();
        String verdict =
                Math.abs(error) < 0.5 * Math.pow(10, -decimals)
                        ? "exactly what addition gives."
                        : "addition gives "
                                + n(run.expected())
                                + ", so this head is off by "
                                + n(error)
                                + ".";
        blocks.text("The head answers *" + n(run.sum()) + "*; " + verdict);
    }

    private Grid x() {
        return rows("X", Role.INPUT, run.x());
    }

    /** Row-major with a row for each number. */
    private Grid rows(String name, Role role, float[] values) {
        return Grid.of(name, role(role), values, values.length / run.count())
                .labelled(name.equals("X") ? List.of() : names(), List.of())
                .decimals(decimals);
    }

    private Grid weight(String name, Role role, float[] values) {
        return Grid.of(name, role(role), values, values.length).decimals(decimals);
    }

    private Grid square(String name, Role role, float[] values) {
        return Grid.of(name, role(role), values, run.count())
                .labelled(names(), names())
                .decimals(decimals);
    }

    private double[][] transposed(float[] rows, int d) {
        double[][] columns = new double[d][rows.length / d];
        for (int i = 0; i < rows.length; i++) {
            columns[i % d][i / d] = rows[i];
        }
        return columns;
    }

    /** The numbers themselves: labels of rows and columns. */
    private List<String> names() {
        List<String> names = new ArrayList<>();
        for (float x : run.x()) {
            names.add(n(x));
        }
        return names;
    }

    private Role role(Role role) {
        return coloured ? role : Role.PLAIN;
    }

    private String mark(String markup) {
        return coloured ? markup : markup.replaceAll("\\{.\\|", "{p|");
    }

    private String n(double x) {
        return Numbers.plain(x, decimals);
    }

    private String signed(double x) {
        return x < 0 ? "(" + n(x) + ")" : n(x);
    }
}
