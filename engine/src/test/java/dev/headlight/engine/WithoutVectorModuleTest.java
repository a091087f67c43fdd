package dev.headlight.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A JVM that was started without the vector module runs the engine, on the plain loops. */
class WithoutVectorModuleTest {

    @Test
    void thePlainLoopsTakeOver() throws IOException, InterruptedException {
        assertThat(run()).isEqualTo("plain Java, tile 2x4: 1900.0 0.5\n");
    }

    @Test
    void theSameWithTheModule() throws IOException, InterruptedException {
        assertThat(run("--add-modules=jdk.incubator.vector"))
                .matches("\\d+ lanes, tile \\d+x\\d+: 1900.0 0.5\n");
    }

    private static String run(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), Program.class.getName()));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return output.replace(System.lineSeparator(), "\n");
    }

    /** A product, and an attention whose two keys weigh the same. */
    static final class Program {
        private Program() {}

        public static void main(String[] args) {
            float[] x = new float[7 * 20];
            float[] w = new float[5 * 20];
            float[] y = new float[7 * 5];
            for (int i = 0; i < 20; i++) {
                x[6 * 20 + i] = i;
                w[4 * 20 + i] = 10;
            }
            float[] out = new float[2];
            try (var workers = new Workers(2)) {
                Linear.forward(workers, x, 7, WeightMatrix.ofFloats(w, 5, 20), null, y, false);
                CausalAttention.forward(
                        workers,
                        new float[2],
                        new float[2],
                        new float[] {0, 1},
                        out,
                        new AttentionShape(2, 0, 1, 1, 1),
                        0,
                        null);
            }
            System.out.println(Kernels.description() + ": " + y[6 * 5 + 4] + " " + out[1]);
        }
    }
}
