package dev.headlight.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A run of six steps on a text of one line again and again, with two layers of two heads. It saves and looks at its heads
 * every second step.
 */
final class SmallRun {

    private SmallRun() {}

    /**
     * Trains it.
     *
     * @param folder takes the text, and the run as {@code run}
     * @param keep checkpoints that stay
     * @return the run's folder
     */
    static Path train(Path folder, int keep) throws IOException {
        Path text =
                Files.writeString(
                        folder.resolve("text.txt"),
                        "the cat sat on the mat. a dog ran.\n".repeat(200));
        Path run = folder.resolve("run");
        CommandLineRun trained =
                CommandLineRun.of(
                        "train",
                        "--text",
                        text,
                        "--preset",
                        "char",
                        "--layers",
                        2,
                        "--heads",
                        2,
                        "--dim",
                        32,
                        "--context",
                        32,
                        "--batch",
                        4,
                        "--steps",
                        6,
                        "--warmup",
                        1,
                        "--eval-every",
                        6,
                        "--checkpoint-every",
                        2,
                        "--keep",
                        keep,
                        "--analyze-every",
                        2,
                        "--no-analysis",
                        "--quiet",
                        "--out",
                        run);
        assertThat(trained.code()).as(trained.err()).isZero();
        assertThat(trained.err()).isEmpty();
        return run;
    }
}
