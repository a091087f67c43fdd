package dev.headlight.app;

import dev.headlight.tutorial.digits.Answer;
import dev.headlight.tutorial.digits.DigitNames;
import dev.headlight.tutorial.digits.DigitOrder;
import dev.headlight.tutorial.digits.SumFormat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An answer for the terminal: the sum, whether it is right and how sure, and for each head a table of where it looked
 * when each digit was written.
 */
final class AnswerLines {

    private static final double STRONG = 0.3;
    private static final double SOME = 0.1;

    private static final int WIDTH = 80;
    private static final int BEFORE = 16; // columns of a row's beginning
    private static final int CELL = 5;
    private static final int MOST_READ = 4;

    private final Answer answer;
    private final boolean colour;

    AnswerLines(Answer answer, boolean colour) {
        this.answer = answer;
        this.colour = colour;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(
                answer.sum()
                        + " = "
                        + (answer.value() < 0 ? "no number" : answer.value())
                        + "   "
                        + (answer.right() ? "right" : "wrong: it is " + answer.sum().value())
                        + String.format(
                                Locale.ROOT, ", probability %s", share(answer.probability())));
        SumFormat format = answer.format();
        String all = SumFormat.text(answer.ids());
        lines.add(
                "It read "
                        + all.substring(0, format.questionTokens())
                        + " and wrote "
                        + all.substring(format.questionTokens())
                        + (format.order() == DigitOrder.LEAST_FIRST
                                ? ", the least digit first."
                                : "."));
        for (int h = 0; h < answer.attention().length; h++) {
            lines.add("");
            boolean narrow = BEFORE + CELL * (format.length() - 1) <= WIDTH;
            lines.add(
                    "Head "
                            + h
                            + (narrow
                                    ? ": percent of its attention, when it wrote the digit at the left"
                                    : ": what it read most, when it wrote the digit at the left"));
            if (narrow) {
                head(h, lines);
            } else {
                most(h, lines);
            }
        }
        return lines;
    }

    /** Where a table of all tokens is too wide: those with most of the attention, a0 the units of the first number. */
    private void most(int h, List<String> lines) {
        SumFormat format = answer.format();
        List<String> names = DigitNames.inputs(format);
        for (int k = 0; k < format.answerDigits(); k++) {
            double[] weights = answer.attention()[h][k];
            String read =
                    IntStream.range(0, format.questionTokens() + k)
                            .filter(j -> weights[j] >= SOME)
                            .boxed()
                            .sorted(Comparator.comparingDouble(j -> -weights[j]))
                            .limit(MOST_READ)
                            .map(
                                    j ->
                                            String.format(
                                                    Locale.ROOT,
                                                    "%s (%s) %.0f%%",
                                                    names.get(j),
                                                    SumFormat.TOKENS.get(answer.ids()[j]),
                                                    100 * weights[j]))
                            .collect(Collectors.joining(", "));
            lines.add(written(k) + (read.isEmpty() ? "nothing above 10%" : read));
        }
    }

    /** A digit of the answer, as a row begins with it. */
    private String written(int k) {
        SumFormat format = answer.format();
        return String.format(
                Locale.ROOT,
                "  %s  %-9s  ",
                SumFormat.TOKENS.get(answer.ids()[format.questionTokens() + k]),
                DigitNames.place(format.placeOfResult(k)));
    }

    /** As {@code 99.9%}; never a certainty that is none. */
    private static String share(double p) {
        return p > 0.999 && p < 1 ? "above 99.9%" : String.format(Locale.ROOT, "%.1f%%", 100 * p);
    }

    private void head(int h, List<String> lines) {
        SumFormat format = answer.format();
        int keys = format.length() - 1;
        StringBuilder header = new StringBuilder(" ".repeat(BEFORE));
        for (int j = 0; j < keys; j++) {
            header.append(
                    String.format(Locale.ROOT, "%4s ", SumFormat.TOKENS.get(answer.ids()[j])));
        }
        lines.add(header.toString());
        for (int k = 0; k < format.answerDigits(); k++) {
            StringBuilder row = new StringBuilder(written(k));
            for (int j = 0; j < keys; j++) {
                boolean seen = j < format.questionTokens() + k;
                row.append(cell(answer.attention()[h][k][j], seen));
            }
            lines.add(row.toString().stripTrailing());
        }
    }

    /** Five columns; strong attention stands out, also without colour. */
    private String cell(double weight, boolean seen) {
        if (!seen) {
            return "     ";
        }
        long percent = Math.round(100 * weight);
        String text = percent == 0 ? "." : Long.toString(percent);
        String padded = " ".repeat(4 - Math.min(4, text.length())) + text;
        if (!colour) {
            return padded + (weight >= STRONG ? "*" : " ");
        }
        String code = weight >= STRONG ? "\u001b[1;7m" : weight >= SOME ? "\u001b[1m" : "";
        return code.isEmpty()
                ? padded + " "
                : padded.replace(text, code + text + "\u001b[0m") + " ";
    }
}
