package dev.headlight.app;

import dev.headlight.model.training.Parameters;
import dev.headlight.tutorial.digits.DigitOrder;
import dev.headlight.tutorial.digits.DigitTraining;
import dev.headlight.tutorial.digits.Exam;
import dev.headlight.tutorial.digits.Miss;
import dev.headlight.tutorial.digits.Sum;
import dev.headlight.tutorial.digits.SumFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the training and the test of a digit model say, in lines of at most 80 columns. */
final class DigitLines {

    /** Misses that are shown; the file has all. */
    private static final int SHOWN = 40;

    private final SumFormat format;

    DigitLines(SumFormat format) {
        this.format = format;
    }

    /** What is going to be trained. */
    List<String> beginning(DigitTraining training) {
        Parameters parameters = training.parameters();
        int all = format.numbers() * format.numbers();
        List<String> lines = new ArrayList<>();
        lines.add(
                String.format(
                        Locale.ROOT,
                        "A transformer of %,d parameters: %d layer, %d heads, %d wide.",
                        parameters.count(),
                        parameters.config().nLayers(),
                        parameters.config().nHeads(),
                        parameters.config().dModel()));
        lines.add(
                String.format(
                        Locale.ROOT,
                        "It learns %,d of %,d pairs; %,d that it sees in neither order",
                        training.split().learnedCount(),
                        all,
                        training.split().unseenCount()));
        lines.add("are for the test.");
        Sum sum = example(format);
        lines.add(
                "It reads "
                        + sum
                        + " as "
                        + SumFormat.text(format.ids(sum)).substring(0, format.questionTokens())
                        + (format.order() == DigitOrder.LEAST_FIRST
                                ? ", the least digit first, and writes "
                                : " and writes ")
                        + SumFormat.text(format.ids(sum)).substring(format.questionTokens())
                        + ".");
        lines.add("");
        StringBuilder head =
                new StringBuilder("               right among unseen, by longest carry chain\n");
        head.append("  step    loss ");
        for (int chain = 0; chain <= format.digits(); chain++) {
            head.append(String.format(Locale.ROOT, "%9s", chain == 0 ? "none" : chain));
        }
        head.append("      all");
        lines.add(head.toString());
        return lines;
    }

    /** One report of the training. */
    String line(DigitTraining.Report report) {
        StringBuilder line = new StringBuilder();
        line.append(String.format(Locale.ROOT, "%6d %7.4f ", report.step(), report.loss()));
        for (int chain = 0; chain <= format.digits(); chain++) {
            line.append(share(report.sample().accuracy(chain)));
        }
        return line.append(share(report.sample().accuracy())).toString();
    }

    private static String share(double x) {
        return Double.isNaN(x) ? "        -" : String.format(Locale.ROOT, "%8.1f%%", 100 * x);
    }

    /** The test: a table by longest carry chain, and the misses. */
    List<String> table(Exam exam) {
        List<String> lines = new ArrayList<>();
        lines.add("Every pair that was not learned, in either order:");
        lines.add("");
        lines.add("  longest carry chain       asked       right     wrong");
        for (int chain = 0; chain < exam.asked().length; chain++) {
            lines.add(
                    row(
                            chain == 0 ? "none" : Integer.toString(chain),
                            exam.asked()[chain],
                            exam.right()[chain]));
        }
        lines.add(row("all", exam.total(), exam.total() - exam.misses().size()));
        lines.add("");
        lines.add("Each sum was asked in one pass, the right digits standing before each that is");
        lines.add("asked for: the answer that the model writes by itself is right exactly where");
        lines.add("all of them are.");
        if (exam.misses().isEmpty()) {
            lines.add("No miss.");
            return lines;
        }
        lines.add("");
        for (Miss miss : exam.misses().subList(0, Math.min(SHOWN, exam.misses().size()))) {
            lines.add(
                    "  "
                            + miss.sum()
                            + " = "
                            + miss.sum().value()
                            + ", answered "
                            + (miss.answer() < 0 ? "no number" : miss.answer()));
        }
        if (exam.misses().size() > SHOWN) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "  and %,d more: misses.csv in the model's folder has all.",
                            exam.misses().size() - SHOWN));
        }
        return lines;
    }

    private static String row(String name, long asked, long right) {
        return String.format(
                Locale.ROOT, "  %-19s %,11d %,11d %,9d", name, asked, right, asked - right);
    }

    /** A sum to ask. */
    String example() {
        return example(format).toString();
    }

    private static Sum example(SumFormat format) {
        return format.digits() == 2 ? new Sum(47, 85) : new Sum(475, 857);
    }
}
