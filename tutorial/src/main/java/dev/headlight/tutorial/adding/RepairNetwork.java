package dev.headlight.tutorial.adding;

import dev.headlight.engine.Linear;
import dev.headlight.engine.Silu;
import dev.headlight.engine.Slope;
import dev.headlight.engine.WeightMatrix;
import dev.headlight.engine.Workers;
import dev.headlight.model.training.Parameter;
import dev.headlight.training.optimizer.AdamW;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A small neural network after a head whose weights stay as they are: from the two outputs of the head, over
 * {@value #HIDDEN} hidden units, to the answer.
 *
 * <pre>answer = FAR * (w_2 silu(W_1 o / FAR + b_1) + b_2)</pre>
 *
 * <p>Only the network learns. It is trained on pairs from 0 to 10; what it then says of pairs from there and of pairs from
 * 10 to 20 shows what such a network can repair.
 */
public final class RepairNetwork {

    /** Numbers are drawn from 0 to this. */
    public static final double FAR = 10;

    private static final int HIDDEN = 16;
    private static final int BATCH = 64;
    private static final int STEPS = 3_000;
    private static final int TESTS = 65_536;
    private static final double RATE = 0.01;

    /**
     * Root mean square errors.
     *
     * @param before of the head alone, its outputs summed, on new pairs of the range
     * @param within of head and network on the same pairs
     * @param beyond of head and network on pairs from 10 to 20
     */
    public record Result(double before, double within, double beyond) {}

    private final Workers workers;
    private final HeadWeights head;
    private final Parameter first = Parameter.zeros("first", Parameter.Kind.MATRIX, HIDDEN, 2);
    private final Parameter firstBias = Parameter.zeros("b1", Parameter.Kind.BIAS, 1, HIDDEN);
    private final Parameter second = Parameter.zeros("second", Parameter.Kind.MATRIX, 1, HIDDEN);
    private final Parameter secondBias = Parameter.zeros("b2", Parameter.Kind.BIAS, 1, 1);

    private RepairNetwork(Workers workers, HeadWeights head, RandomGenerator random) {
        this.workers = workers;
        this.head = head;
        for (Parameter p : List.of(first, second)) {
            double deviation = 1 / Math.sqrt(p.cols());
            for (int i = 0; i < p.size(); i++) {
                p.values()[i] = (float) (deviation * random.nextGaussian());
            }
        }
    }

    /**
     * The least root mean square error where attention picks the larger number wholly: with both drawn from 0 to {@code
     * FAR}, the smaller is even below the larger M, of variance {@code M^2/12}; {@code E M^2 = FAR^2 / 2}. So {@code FAR /
     * sqrt(24)}.
     */
    public static double floorOfChoice() {
        return FAR / Math.sqrt(24);
    }

    /** Trains a network after the head, and tries it. */
    public static Result after(HeadWeights head, long seed) {
        var random = new SplittableRandom(seed);
        try (var workers = new Workers(1)) {
            var network = new RepairNetwork(workers, head, random);
            network.train(random);
            Pairs within = Pairs.drawn(random, TESTS, 0, FAR);
            Pairs beyond = Pairs.drawn(random, TESTS, FAR, 2 * FAR);
            double[] alone = HeadTraining.answers(head, within);
            return new Result(
                    rootMeanSquare(alone, within),
                    rootMeanSquare(network.answers(within), within),
                    rootMeanSquare(network.answers(beyond), beyond));
        }
    }

    private void train(RandomGenerator random) {
        var parameters = List.of(first, firstBias, second, secondBias);
        var adam = new AdamW(parameters, new AdamW.Settings(RATE, 0.9, 0.99, 1e-8, 0));
        float[] hidden = new float[BATCH * HIDDEN];
        float[] active = new float[BATCH * HIDDEN];
        float[] answer = new float[BATCH];
        float[] dAnswer = new float[BATCH];
        float[] dActive = new float[BATCH * HIDDEN];
        float[] dHidden = new float[BATCH * HIDDEN];
        for (int step = 0; step < STEPS; step++) {
            Pairs pairs = Pairs.drawn(random, BATCH, 0, FAR);
            float[] o = outputs(pairs);
            forward(o, BATCH, hidden, active, answer);
            for (int b = 0; b < BATCH; b++) {
                dAnswer[b] = (float) (2 * (answer[b] - pairs.target(b) / FAR) / BATCH);
            }
            for (Parameter p : parameters) {
                Arrays.fill(p.gradient(), 0);
            }
            Linear.backwardWeight(
                    workers, dAnswer, active, BATCH, second.gradient(), 1, HIDDEN, false);
            Linear.backwardBias(workers, dAnswer, BATCH, 1, secondBias.gradient());
            Linear.backwardInput(workers, dAnswer, BATCH, matrix(second), dActive, false);
            Slope.backward(workers, hidden, dActive, hidden.length, dHidden);
            Linear.backwardWeight(workers, dHidden, o, BATCH, first.gradient(), HIDDEN, 2, false);
            Linear.backwardBias(workers, dHidden, BATCH, HIDDEN, firstBias.gradient());
            adam.step(0.5 * (1 + Math.cos(Math.PI * step / STEPS)), workers);
        }
    }

    /** The head's two outputs of each pair over {@code FAR}, {@code [count, 2]}. */
    private float[] outputs(Pairs pairs) {
        var pass = new HeadPass(workers, pairs.count(), 2, 1, 1, 1, 1);
        pass.parameters().get(0).values()[0] = head.q()[0];
        pass.parameters().get(1).values()[0] = head.k()[0];
        pass.parameters().get(2).values()[0] = (float) (head.v()[0] / FAR);
        return pass.forward(pairs.x(), pairs.x(), pairs.x());
    }

    /** Leaves in {@code hidden} the activation's slopes. */
    private void forward(float[] o, int n, float[] hidden, float[] active, float[] answer) {
        Linear.forward(workers, o, n, matrix(first), firstBias.values(), hidden, false);
        Silu.forward(workers, hidden, n * HIDDEN, active, hidden);
        Linear.forward(workers, active, n, matrix(second), secondBias.values(), answer, false);
    }

    private double[] answers(Pairs pairs) {
        int n = pairs.count();
        float[] answer = new float[n];
        forward(outputs(pairs), n, new float[n * HIDDEN], new float[n * HIDDEN], answer);
        double[] answers = new double[n];
        for (int b = 0; b < n; b++) {
            answers[b] = answer[b] * FAR;
        }
        return answers;
    }

    private static WeightMatrix matrix(Parameter p) {
        return WeightMatrix.ofFloats(p.values(), p.rows(), p.cols());
    }

    private static double rootMeanSquare(double[] answers, Pairs pairs) {
        double sum = 0;
        for (int b = 0; b < answers.length; b++) {
            double error = answers[b] - pairs.target(b);
            sum += error * error;
        }
        return Math.sqrt(sum / answers.length);
    }
}
