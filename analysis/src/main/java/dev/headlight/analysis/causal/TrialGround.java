package dev.headlight.analysis.causal;

import dev.headlight.engine.Workers;
import dev.headlight.model.Transformer;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * What the trials of a stage are run on, the same for all of them. A trial's effect does not depend on those that are
 * run beside it, bit for bit ({@link Ablations}), so a stage may be run in {@linkplain #parts parts}, each anywhere, and
 * {@linkplain #join joined}.
 *
 * @param means of the text, for trials of that kind
 * @param keep the unit of which the losses of single tokens are kept, -1 for none
 */
public record TrialGround(LossGround ground, MeanOutputs means, int keep) implements Serializable {

    /**
     * What a part of the trials did; without what it was done to, which is known already.
     *
     * @param clean as {@link Effects#clean}
     * @param delta as {@link Effects#delta}, of the part's trials
     * @param tokens as {@link Effects#tokens}, likewise
     */
    public record Part(double[] clean, double[][] delta, double[][][] tokens)
            implements Serializable {}

    /** Runs some trials to their end, on the threads of this process. */
    public Part run(List<Trial> trials, Transformer transformer, Workers workers) {
        Effects effects =
                new Ablations(transformer, means, workers, () -> false)
                        .run(ground, trials, keep, done -> {});
        return new Part(effects.clean(), effects.delta(), effects.tokens());
    }

    /** Tokens of the ground, times so many trials. */
    public long tokens(int trials) {
        return ground.tokens() * trials;
    }

    /**
     * Deals trials out, so that each part has as many of early layers, which take longer, as the others.
     *
     * @param parts how many at most
     * @return numbers of the trials of each part
     */
    public static List<int[]> parts(List<Trial> trials, int parts) {
        Integer[] byLayer = new Integer[trials.size()];
        Arrays.setAll(byLayer, n -> n);
        Arrays.sort(byLayer, Comparator.comparingInt(n -> trials.get(n).set().firstLayer()));
        int count = Math.clamp(parts, 1, trials.size());
        List<int[]> dealt = new ArrayList<>();
        for (int p = 0; p < count; p++) {
            int[] part = new int[Math.ceilDiv(trials.size() - p, count)];
            for (int n = 0; n < part.length; n++) {
                part[n] = byLayer[p + n * count];
            }
            dealt.add(part);
        }
        return dealt;
    }

    /**
     * What all trials did.
     *
     * @param parts as they were dealt out
     * @param done what each of them did
     */
    public Effects join(List<Trial> trials, List<int[]> parts, List<Part> done) {
        double[][] delta = new double[trials.size()][];
        double[][][] tokens = new double[keep < 0 ? 0 : 1 + trials.size()][][];
        for (int p = 0; p < parts.size(); p++) {
            Part part = done.get(p);
            for (int n = 0; n < parts.get(p).length; n++) {
                int trial = parts.get(p)[n];
                delta[trial] = part.delta()[n];
                if (keep >= 0) {
                    tokens[0] = part.tokens()[0];
                    tokens[1 + trial] = part.tokens()[1 + n];
                }
            }
        }
        return new Effects(ground, trials, done.getFirst().clean(), delta, tokens, keep);
    }
}
