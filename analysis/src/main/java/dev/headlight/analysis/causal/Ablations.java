package dev.headlight.analysis.causal;

import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.Transformer;
import dev.headlight.model.intervention.Branch;
import dev.headlight.model.intervention.BranchedPass;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs trials over the units of a ground. All trials of a window go through the model side by side, {@link #ROWS}
 * rows at a time, from the layer on in which each begins. Where there are many units and the model is small each
 * thread takes units of its own, as in scoring; a unit's figures are the same either way, bit for bit.
 */
final class Ablations {

    /**
     * Rows that go side by side, or two windows where those are longer: enough for products at full speed, and few
     * enough that the buffers stay small ({@link BranchedPass#bytes}: 23 MB for SmolLM2-135M).
     */
    static final int ROWS = 2048;

    /** Width of the residual stream up to which threads take units of their own. */
    private static final int SMALL = 512;

    private final Transformer transformer;
    private final MeanOutputs means;
    private final Workers workers;
    private final BooleanSupplier stopped;

    /**
     * @param means of the text, for trials of that kind
     * @param stopped whether to stop after the units under way
     */
    Ablations(
            Transformer transformer, MeanOutputs means, Workers workers, BooleanSupplier stopped) {
        this.transformer = transformer;
        this.means = means;
        this.workers = workers;
        this.stopped = stopped;
    }

    /** Bytes of the buffers for a ground. */
    static long bytes(ModelConfig config, int longest, int units, int threads) {
        return BranchedPass.bytes(config, rows(longest))
                * (apart(config, units, threads) ? threads : 1);
    }

    private static int rows(int longest) {
        return Math.max(ROWS, 2 * longest);
    }

    private static boolean apart(ModelConfig config, int units, int threads) {
        return threads > 1 && units >= 2 * threads && config.dModel() <= SMALL;
    }

    /**
     * Runs every trial on every unit.
     *
     * @param keep the unit of which the losses of single tokens are kept, -1 for none
     * @param done told the tokens of a unit, times the trials, when it is done
     */
    Effects run(LossGround ground, List<Trial> trials, int keep, LongConsumer done) {
        int units = ground.units().size();
        double[] clean = new double[units];
        double[][] delta = new double[trials.size()][units];
        Arrays.fill(clean, Double.NaN);
        for (double[] trial : delta) {
            Arrays.fill(trial, Double.NaN);
        }
        List<Branch> branches = trials.stream().map(t -> t.branch(means)).toList();
        double[][][] tokens = new double[keep < 0 ? 0 : 1 + trials.size()][][];
        int rows = rows(ground.longest());
        ConcurrentLinkedQueue<BranchedPass> idle = new ConcurrentLinkedQueue<>();
        IntConsumer one =
                u -> {
                    if (stopped.getAsBoolean()) {
                        return;
                    }
                    BranchedPass pass = idle.poll();
                    if (pass == null) {
                        pass = new BranchedPass(transformer, rows, workers);
                    }
                    unit(
                            pass,
                            ground.units().get(u),
                            u,
                            branches,
                            clean,
                            delta,
                            u == keep ? tokens : null);
                    idle.add(pass);
                    done.accept(ground.units().get(u).tokens() * trials.size());
                };
        if (apart(transformer.config(), units, workers.threads())) {
            workers.forEach(units, one);
        } else {
            for (int u = 0; u < units; u++) {
                one.accept(u);
            }
        }
        boolean kept = keep >= 0 && !Double.isNaN(clean[keep]);
        return new Effects(
                ground, trials, clean, delta, kept ? tokens : new double[0][][], kept ? keep : -1);
    }

    private static void unit(
            BranchedPass pass,
            LossGround.Unit unit,
            int u,
            List<Branch> branches,
            double[] clean,
            double[][] delta,
            double @Nullable [][][] tokens) {
        double[] sums = new double[1 + branches.size()];
        int windows = unit.windows().size();
        if (tokens != null) {
            for (int r = 0; r < tokens.length; r++) {
                tokens[r] = new double[windows][];
            }
        }
        for (int w = 0; w < windows; w++) {
            double[][] nll = pass.losses(unit.windows().get(w), unit.at().get(w), branches);
            for (int r = 0; r < sums.length; r++) {
                for (double loss : nll[r]) {
                    sums[r] += loss;
                }
                if (tokens != null) {
                    tokens[r][w] = nll[r];
                }
            }
        }
        clean[u] = sums[0] / unit.losses();
        for (int b = 0; b < branches.size(); b++) {
            delta[b][u] = (sums[1 + b] - sums[0]) / unit.losses();
        }
    }
}
