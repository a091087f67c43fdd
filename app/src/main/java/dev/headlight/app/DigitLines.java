package dev.headlight.app;

import dev.headlight.model.training.Parameters;
import dev.headlight.tutorial.digits.DigitOrder;
import dev.headlight.tutorial.digits.DigitTraining;
import dev.headlight.tutorial.digits.Exam;
import dev.headlight.tutorial.digits.Miss;
import dev.headlight.tutorial.digits.Sum;
import dev.headlight.tutorial.digits.SumFormat;
import dev.headlight.tutorial.digits.SumTraining;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the training and the test of a digit model say, in lines of at most 80 columns. */
final class DigitLines {

    /** Misses that are shown; the file has all. */
    private static final int SHOWN = 40;

    /** Chains as long as this, or longer, share the last column while training. */
    private static final int MOST_COLUMNS = 3;

    private static final int WIDTH = 80;

    private final SumFormat format;

    DigitLines(SumFormat format) {
        this.format = format;
    }

    /** What is going to be trained on some of all pairs. */
    List<String> beginning(DigitTraining training) {
        return beginning(
                training.parameters(),
                String.format(
                        Locale.ROOT,
                        "It learns %,d of %,d pairs; %,d that it sees in neither order",
                        training.split().learnedCount(),
                        format.numbers() * format.numbers(),
                        training.split().unseenCount()),
                "are for the test.");
    }

    /**
     * What is going to be trained.
     *
     * @param learned from which sums, in lines
     */
    List<String> beginning(Parameters parameters, String... learned) {
        List<String> lines = new ArrayList<>();
        lines.add(
                String.format(
                        Locale.ROOT,
                        "A transformer of %,d parameters: %d layer, %d heads, %d wide.",
                        parameters.count(),
                        parameters.config().nLayers(),
                        parameters.config().nHeads(),
                        parameters.config().dModel()));
        lines.addAll(List.of(learned));
        Sum sum = example(format);
        String reads = "It reads " + sum + " as " + question(sum);
        String writes =
                "and writes "
                        + SumFormat.text(format.ids(sum)).substring(format.questionTokens())
                        + ".";
        if (format.order() == DigitOrder.LEAST_FIRST) {
            reads += ", the least digit first,";
        }
        if (reads.length() + 1 + writes.length() <= WIDTH) {
            lines.add(reads + " " + writes);
        } else {
            lines.addAll(List.of(reads, writes));
        }
        lines.add("");
        StringBuilder head =
                new StringBuilder("               right among unseen, by longest carry chain\n");
        head.append("  step    loss ");
        for (int chain = 0; chain <= columns(); chain++) {
            String more = chain == columns() && chain < format.digits() ? "+" : "";
            head.append(String.format(Locale.ROOT, "%9s", chain == 0 ? "none" : chain + more));
        }
        head.append("      all");
        lines.add(head.toString());
        return lines;
    }

    private String question(Sum sum) {
        return SumFormat.text(format.ids(sum)).substring(0, format.questionTokens());
    }

    /** One report of the training. */
    String line(SumTraining.Report report) {
        StringBuilder line = new StringBuilder();
        line.append(String.format(Locale.ROOT, "%6d %7.4f ", report.step(), report.loss()));
        for (int chain = 0; chain < columns(); chain++) {
            line.append(share(report.sample().accuracy(chain)));
        }
        line.append(share(report.sample().accuracyFrom(columns())));
        return line.append(share(report.sample().accuracy())).toString();
    }

    /** The longest chain with a column of its own; it has the longer ones too. */
    private int columns() {
        return Math.min(format.digits(), MOST_COLUMNS);
    }

    private static String share(double x) {
        return Double.isNaN(x) ? "        -" : String.format(Locale.ROOT, "%8.1f%%", 100 * x);
    }

    /**
     * The test: a table by longest carry chain, and the misses.
     *
     * @param asked what was asked
     */
    List<String> table(String asked, Exam exam) {
        List<String> lines = new ArrayList<>();
        lines.add(asked);
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
        return switch (format.digits()) {
            case 2 -> new Sum(47, 85);
            case 3 -> new Sum(475, 857);
            default -> new Sum(9_999_999_999L, 1);
        };
    }
}
