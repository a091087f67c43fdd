package dev.headlight.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddTest {

    @TempDir Path folder;

    @Test
    void eightStepsOfThreeAndFive() {
        CommandLineRun run = CommandLineRun.of("add", 3, 5);
        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("Step 1", "Step 8", "9.057").doesNotContain("\u001b");
        assertThat(run.out().lines()).allSatisfy(l -> assertThat(l.length()).isLessThan(81));
        assertThat(CommandLineRun.of("add", 3, 5, "--init", "uniform").out())
                .contains("answers 8;");
        assertThat(CommandLineRun.of("add", "-1.5", "-2", "0.25", "--wq", "-0.2").code()).isZero();
    }

    @Test
    void optionsChangeWhatIsShown() {
        String some = CommandLineRun.of("add", 3, 5, "--steps", "5-6", "--precision", "5").out();
        assertThat(some).contains("Step 5", "0.28905").doesNotContain("Step 4", "Step 7");
        assertThat(CommandLineRun.of("add", 3, 5, "--format", "ansi").out()).contains("\u001b[");
        String wide = CommandLineRun.of("add", 3, 5, "--init", "identity", "--dim", "4").out();
        String unscaled =
                CommandLineRun.of("add", 3, 5, "--init", "identity", "--dim", "4", "--no-scale")
                        .out();
        assertThat(wide).contains("d = 4").isNotEqualTo(unscaled);
        String one = CommandLineRun.of("add", 3, 5, "--init", "normal:0.5", "--seed", 7).out();
        assertThat(CommandLineRun.of("add", 3, 5, "--init", "normal:0.5", "--seed", 7).out())
                .isEqualTo(one);
        assertThat(CommandLineRun.of("add", 3, 5, "--init", "normal:0.5", "--seed", 8).out())
                .isNotEqualTo(one);
        assertThat(CommandLineRun.of("add", 3, 5, "--init", "learned").out()).contains("answers 8");
    }

    @Test
    void filesAreWhatTheirNamesSay() throws IOException {
        for (String name : new String[] {"a.html", "a.svg", "a.png", "a.json", "a.txt"}) {
            Path file = folder.resolve(name);
            assertThat(CommandLineRun.of("add", 3, 5, "--out", file).out().strip())
                    .isEqualTo(file.toString());
            assertThat(file).isNotEmptyFile();
        }
        assertThat(folder.resolve("a.html")).content().contains("<table", "9.057");
        assertThat(folder.resolve("a.svg")).content().startsWith("<svg").contains("9.057");
        assertThat(folder.resolve("a.json")).content().contains("\"expected\" : 8.0");
        assertThat(ImageIO.read(folder.resolve("a.png").toFile()).getWidth()).isGreaterThan(600);
        assertThat(CommandLineRun.of("add", 3, 5, "--weights", folder.resolve("a.json")).out())
                .contains("9.057");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "add three 5 | 2 | add: \"three\" is not a number.",
                "add NaN 5 | 2 | add: \"NaN\" is not a finite number.",
                "add 3 -Infinity | 2 | add: \"-Infinity\" is not a finite number.",
                "add 3d 5 | 2 | add: \"3d\" is not a number.",
                "add 1,5 5 | 2 | add: \"1,5\" is not a number; write a point, as 1.5.",
                "add 1e39 5 | 2 | add: \"1e39\" is too large for 32-bit floats, which end at 3.4e38.",
                "add 5 | 2 | adding needs 2 to 512 numbers, and there is 1; try headlight add 3 5.",
                "add | 2 | adding needs 2 to 512 numbers, and there are 0; try headlight add 3 5.",
                "add 3 5 --wq 1,2 | 2 | W_q has 2 columns, W_k 1 and W_v 1; a head's three have the same"
                        + " width.",
                "add 3 5 --init zeros | 2 | there is no --init zeros; there are uniform, identity,"
                        + " normal:0.5 and learned.",
                "add 3 5 --steps 9 | 2 | there is no step 9; they are 1 to 8.",
                "add 3 5 --weights nowhere.json | 3 | nowhere.json cannot be read; name a JSON file with wq,"
                        + " wk and wv.",
                "add 3 5 --format png | 2 | a PNG is not for the terminal; name a file with --out."
            })
    void badInputGetsOneSentence(String line, int code, String sentence) {
        CommandLineRun run = CommandLineRun.of((Object[]) line.split(" "));
        assertThat(run.code()).isEqualTo(code);
        assertThat(run.out()).isEmpty();
        assertThat(run.sentence()).isEqualTo(sentence);
    }

    @Test
    void weightsOfTheWrongShapeAreNamedWithTheirFile() throws IOException {
        Path file =
                Files.writeString(folder.resolve("w.json"), "{\"wq\":[1,2],\"wk\":[1],\"wv\":[1]}");
        CommandLineRun run = CommandLineRun.of("add", 3, 5, "--weights", file);
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.sentence()).startsWith(file.toString()).contains("same width");
        Files.writeString(file, "{\"wq\":");
        assertThat(CommandLineRun.of("add", 3, 5, "--weights", file).code()).isEqualTo(3);
    }
}
