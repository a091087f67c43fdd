package dev.headlight.benchmarks;

import dev.headlight.training.TrainingPlan;
import dev.headlight.training.TrainingPlan.Architecture;
import dev.headlight.training.TrainingPlan.OptimizerKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A training step by PyTorch, in a process of its own that takes one step a line. */
record TrainStepPeer(Process process, String name, String description) implements AutoCloseable {

    /** Starts it; back when model and optimizer stand and have taken their first steps. */
    static TrainStepPeer start(String python, TrainingPlan plan, boolean compiled)
            throws IOException {
        String sizes =
                String.format(
                        Locale.ROOT,
                        "{\"llama\": %s, \"layers\": %d, \"heads\": %d, \"kv_heads\": %d, \"dim\": %d,"
                                + " \"ff\": %d, \"context\": %d, \"vocab\": %d, \"batch\": %d, \"tied\": %s,"
                                + " \"muon\": %s, \"threads\": %d, \"compile\": %s}",
                        plan.architecture() == Architecture.LLAMA,
                        plan.layers(),
                        plan.heads(),
                        plan.kvHeads(),
                        plan.dim(),
                        plan.ff(),
                        plan.context(),
                        plan.vocab(),
                        plan.batch(),
                        plan.tied(),
                        plan.optimizer() == OptimizerKind.MUON,
                        plan.threads(),
                        compiled);
        String script = Path.of("benchmarks", "peers", "train_step.py").toString();
        var builder = new ProcessBuilder(List.of(python, script, sizes));
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        // Some set-ups pin threads and an old BLAS kernel here; the peer shall run at its best.
        builder.environment().remove("OMP_NUM_THREADS");
        builder.environment().remove("OPENBLAS_CORETYPE");
        builder.environment().remove("OPENBLAS_L2_SIZE");
        Process process = builder.start();
        String ready = process.inputReader().readLine();
        if (ready == null || !ready.startsWith("ready ")) {
            throw new IOException("the peer did not start: " + ready);
        }
        return new TrainStepPeer(
                process,
                compiled ? "PyTorch compiled" : "PyTorch eager",
                ready.substring("ready ".length()));
    }

    /** Seconds of the fastest of some steps. */
    double bestOf(int steps) throws IOException {
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < steps; i++) {
            best = Math.min(best, Double.parseDouble(ask("step")));
        }
        return best;
    }

    long peakMebibytes() throws IOException {
        return Long.parseLong(ask("memory"));
    }

    private String ask(String question) throws IOException {
        var writer = process.outputWriter();
        writer.write(question + "\n");
        writer.flush();
        String answer = process.inputReader().readLine();
        if (answer == null) {
            throw new IOException("the peer ended at \"" + question + "\"");
        }
        return answer;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
