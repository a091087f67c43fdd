package dev.headlight.training;

import java.util.LinkedHashMap;
import java.util.Map;

/** Means over the steps since the last report; part of a checkpoint, so that a resumed run reports the same. */
final class RunningMeans {

    private static final String LOSS = "loss_sum";
    private static final String NORM = "gradient_norm_sum";
    private static final String STEPS = "steps_summed";

    private double loss;
    private double gradientNorm;
    private long steps;

    void add(StepReport report) {
        loss += report.loss();
        gradientNorm += report.gradientNorm();
        steps++;
    }

    void clear() {
        loss = 0;
        gradientNorm = 0;
        steps = 0;
    }

    /** NaN where there was no step. */
    double loss() {
        return loss / steps;
    }

    /** NaN where there was no step. */
    double gradientNorm() {
        return gradientNorm / steps;
    }

    /** Exactly, as text. */
    Map<String, String> state() {
        Map<String, String> state = new LinkedHashMap<>();
        state.put(LOSS, Double.toHexString(loss));
        state.put(NORM, Double.toHexString(gradientNorm));
        state.put(STEPS, Long.toString(steps));
        return state;
    }

    void restore(Map<String, String> state) {
        loss = Double.parseDouble(state.getOrDefault(LOSS, "0"));
        gradientNorm = Double.parseDouble(state.getOrDefault(NORM, "0"));
        steps = Long.parseLong(state.getOrDefault(STEPS, "0"));
    }
}
