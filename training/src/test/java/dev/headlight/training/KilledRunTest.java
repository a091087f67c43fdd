package dev.headlight.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headlight.text.UsageException;
import dev.headlight.training.TinyRun.Heard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that trains is killed at moments of no choosing, and another goes on: in the end nothing shows of it. */
class KilledRunTest {

    private static final int KILLS = 4;
    private static final int STEPS_BETWEEN = 9;
    private static final int SIGKILL = 128 + 9;

    @TempDir Path folder;

    @Test
    void itEndsInTheSameWeights() throws Exception {
        Path text = TinyRun.text(folder.resolve("text.txt"), 1);
        Path unbroken = folder.resolve("unbroken");
        Path killed = folder.resolve("killed");
        TinyRun.begin(unbroken, plan(), List.of(text), new Heard());
        SplittableRandom random = new SplittableRandom(5);
        kill(killed, text, 0, random.nextInt(100, 1_500)); // while the process starts and begins
        for (int kill = 1; kill < KILLS; kill++) {
            int step = STEPS_BETWEEN * kill - random.nextInt(STEPS_BETWEEN);
            kill(killed, text, step, random.nextInt(20));
        }
        Process last = start(killed, text, Integer.MAX_VALUE);
        while (last.inputReader().readLine() != null) {
            // Its steps.
        }
        assertThat(last.waitFor()).isZero();
        assertThat(sha256(killed)).isEqualTo(sha256(unbroken));
        assertThat(TinyRun.files(killed)).isEqualTo(TinyRun.files(unbroken));
    }

    @Test
    void twoProcessesDoNotTrainInOneFolder() throws Exception {
        Path text = TinyRun.text(folder.resolve("text.txt"), 1);
        Path run = folder.resolve("run");
        Process process = start(run, text, 1);
        try {
            assertThat(process.inputReader().readLine()).isEqualTo("1");
            assertThatThrownBy(() -> TinyRun.resume(run, new Heard()))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("is being trained already");
        } finally {
            process.destroyForcibly().waitFor();
        }
        Heard heard = new Heard();
        TinyRun.resume(run, heard);
        assertThat(heard.finished).isTrue();
    }

    private static TrainingPlan plan() {
        return TinyRun.textPlan(
                "steps", 40, "checkpoint-every", 2, "optimizer", "muon", "dropout", 0.1);
    }

    /** Kills a process so many milliseconds after it took a step; it does not go on for more than two. */
    private void kill(Path run, Path text, int step, int millis) throws Exception {
        Process process = start(run, text, step + 2);
        String line;
        long reached = step == 0 ? 0 : -1;
        while (reached < step && (line = process.inputReader().readLine()) != null) {
            reached = Long.parseLong(line);
        }
        assertThat(reached).isGreaterThanOrEqualTo(step);
        Thread.sleep(millis);
        assertThat(process.destroyForcibly().waitFor()).isEqualTo(SIGKILL);
    }

    private static Process start(Path run, Path text, int waitAt) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules=jdk.incubator.vector",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName(),
                        run.toString(),
                        text.toString(),
                        Integer.toString(waitAt))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String sha256(Path run) throws Exception {
        byte[] weights = Files.readAllBytes(run.resolve("model.safetensors"));
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(weights));
    }

    /** Begins the run, or goes on with it; prints its steps, and waits for its end at one of them. */
    static final class Program {
        private Program() {}

        public static void main(String[] args) {
            Path run = Path.of(args[0]);
            long waitAt = Long.parseLong(args[2]);
            Heard heard =
                    new Heard() {
                        @Override
                        public void step(StepReport report) {
                            System.out.println(report.step());
                            if (report.step() >= waitAt) {
                                waitForTheEnd();
                            }
                        }
                    };
            if (Files.exists(run.resolve("training.json"))) {
                TinyRun.resume(run, heard);
            } else {
                TinyRun.begin(run, plan(), List.of(Path.of(args[1])), heard);
            }
        }

        private static void waitForTheEnd() {
            while (true) {
                try {
                    Thread.sleep(Long.MAX_VALUE);
                } catch (InterruptedException e) {
                    // Only a kill ends it.
                }
            }
        }
    }
}
