package dev.headlight.report;

import dev.headlight.analysis.results.Timeline;
import dev.headlight.analysis.results.TimelinePoint;
import dev.headlight.analysis.timeline.FormingHeads;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Timelines made from a seed, for tests of the formats. */
public final class SampleTimeline {

    private SampleTimeline() {}

    /** An induction head of layer 1 forms around step 275, a previous-token head of layer 0 before it. */
    public static Timeline withPhaseChange(int layers, int heads) {
        return timeline(layers, heads, 0.82);
    }

    /** Nothing forms. */
    public static Timeline withoutPhaseChange(int layers, int heads) {
        return timeline(layers, heads, 0);
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static Timeline timeline(int layers, int heads, double height) {
        SplittableRandom random = new SplittableRandom(9);
        List<TimelinePoint> points = new ArrayList<>();
        for (int step = 0; step <= 600; step += 20) {
            double formed = height * sigmoid((step - 275) / 14.0);
            double[][] induction = noise(layers, heads, 0.03, random);
            double[][] previous = noise(layers, heads, 0.09, random);
            double[][] alpha = noise(layers, heads, 0.12, random);
            induction[1 % layers][2 % heads] += formed;
            induction[1 % layers][3 % heads] += 0.4 * height * sigmoid((step - 380) / 30.0);
            previous[0][1 % heads] += height * sigmoid((step - 215) / 20.0);
            alpha[1 % layers][0] += 0.5 * sigmoid((step - 350) / 40.0);
            points.add(
                    new TimelinePoint(
                            step,
                            2.1 + 3.4 * Math.exp(-step / 90.0) - 0.5 * formed,
                            step == 0 ? Double.NaN : -0.9 * formed + 0.1 * random.nextDouble(),
                            5.5 + 0.3 * sigmoid((step - 275) / 30.0),
                            5.5 - 6 * formed,
                            Math.round(10 * sigmoid((step - 350) / 60.0)) / 40.0,
                            induction,
                            previous,
                            alpha));
        }
        return FormingHeads.timeline(
                "Each point: 8 held-out windows of up to 64 tokens and 10 random repeats (32 tokens, 2 times).",
                points);
    }

    private static double[][] noise(int layers, int heads, double scale, SplittableRandom random) {
        double[][] values = new double[layers][heads];
        for (double[] layer : values) {
            for (int h = 0; h < heads; h++) {
                layer[h] = scale * random.nextDouble();
            }
        }
        return values;
    }
}
