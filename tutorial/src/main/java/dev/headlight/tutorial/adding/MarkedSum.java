package dev.headlight.tutorial.adding;

import dev.headlight.engine.Workers;
import dev.headlight.model.training.Parameter;
import dev.headlight.training.optimizer.AdamW;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The adding problem (Hochreiter and Schmidhuber 1997): {@code T} values drawn evenly from 0 to 1, two of them marked;
 * the answer is the sum of the marked two.
 *
 * <p>One reader asks (its query is 1), position {@code j} offers the key {@code k_j = w_mark mark_j + w_value value_j}
 * and the value {@code v_j = W_v value_j}. Three parameters; the answer is the reader's output.
 */
public final class MarkedSum {

    public static final int STEPS = 600;
    static final int BATCH = 32;
    private static final double RATE = 0.05;
    private static final int TESTS = 4_096;
    private static final long TEST_SEED = 77;

    /** The parameters. */
    public record Weights(double mark, double value, double v) {}

    /** Where the training stood before a step, and the loss of its batch. */
    public record Point(int step, Weights weights, double loss) {}

    /**
     * Sequences.
     *
     * @param values {@code [count, T]}
     * @param marks {@code [count, T]}, 1 or 0
     */
    public record Sequences(int T, float[] values, float[] marks) {

        /** Draws some. */
        public static Sequences drawn(RandomGenerator random, int count, int T) {
            float[] values = new float[count * T];
            float[] marks = new float[count * T];
            for (int b = 0; b < count; b++) {
                for (int t = 0; t < T; t++) {
                    values[b * T + t] = (float) random.nextDouble();
                }
                int one = random.nextInt(T);
                int other = random.nextInt(T - 1);
                marks[b * T + one] = 1;
                marks[b * T + other + (other >= one ? 1 : 0)] = 1;
            }
            return new Sequences(T, values, marks);
        }

        public int count() {
            return values.length / T;
        }

        /** The sum of the marked values of sequence {@code b}. */
        public double target(int b) {
            double sum = 0;
            for (int t = 0; t < T; t++) {
                sum += values[b * T + t] * marks[b * T + t];
            }
            return sum;
        }
    }

    /**
     * The result on sequences that training never saw.
     *
     * @param error mean square
     * @param onMarks attention on one marked position, the mean
     * @param example one sequence
     * @param attention what the reader pays to each position of the example, {@code [T]}
     * @param answer to the example
     */
    public record Result(
            double error, double onMarks, Sequences example, double[] attention, double answer) {}

    private final int T;

    /** Sequences of {@code T} values. */
    public MarkedSum(int T) {
        this.T = T;
    }

    /**
     * The least error of attention that pays every position the same: the mean of all values tells of the two marked ones
     * only so much. {@code (1 - 2/T) / 6}.
     *
     * <p>The target is {@code y = u_1 + u_2} of variance {@code 2/12}; with {@code m} the mean of the {@code T} values,
     * {@code cov(y, m) = 2/(12 T)} and {@code var m = 1/(12 T)}, so the best answer from {@code m} leaves {@code 2/12 -
     * 4/(12 T)}. It is {@code 2 m}: no constant is needed, so {@code W_v = 2} reaches it.
     */
    public double uniformFloor() {
        return (1 - 2.0 / T) / 6;
    }

    /** The error of the best constant, 1: the variance of the answer. */
    public static double constantError() {
        return 1.0 / 6;
    }

    /**
     * Trains from zeros with the training room's Adam, without decay.
     *
     * @param onlyValues trains {@code W_v} alone and keeps attention uniform
     */
    public List<Point> train(int steps, long seed, boolean onlyValues) {
        var random = new SplittableRandom(seed);
        List<Point> points = new ArrayList<>();
        try (var workers = new Workers(1)) {
            var run = new Run(workers, BATCH);
            run.set(new Weights(0.01, 0.01, 0.5));
            if (onlyValues) {
                run.set(new Weights(0, 0, 0.5));
            }
            List<Parameter> trained =
                    onlyValues ? List.of(run.value()) : List.of(run.key(), run.value());
            var adam = new AdamW(trained, new AdamW.Settings(RATE, 0.9, 0.99, 1e-8, 0));
            for (int step = 0; step <= steps; step++) {
                Sequences some = Sequences.drawn(random, BATCH, T);
                double loss = run.loss(some);
                points.add(new Point(step, run.weights(), loss));
                if (step < steps) {
                    run.pass.backward(run.dOutputs);
                    double part = step / (double) steps;
                    adam.step(0.5 * (1 + Math.cos(Math.PI * part)), workers);
                }
            }
        }
        return points;
    }

    /** Tries weights on new sequences. */
    public Result test(Weights weights) {
        var random = new SplittableRandom(TEST_SEED);
        Sequences some = Sequences.drawn(random, TESTS, T);
        Sequences example = Sequences.drawn(random, 1, T);
        try (var workers = new Workers(1)) {
            var run = new Run(workers, TESTS);
            run.set(weights);
            double error = run.loss(some);
            // With the marks as values the output is the attention on both marks together.
            run.value().values()[0] = 1;
            float[] onMarks = run.pass.forward(run.ones, run.keys(some), some.marks());
            double sum = 0;
            for (int b = 0; b < TESTS; b++) {
                sum += onMarks[b * T];
            }
            double[] attention = attention(workers, weights, example);
            double answer = 0;
            for (int t = 0; t < T; t++) {
                answer += attention[t] * weights.v() * example.values()[t];
            }
            return new Result(error, sum / TESTS / 2, example, attention, answer);
        }
    }

    /** One position at a time as the only value: what comes out is the attention on it. */
    private double[] attention(Workers workers, Weights weights, Sequences example) {
        var run = new Run(workers, 1);
        run.set(new Weights(weights.mark(), weights.value(), 1));
        double[] attention = new double[T];
        for (int t = 0; t < T; t++) {
            float[] only = new float[T];
            only[t] = 1;
            attention[t] = run.pass.forward(run.ones, run.keys(example), only)[0];
        }
        return attention;
    }

    /** A pass with the buffers of a batch. */
    private final class Run {
        final HeadPass pass;
        final float[] ones;
        final float[] dOutputs;
        private final int count;

        Run(Workers workers, int count) {
            this.count = count;
            pass = new HeadPass(workers, count, T, 1, 1, 2, 1);
            pass.parameters().get(0).values()[0] = 1; // the reader asks: not trained
            ones = new float[count * T];
            Arrays.fill(ones, 1);
            dOutputs = new float[count * T];
        }

        Parameter key() {
            return pass.parameters().get(1);
        }

        Parameter value() {
            return pass.parameters().get(2);
        }

        void set(Weights w) {
            key().values()[0] = (float) w.mark();
            key().values()[1] = (float) w.value();
            value().values()[0] = (float) w.v();
        }

        Weights weights() {
            return new Weights(key().values()[0], key().values()[1], value().values()[0]);
        }

        float[] keys(Sequences some) {
            float[] inputs = new float[count * T * 2];
            for (int i = 0; i < count * T; i++) {
                inputs[2 * i] = some.marks()[i];
                inputs[2 * i + 1] = some.values()[i];
            }
            return inputs;
        }

        /** Mean square over the sequences; the gradient by the reader's output, the first of each. */
        double loss(Sequences some) {
            float[] outputs = pass.forward(ones, keys(some), some.values());
            double loss = 0;
            for (int b = 0; b < count; b++) {
                double error = outputs[b * T] - some.target(b);
                loss += error * error / count;
                dOutputs[b * T] = (float) (2 * error / count);
            }
            return loss;
        }
    }
}
