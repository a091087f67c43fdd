package dev.headlight.training.checkpoint;

import dev.headlight.model.training.Parameter;
import dev.headlight.model.training.Parameter.Kind;
import dev.headlight.training.optimizer.AdamW;
import dev.headlight.training.optimizer.Muon;
import dev.headlight.training.optimizer.Optimizer;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A few parameters of every kind with an optimizer, filled by a rule from the step. */
record SmallRun(List<Parameter> parameters, Optimizer optimizer) {

    private static final AdamW.Settings ADAMW = new AdamW.Settings(1e-3, 0.9, 0.95, 1e-8, 0.1);

    static SmallRun fresh() {
        return ofWidth(8);
    }

    static SmallRun ofWidth(int width) {
        List<Parameter> parameters = parametersOf(width);
        return new SmallRun(
                parameters, new Muon(parameters, new Muon.Settings(0.02, 0.95, 0), ADAMW));
    }

    static SmallRun withAdamW() {
        List<Parameter> parameters = parametersOf(8);
        return new SmallRun(parameters, new AdamW(parameters, ADAMW));
    }

    private static List<Parameter> parametersOf(int width) {
        return List.of(
                Parameter.zeros("embedding.weight", Kind.EMBEDDING, 11, width),
                Parameter.zeros("layers.0.norm.gain", Kind.GAIN, 1, width),
                Parameter.zeros("layers.0.up.weight", Kind.MATRIX, 24, width));
    }

    /** With the state that {@code step} stands for. */
    static SmallRun atStep(long step) {
        SmallRun run = fresh();
        run.fill(step);
        return run;
    }

    void fill(long step) {
        SplittableRandom random = new SplittableRandom(step);
        for (RunArrays.Named array : RunArrays.of(parameters, optimizer)) {
            for (int i = 0; i < array.values().length; i++) {
                array.values()[i] = (float) random.nextGaussian();
            }
        }
        optimizer.continueAfter(step);
    }

    /** The bits of all arrays, one behind the other. */
    int[] bits() {
        return RunArrays.of(parameters, optimizer).stream()
                .flatMapToInt(
                        a ->
                                IntStream.range(0, a.values().length)
                                        .map(i -> Float.floatToRawIntBits(a.values()[i])))
                .toArray();
    }
}
