package dev.headlight.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that saves without pause is killed at moments of no choosing: what it leaves is always sound. */
class KilledProcessTest {

    private static final int KILLS = 4;

    @TempDir Path folder;

    @Test
    void theLastSoundCheckpointIsWholeAndOfItsStep() throws Exception {
        SplittableRandom random = new SplittableRandom(System.nanoTime());
        long before = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Process process = start();
            try {
                // The first line says that saving has begun.
                assertThat(process.inputReader().readLine()).isEqualTo("saving");
                Thread.sleep(random.nextInt(20, 200));
            } finally {
                process.destroyForcibly().waitFor();
            }
            List<String> warnings = new ArrayList<>();
            SmallRun read = SmallRun.fresh();
            Checkpoints.Restored restored =
                    new Checkpoints(folder, 2)
                            .restore(read.parameters(), read.optimizer(), warnings::add)
                            .orElseThrow();
            assertThat(warnings).isEmpty();
            assertThat(restored.step()).isGreaterThanOrEqualTo(before);
            assertThat(read.bits()).isEqualTo(SmallRun.atStep(restored.step()).bits());
            assertThat(folder).isDirectoryNotContaining("glob:**.part");
            before = restored.step();
        }
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Goes on from the newest step, and saves one step after the other. */
    static final class Program {
        private Program() {}

        public static void main(String[] args) {
            Checkpoints checkpoints = new Checkpoints(Path.of(args[0]), 2);
            SmallRun run = SmallRun.fresh();
            long step =
                    checkpoints
                            .restore(run.parameters(), run.optimizer(), w -> {})
                            .map(Checkpoints.Restored::step)
                            .orElse(0L);
            while (true) {
                step++;
                run.fill(step);
                checkpoints.save(step, run.parameters(), run.optimizer(), Map.of());
                if (step % 5 == 1) {
                    System.out.println("saving");
                }
            }
        }
    }
}
