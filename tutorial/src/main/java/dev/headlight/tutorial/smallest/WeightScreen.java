package dev.headlight.tutorial.smallest;

import dev.headlight.model.training.Parameter;
import dev.headlight.model.training.Parameters;
import dev.headlight.tutorial.digits.SumFormat;
import dev.headlight.tutorial.lesson.Blocks;
import dev.headlight.tutorial.lesson.Grid;
import dev.headlight.tutorial.lesson.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * All numbers of the smallest adder, two matrices beside each other so that 80 columns and one screen hold them. Matrices
 * that are wider than high are turned; their names then end in {@code ᵀ}.
 */
final class WeightScreen {

    private final Parameters parameters;

    WeightScreen(Parameters parameters) {
        this.parameters = parameters;
    }

    void show(Blocks blocks) {
        blocks.matrices(
                matrix("E", Role.INPUT, "embedding.weight", false)
                        .labelled(SumFormat.TOKENS, columns()),
                Blocks.and(matrix("W_q", Role.QUERY, "layers.0.attention.query.weight", false)));
        blocks.matrices(
                matrix("W_k", Role.KEY, "layers.0.attention.key.weight", false),
                Blocks.and(matrix("W_v", Role.VALUE, "layers.0.attention.value.weight", false)));
        blocks.matrices(
                matrix("W_oᵀ", Role.PLAIN, "layers.0.attention.output.weight", true),
                Blocks.and(
                        matrix("W_downᵀ", Role.PLAIN, "layers.0.feed_forward.down.weight", true)));
        blocks.matrices(
                matrix("W_gate", Role.PLAIN, "layers.0.feed_forward.gate.weight", false),
                Blocks.and(matrix("W_up", Role.PLAIN, "layers.0.feed_forward.up.weight", false)));
        blocks.matrices(gains());
    }

    private Grid matrix(String name, Role role, String of, boolean turned) {
        Parameter p = parameter(of);
        int rows = turned ? p.cols() : p.rows();
        int columns = turned ? p.rows() : p.cols();
        double[][] values = new double[rows][columns];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                values[r][c] = p.values()[turned ? c * p.cols() + r : r * p.cols() + c];
            }
        }
        return Grid.of(name, role, values).decimals(2);
    }

    /** The gains of the three norms, a row each. */
    private Grid gains() {
        List<String> names = List.of("attention_norm", "feed_forward_norm", "final_norm");
        List<double[]> rows = new ArrayList<>();
        for (String name : names) {
            float[] gain =
                    parameter((name.startsWith("final") ? "" : "layers.0.") + name + ".gain")
                            .values();
            rows.add(IntStream.range(0, gain.length).mapToDouble(i -> gain[i]).toArray());
        }
        return Grid.of("gains", Role.PLAIN, rows.toArray(double[][]::new))
                .decimals(2)
                .labelled(List.of("attention", "feed forward", "final"), columns());
    }

    private List<String> columns() {
        return IntStream.range(0, parameters.config().dModel())
                .mapToObj(Integer::toString)
                .toList();
    }

    private Parameter parameter(String name) {
        return parameters.all().stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
