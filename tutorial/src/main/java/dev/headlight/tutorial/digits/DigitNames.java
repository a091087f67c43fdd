package dev.headlight.tutorial.digits;

import dev.headlight.tutorial.lesson.Figure;
import dev.headlight.tutorial.lesson.Figure.HeatMap;
import dev.headlight.tutorial.lesson.Figure.Scale;
import dev.headlight.tutorial.lesson.Grid;
import dev.headlight.tutorial.lesson.Numbers;
import dev.headlight.tutorial.lesson.Role;
import java.util.ArrayList;
import java.util.List;

/** What digits and heads are called, and how their attention is shown. */
public final class DigitNames {

    private static final List<String> PLACES =
            List.of(
                    "units",
                    "tens",
                    "hundreds",
                    "thousands",
                    "10,000s",
                    "100,000s",
                    "millions",
                    "10^7",
                    "10^8",
                    "10^9",
                    "10^10");

    private DigitNames() {}

    /** Of a digit, 0 for the units. */
    public static String place(int place) {
        return PLACES.get(place);
    }

    /** {@code a0 a1 + b0 b1 = s0 s1}: the inputs by what they are. */
    public static List<String> inputs(SumFormat format) {
        String[] names = new String[format.length()];
        for (int place = 0; place < format.digits(); place++) {
            names[format.positionOfFirst(place)] = "a" + place;
            names[format.positionOfSecond(place)] = "b" + place;
        }
        names[format.digits()] = "+";
        names[format.questionTokens() - 1] = "=";
        for (int place = 0; place < format.answerDigits(); place++) {
            names[format.positionOfResult(place)] = "s" + place;
        }
        return List.of(names).subList(0, format.context());
    }

    /** The tokens of a sum, each with its own label even where digits repeat. */
    static List<String> tokens(SumFormat format, Sum sum) {
        List<String> tokens = new ArrayList<>();
        for (int id : format.ids(sum)) {
            tokens.add(SumFormat.TOKENS.get(id));
        }
        return tokens.subList(0, format.context());
    }

    /** The digits of the result in the order in which they are written. */
    static List<String> written(SumFormat format) {
        String[] names = new String[format.answerDigits()];
        for (int place = 0; place < names.length; place++) {
            names[format.positionOfResult(place) - format.questionTokens()] =
                    "s" + place + " " + place(place);
        }
        return List.of(names);
    }

    /** Where a head looks, as a heat map: a row a digit that is written, a column a token. */
    static Figure map(
            String title,
            SumFormat format,
            double[][] weights,
            List<String> rows,
            List<String> columns) {
        double[][] shown = new double[weights.length][];
        for (int k = 0; k < weights.length; k++) {
            shown[k] = java.util.Arrays.copyOf(weights[k], format.context());
            for (int j = format.questionTokens() + k; j < shown[k].length; j++) {
                shown[k][j] = Double.NaN; // not there yet
            }
        }
        Grid grid = new Grid("A", Role.WEIGHT, rows, columns, shown, 2);
        return new HeatMap(title, grid, "writes", "reads", Scale.SHARE, true);
    }

    static String weight(double weight) {
        return Numbers.fixed(weight, 2);
    }
}
