package dev.headlight.app.terminal;

import dev.headlight.analysis.results.HeadScore;
import dev.headlight.analysis.results.TimelinePoint;
import dev.headlight.training.Evaluation;
import dev.headlight.training.StepReport;
import java.io.PrintStream;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * A training run on standard error: one line a report, and on a terminal below them a line that is painted over at
 * most four times a second.
 */
public final class TrainingProgress {

    private static final long PAINT_NANOS = 250_000_000;
    private static final double MEMORY = 0.9; // of the moving averages
    private static final int STEPS_BEFORE_ETA = 3;

    private final PrintStream err;
    private final OptionalInt columns;
    private final boolean quiet;
    private final PaintedLine painted;
    private long steps;
    private long tokensPerStep;
    private double peakRate;
    private double validation = Double.NaN;
    private double loss = Double.NaN;
    private double secondsPerStep = Double.NaN;
    private double share = Double.NaN;
    private long last = System.nanoTime();
    private long paintedAt = last;
    private int seen;

    public TrainingProgress(Terminal terminal, boolean quiet) {
        this.err = terminal.err();
        this.painted = new PaintedLine(err);
        this.columns = terminal.errColumns();
        this.quiet = quiet;
    }

    /** Before training: so many tokens of the text have been made. */
    public void reading(long tokens) {
        if (due(System.nanoTime())) {
            painted.paint(
                    String.format(Locale.ROOT, "text  %,d tokens", tokens), columns.getAsInt());
        }
    }

    /**
     * Training begins.
     *
     * @param allSteps of the whole run
     * @param tokens of an optimizer step
     * @param peak learning rate
     */
    public void begin(long allSteps, long tokens, double peak) {
        steps = allSteps;
        tokensPerStep = tokens;
        peakRate = peak;
        last = System.nanoTime();
    }

    /** A step was taken. */
    public void step(StepReport report) {
        long now = System.nanoTime();
        double seconds = (now - last) / 1e9;
        last = now;
        seen++;
        secondsPerStep = seen == 1 ? seconds : MEMORY * secondsPerStep + (1 - MEMORY) * seconds;
        loss = Double.isNaN(loss) ? report.loss() : MEMORY * loss + (1 - MEMORY) * report.loss();
        if (due(now)) {
            painted.paint(live(report), columns.getAsInt());
        }
    }

    /** Whether it is time to paint, where there is a terminal to paint on. */
    private boolean due(long now) {
        if (quiet || columns.isEmpty() || now - paintedAt <= PAINT_NANOS) {
            return false;
        }
        paintedAt = now;
        return true;
    }

    /** The run reports. */
    public void evaluated(Evaluation evaluation) {
        validation = evaluation.validationLoss();
        share = evaluation.share();
        say(line(evaluation));
    }

    /** The heads were looked at: what forms is told. */
    public void looked(TimelinePoint point) {
        HeadScore induction = point.bestInduction();
        HeadScore previous = point.bestPreviousToken();
        say(
                String.format(
                        Locale.ROOT,
                        "step %,6d  best induction head %s %.2f  previous token %s %.2f  loss on random tokens %.2f, said again %.2f",
                        point.step(),
                        induction.name(),
                        induction.value(),
                        previous.name(),
                        previous.value(),
                        point.lossFirst(),
                        point.lossLater()));
    }

    /** What came between two steps must not count as a step's time. */
    public void between() {
        last = System.nanoTime();
    }

    /** One sentence, above the painted line. */
    public void say(String sentence) {
        if (!quiet) {
            painted.clear();
            err.println(sentence);
        }
    }

    /** Takes the painted line away. */
    public void clear() {
        painted.clear();
    }

    /**
     * {@code step 1,200  loss 2.413  validation 2.502  lr 8.1e-04  2,210 tok/s, 81% of matrix-product speed  28:10
     * left}.
     */
    String line(Evaluation e) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "step %,6d", e.step()));
        if (Double.isFinite(e.loss())) {
            line.append(String.format(Locale.ROOT, "  loss %.3f", e.loss()));
        }
        line.append(String.format(Locale.ROOT, "  validation %.3f", e.validationLoss()));
        if (Double.isFinite(e.tokensPerSecond())) {
            line.append(
                    String.format(
                            Locale.ROOT,
                            "  lr %.1e  %,.0f tok/s, %.0f%% of matrix-product speed",
                            e.learningRate(),
                            e.tokensPerSecond(),
                            100 * e.share()));
        }
        return line.append(left(e.step())).toString();
    }

    /** What a narrow terminal cuts off stands last. */
    private String live(StepReport report) {
        return String.format(
                        Locale.ROOT,
                        "step %,d/%,d%s  loss %.3f (val %.3f)  lr %.1e  %,.0f tok/s",
                        report.step(),
                        steps,
                        left(report.step()),
                        loss,
                        validation,
                        report.factor() * peakRate,
                        tokensPerStep / secondsPerStep)
                + (Double.isFinite(share)
                        ? String.format(Locale.ROOT, " %.0f%%", 100 * share)
                        : "");
    }

    private String left(long step) {
        if (seen < STEPS_BEFORE_ETA || step >= steps) {
            return "";
        }
        return "  " + PaintedLine.clock((steps - step) * secondsPerStep) + " left";
    }
}
