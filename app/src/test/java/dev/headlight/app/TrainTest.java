package dev.headlight.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command from outside: a process of its own that is told to end, and one that goes on with its run. */
class TrainTest {

    private static final int SIGTERM = 128 + 15;
    private static final int STEPS = 3_000;

    @TempDir Path folder;

    private Path text;
    private Path run;

    @BeforeEach
    void write() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < 1_500; i++) {
            words.append("abcdefgh", 0, random.nextInt(1, 9)).append(i % 9 == 0 ? ".\n" : " ");
        }
        text = Files.writeString(folder.resolve("text.txt"), words);
        run = folder.resolve("run");
    }

    @Test
    void toldToEndItSavesAndSaysHowToGoOn() throws Exception {
        Process process = start();
        List<String> lines;
        try (BufferedReader err = process.errorReader()) {
            String line = err.readLine();
            while (line != null && !line.startsWith("step    100")) {
                line = err.readLine();
            }
            assertThat(line).isNotNull();
            process.toHandle().destroy(); // SIGTERM, which the JVM takes as it takes Ctrl-C
            lines = err.lines().filter(l -> !l.startsWith("step ")).toList();
        }
        assertThat(process.waitFor()).isEqualTo(SIGTERM);
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).isEmpty();
        assertThat(lines.get(1))
                .isEqualTo("headlight: interrupted; saving after the step under way.");
        String stopped =
                "Stopped and saved at step ([\\d,]+); go on with: headlight train --resume ";
        assertThat(lines.get(2)).matches(stopped + ".*").endsWith(" " + run);
        String step = lines.get(2).replaceFirst(stopped + ".*", "$1").replace(",", "");
        assertThat(run.resolve("checkpoints/step-%08d.safetensors".formatted(Long.valueOf(step))))
                .exists();
        assertThat(run.resolve("model.safetensors")).exists();
        try (Stream<Path> files = Files.walk(run)) {
            assertThat(files.map(Path::toString))
                    .noneMatch(name -> name.endsWith(".part") || name.endsWith(".lock"));
        }

        CommandLineRun resumed = CommandLineRun.of("train", "--resume", run, "--no-analysis");
        assertThat(resumed.code()).isZero();
        assertThat(resumed.err()).startsWith("going on from step " + step + ": ");
        assertThat(resumed.out()).isEqualTo("The trained model lies in " + run + "\n");
        CommandLineRun generated =
                CommandLineRun.of("generate", run, "--prompt", "abc", "--tokens", 8);
        assertThat(generated.code()).isZero();
        assertThat(generated.out()).startsWith("abc").hasSizeGreaterThan(8);
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules=jdk.incubator.vector",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "train",
                        "--preset",
                        "char",
                        "--text",
                        text.toString(),
                        "--out",
                        run.toString(),
                        "--layers",
                        "1",
                        "--heads",
                        "2",
                        "--dim",
                        "16",
                        "--context",
                        "32",
                        "--batch",
                        "2",
                        "--steps",
                        Integer.toString(STEPS),
                        "--eval-every",
                        "100",
                        "--eval-windows",
                        "4",
                        "--analyze-every",
                        "0",
                        "--threads",
                        "1",
                        "--no-analysis")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
