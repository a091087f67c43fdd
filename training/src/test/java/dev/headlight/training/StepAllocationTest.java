package dev.headlight.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.headlight.engine.Workers;
import dev.headlight.model.training.Parameter;
import dev.headlight.model.training.Parameter.Kind;
import dev.headlight.model.training.Parameters;
import dev.headlight.training.data.SplitTokens;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A whole step in its steady state, from the batch to the changed parameters, makes no arrays: what all threads
 * allocate together is the few objects of each job they share, less than the smallest array of activations holds.
 */
class StepAllocationTest {

    private static final int DIM = 64;
    private static final int BATCH = 4;
    private static final int CONTEXT = 96;
    private static final int ACCUMULATE = 2;

    /** Bytes for each accumulated batch; one activation of it holds {@code 4 * 96 * 64} floats, 96 KiB. */
    private static final long BATCH_BYTES = 40 << 10;

    /** And for each matrix that Muon makes orthogonal, in five rounds of products; the smallest holds 16 KiB. */
    private static final long MATRIX_BYTES = 15 << 10;

    private static final int STEPS = 10;

    /** Until the compiler is done, vectors are objects; then the figure stays. */
    private static final int TURNS = 60;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @CsvSource({"llama, adamw, 0.1", "llama, muon, 0", "gpt2, adamw, 0", "gpt2, muon, 0.1"})
    void makesNoArrays(String architecture, String optimizer, double dropout) {
        TrainingPlan plan = plan(architecture, optimizer, dropout);
        Parameters parameters = Parameters.random(plan.modelConfig(plan.vocab()), 1);
        int[] ids = new int[10_000];
        Arrays.setAll(ids, i -> i * 31 % plan.vocab());
        try (Workers workers = new Workers(plan.threads());
                SplitTokens data = SplitTokens.of(List.of(ids), 0.1, 1)) {
            var trainer = new Trainer(plan, data, parameters, workers);
            long most = ACCUMULATE * BATCH_BYTES;
            if (optimizer.equals("muon")) {
                most += matrices(parameters) * MATRIX_BYTES;
            }
            long bytes = Long.MAX_VALUE;
            for (int turn = 0; turn < TURNS && bytes > most; turn++) {
                long before = allocated();
                for (int i = 0; i < STEPS; i++) {
                    trainer.step();
                }
                bytes = (allocated() - before) / STEPS;
            }
            assertThat(bytes).as("bytes a step").isLessThanOrEqualTo(most);
        }
    }

    private static TrainingPlan plan(String architecture, String optimizer, double dropout) {
        return Presets.SMALL
                .plan()
                .with(
                        "architecture",
                        architecture,
                        "optimizer",
                        optimizer,
                        "dropout",
                        dropout,
                        "layers",
                        2,
                        "heads",
                        2,
                        "dim",
                        DIM,
                        "context",
                        CONTEXT,
                        "vocab",
                        300,
                        "batch",
                        BATCH,
                        "accumulate",
                        ACCUMULATE,
                        "threads",
                        2)
                .checked();
    }

    private static long matrices(Parameters parameters) {
        return parameters.all().stream().map(Parameter::kind).filter(Kind.MATRIX::equals).count();
    }

    private long allocated() {
        return LongStream.of(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
                .filter(bytes -> bytes > 0)
                .sum();
    }
}
