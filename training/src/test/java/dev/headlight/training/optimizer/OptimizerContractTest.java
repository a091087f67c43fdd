package dev.headlight.training.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headlight.engine.Workers;
import dev.headlight.model.training.Parameter;
import dev.headlight.model.training.Parameter.Kind;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every optimizer. */
class OptimizerContractTest {

    private static final AdamW.Settings ADAMW = new AdamW.Settings(1e-3, 0.9, 0.95, 1e-8, 0.1);

    enum Kinds {
        ADAMW {
            @Override
            Optimizer make(List<Parameter> parameters) {
                return new AdamW(parameters, OptimizerContractTest.ADAMW);
            }
        },
        MUON {
            @Override
            Optimizer make(List<Parameter> parameters) {
                return new Muon(
                        parameters,
                        new Muon.Settings(0.02, 0.95, 0.1),
                        OptimizerContractTest.ADAMW);
            }
        };

        abstract Optimizer make(List<Parameter> parameters);
    }

    private static List<Parameter> parameters() {
        List<Parameter> list = new ArrayList<>();
        list.add(Parameter.zeros("embedding.weight", Kind.EMBEDDING, 50, 120));
        list.add(Parameter.zeros("layers.0.norm.gain", Kind.GAIN, 1, 120));
        list.add(Parameter.zeros("layers.0.up.weight", Kind.MATRIX, 250, 120));
        list.add(Parameter.zeros("layers.0.query.weight", Kind.MATRIX, 120, 120));
        for (Parameter p : list) {
            fill(p.values(), p.size());
        }
        return list;
    }

    private static void fill(float[] x, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextGaussian();
        }
    }

    private static void steps(
            Optimizer o, List<Parameter> parameters, int threads, int from, int to) {
        try (Workers workers = new Workers(threads)) {
            for (int s = from; s < to; s++) {
                for (Parameter p : parameters) {
                    fill(p.gradient(), 1000L * s + p.size());
                }
                o.step(1.0 / (s + 1), workers);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Kinds.class)
    void aRestoredStateGoesOnBitForBit(Kinds kind) {
        List<Parameter> unbroken = parameters();
        Optimizer whole = kind.make(unbroken);
        steps(whole, unbroken, 2, 0, 6);

        List<Parameter> first = parameters();
        Optimizer before = kind.make(first);
        steps(before, first, 2, 0, 3);
        List<Parameter> second = parameters();
        Optimizer after = kind.make(second);
        for (int i = 0; i < first.size(); i++) {
            System.arraycopy(
                    first.get(i).values(), 0, second.get(i).values(), 0, first.get(i).size());
        }
        for (int i = 0; i < before.state().size(); i++) {
            Optimizer.State from = before.state().get(i);
            Optimizer.State to = after.state().get(i);
            assertThat(to.name()).isEqualTo(from.name());
            System.arraycopy(from.values(), 0, to.values(), 0, from.values().length);
        }
        after.continueAfter(before.steps());
        steps(after, second, 1, 3, 6); // with another number of threads, too
        for (int i = 0; i < unbroken.size(); i++) {
            assertThat(second.get(i).values()).isEqualTo(unbroken.get(i).values());
        }
    }

    @ParameterizedTest
    @EnumSource(Kinds.class)
    void namesOfTheStateAreUnique(Kinds kind) {
        assertThat(kind.make(parameters()).state().stream().map(Optimizer.State::name))
                .doesNotHaveDuplicates()
                .isNotEmpty();
    }

    /** Until the kernels are compiled their vectors are objects too, hence the patience. */
    @ParameterizedTest
    @EnumSource(Kinds.class)
    void noBufferIsMadeInTheSteadyState(Kinds kind) {
        List<Parameter> parameters = parameters();
        Optimizer optimizer = kind.make(parameters);
        GradientClip clip = new GradientClip(parameters);
        long smallest = 120L * 120 * Float.BYTES;
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = Long.MAX_VALUE;
        try (Workers workers = new Workers(1)) {
            long patience = System.nanoTime() + 20_000_000_000L;
            while (allocated >= smallest && System.nanoTime() < patience) {
                long before = threads.getCurrentThreadAllocatedBytes();
                clip.clip(1, workers);
                optimizer.step(1, workers);
                allocated = threads.getCurrentThreadAllocatedBytes() - before;
            }
        }
        assertThat(allocated).isLessThan(smallest);
    }
}
