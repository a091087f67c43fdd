package dev.headlight.tutorial.adding;

import dev.headlight.engine.Workers;
import dev.headlight.model.training.Parameter;
import dev.headlight.training.optimizer.AdamW;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Trains the three numbers {@code W_q, W_k, W_v} of a head one wide to add pairs. The loss is the mean over the pairs of
 * {@code (sum of the outputs - (a + b))^2}; the optimizer is the training room's Adam, without decay.
 */
public final class HeadTraining {

    public static final int STEPS = 1_500;
    static final int BATCH = 64;
    static final double FAR = 5; // numbers are drawn from -FAR to FAR
    private static final double RATE = 0.02;
    private static final double CLOSE = 0.1; // share of the rate at the last step

    /**
     * Where the training stood before a step.
     *
     * @param loss of the step's batch
     */
    public record Point(int step, double q, double k, double v, double loss) {

        /** What the scores depend on: {@code s = W_q W_k x_i x_j}. */
        public double c() {
            return q * k;
        }
    }

    private HeadTraining() {}

    /**
     * Trains, and returns every point of the way; the last is the result, with the loss of a fresh batch.
     *
     * @param seed of the pairs
     */
    public static List<Point> run(HeadWeights start, int steps, long seed) {
        var random = new SplittableRandom(seed);
        List<Point> points = new ArrayList<>();
        try (var workers = new Workers(1)) {
            var pass = new HeadPass(workers, BATCH, 2, 1, 1, 1, 1);
            List<Parameter> weights = pass.parameters();
            set(weights, start);
            var adam = new AdamW(weights, new AdamW.Settings(RATE, 0.9, 0.99, 1e-8, 0));
            float[] dOutputs = new float[BATCH * 2];
            for (int step = 0; step <= steps; step++) {
                Pairs pairs = Pairs.drawn(random, BATCH, -FAR, FAR);
                double loss = loss(pairs, pass.forward(pairs.x(), pairs.x(), pairs.x()), dOutputs);
                points.add(
                        new Point(
                                step,
                                first(weights, 0),
                                first(weights, 1),
                                first(weights, 2),
                                loss));
                if (step < steps) {
                    pass.backward(dOutputs);
                    double part = step / (double) steps;
                    adam.step(CLOSE + (1 - CLOSE) * 0.5 * (1 + Math.cos(Math.PI * part)), workers);
                }
            }
        }
        return points;
    }

    /** The weights at the end of a way. */
    public static HeadWeights learned(List<Point> points) {
        Point last = points.getLast();
        return HeadWeights.of(last.q(), last.k(), last.v());
    }

    /**
     * The loss of pairs and its gradient by {@code W_q, W_k, W_v}, as a training step has them.
     */
    public static Gradient gradient(HeadWeights weights, Pairs pairs) {
        try (var workers = new Workers(1)) {
            var pass = new HeadPass(workers, pairs.count(), pairs.T(), 1, 1, 1, 1);
            List<Parameter> parameters = pass.parameters();
            set(parameters, weights);
            float[] dOutputs = new float[pairs.x().length];
            double loss = loss(pairs, pass.forward(pairs.x(), pairs.x(), pairs.x()), dOutputs);
            pass.backward(dOutputs);
            return new Gradient(
                    loss,
                    parameters.get(0).gradient()[0],
                    parameters.get(1).gradient()[0],
                    parameters.get(2).gradient()[0]);
        }
    }

    /** A loss and its gradient. */
    public record Gradient(double loss, double q, double k, double v) {}

    /** What a head one wide answers to each of some pairs. */
    public static double[] answers(HeadWeights weights, Pairs pairs) {
        try (var workers = new Workers(1)) {
            var pass = new HeadPass(workers, pairs.count(), pairs.T(), 1, 1, 1, 1);
            set(pass.parameters(), weights);
            float[] outputs = pass.forward(pairs.x(), pairs.x(), pairs.x());
            double[] answers = new double[pairs.count()];
            for (int i = 0; i < outputs.length; i++) {
                answers[i / pairs.T()] += outputs[i];
            }
            return answers;
        }
    }

    /** The mean square, and its gradient by every output. */
    private static double loss(Pairs pairs, float[] outputs, float[] dOutputs) {
        int n = pairs.count();
        int T = pairs.T();
        double loss = 0;
        for (int b = 0; b < n; b++) {
            double answer = 0;
            for (int t = 0; t < T; t++) {
                answer += outputs[b * T + t];
            }
            double error = answer - pairs.target(b);
            loss += error * error / n;
            for (int t = 0; t < T; t++) {
                dOutputs[b * T + t] = (float) (2 * error / n);
            }
        }
        return loss;
    }

    private static void set(List<Parameter> parameters, HeadWeights weights) {
        parameters.get(0).values()[0] = weights.q()[0];
        parameters.get(1).values()[0] = weights.k()[0];
        parameters.get(2).values()[0] = weights.v()[0];
    }

    private static double first(List<Parameter> parameters, int i) {
        return parameters.get(i).values()[0];
    }
}
