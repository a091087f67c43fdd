package dev.headlight.training.checkpoint;

import dev.headlight.model.io.SafetensorsWriter.Tensor;
import dev.headlight.model.training.Parameter;
import dev.headlight.training.optimizer.Optimizer;
import java.util.ArrayList;
import java.util.List;

/** The arrays of a run by the names that they have in a checkpoint: views, to be written or filled. */
final class RunArrays {

    /** An array as a tensor. */
    record Named(String name, float[] values, long[] shape) {

        static Named of(Parameter p) {
            return new Named(p.name(), p.values(), new long[] {p.rows(), p.cols()});
        }

        Tensor tensor() {
            return Tensor.of(name, values, shape);
        }
    }

    /** Before the names of what the optimizer remembers. */
    static final String OPTIMIZER = "optimizer.";

    private RunArrays() {}

    /** Parameters under their own names. */
    static List<Named> of(List<Parameter> parameters) {
        List<Named> arrays = new ArrayList<>();
        for (Parameter p : parameters) {
            arrays.add(Named.of(p));
        }
        return arrays;
    }

    /** Parameters under their own names, what the optimizer remembers behind {@code optimizer.}. */
    static List<Named> of(List<Parameter> parameters, Optimizer optimizer) {
        List<Named> arrays = of(parameters);
        for (Optimizer.State s : optimizer.state()) {
            arrays.add(new Named(OPTIMIZER + s.name(), s.values(), new long[] {s.values().length}));
        }
        return arrays;
    }
}
