package dev.headlight.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headlight.model.training.Parameters;
import dev.headlight.training.TrainingPlan;
import dev.headlight.tutorial.digits.DigitFiles;
import dev.headlight.tutorial.digits.DigitOrder;
import dev.headlight.tutorial.digits.DigitPlans;
import dev.headlight.tutorial.digits.Exam;
import dev.headlight.tutorial.digits.PairSplit;
import dev.headlight.tutorial.digits.SumFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code headlight tutorial train} and {@code ask}, as a user types them. */
class TutorialTest {

    @TempDir Path folder;

    @Test
    void aModelOfTwoDigitsLearnsToAddAndAnswers() throws Exception {
        Path run = folder.resolve("two");
        CommandLineRun trained =
                CommandLineRun.of("tutorial", "train", "--digits", 2, "--out", run);
        assertThat(trained.code()).isZero();
        assertThat(trained.out()).contains("headlight tutorial ask 47 + 85");
        assertThat(trained.err()).contains("longest carry chain").contains("74+58=");
        assertThat(trained.out().lines().mapToInt(String::length).max().orElse(0))
                .isLessThanOrEqualTo(Math.max(100, run.toString().length() + 60));
        assertThat(trained.err().lines().allMatch(l -> l.length() <= 80)).isTrue();
        assertThat(Files.readAllLines(run.resolve("sums.txt")))
                .hasSize(1000)
                .allMatch(l -> l.matches("\\d\\d\\+\\d\\d=\\d{3}"));
        // A header and the misses: none with 8 lanes, one with 16, which round otherwise.
        List<String> misses = Files.readAllLines(run.resolve("misses.csv"));
        assertThat(misses).hasSizeBetween(1, 5);
        assertThat(trained.out().contains("No miss.")).isEqualTo(misses.size() == 1);

        CommandLineRun asked =
                CommandLineRun.of("tutorial", "ask", "47", "+", "85", "--model", run);
        assertThat(asked.code()).isZero();
        assertThat(asked.out())
                .startsWith("47 + 85 = 132   right")
                .contains("It read 74+58= and wrote 231")
                .contains("Head 2");
        assertThat(asked.out().lines().allMatch(l -> l.length() <= 80)).isTrue();
        assertThat(CommandLineRun.of("tutorial", "ask", "99+1", "--model", run).out())
                .startsWith("99 + 1 = 100   right");

        CommandLineRun generated =
                CommandLineRun.of("generate", run, "--prompt", "74+58=", "--tokens", 3);
        assertThat(generated.out().strip()).isEqualTo("74+58=231");

        CommandLineRun large = CommandLineRun.of("tutorial", "ask", "100+1", "--model", run);
        assertThat(large.code()).isEqualTo(2);
        assertThat(large.sentence()).contains("room for 2 digits");
    }

    /** Models of other digits, order and form; all that training.json may say otherwise is one sentence. */
    @Test
    void anyModelOfSumsCanBeAskedAndAnythingElseIsNamed() throws Exception {
        for (String architecture : List.of("gpt2", "llama")) {
            for (DigitOrder order : DigitOrder.values()) {
                SumFormat format = new SumFormat(3, order);
                Path run = folder.resolve(architecture + order);
                TrainingPlan plan =
                        DigitPlans.of(format, 3, 1).with("architecture", architecture).checked();
                Parameters untrained = Parameters.random(DigitPlans.config(format, plan), 3);
                PairSplit split = PairSplit.random(format.numbers(), 10, 3);
                Exam exam = new Exam(new long[4], new long[4], List.of());
                DigitFiles.write(run, format, plan, split, untrained, exam, "test");
                CommandLineRun asked = CommandLineRun.of("tutorial", "ask", "7+5", "--model", run);
                assertThat(asked.code()).isZero();
                assertThat(asked.out())
                        .startsWith("7 + 5 = ")
                        .contains(order == DigitOrder.LEAST_FIRST ? "700+500=" : "007+005=");
                assertThat(asked.out().lines().allMatch(l -> l.length() <= 80)).isTrue();
                changed(run, "\"digits\" : 3", "\"digits\" : 17", "names no digits and order");
                changed(run, "\"digits\" : 3", "\"digits\" : 2", "no model for these sums");
                changed(run, "_first\"", "_sideways\"", "names no digits and order");
                changed(run, "\"order\"", "\"other\"", "names no digits and order");
                changed(run, "}", "", "no valid JSON object");
            }
        }
    }

    private static void changed(Path run, String from, String to, String sentence)
            throws Exception {
        Path json = run.resolve("training.json");
        String written = Files.readString(json);
        Files.writeString(json, written.replace(from, to));
        CommandLineRun asked = CommandLineRun.of("tutorial", "ask", "7+5", "--model", run);
        assertThat(asked.code()).as(to).isEqualTo(3);
        assertThat(asked.sentence()).contains(sentence);
        Files.writeString(json, written);
    }

    @Test
    void theSmallestAdderAnswersWithoutTraining() {
        CommandLineRun asked = CommandLineRun.of("tutorial", "ask", "9999999999", "+", "1");
        assertThat(asked.code()).isZero();
        assertThat(asked.out())
                .startsWith("9999999999 + 1 = 10000000000   right")
                .contains("It read 9999999999+1000000000= and wrote 00000000001")
                .contains("Head 1: what it read most");
        assertThat(asked.out().lines().allMatch(l -> l.length() <= 80)).isTrue();
    }

    @Test
    void theSmallestAdderIsTrainedAgain() {
        Path run = folder.resolve("ten");
        CommandLineRun trained =
                CommandLineRun.of("tutorial", "train", "--digits", 10, "--steps", 20, "--out", run);
        assertThat(trained.code()).isZero();
        assertThat(trained.err()).contains("228 parameters", "1,280 of 10^20 pairs", "3+");
        assertThat(trained.out()).contains("100,000 random pairs", "--model " + run);
        assertThat(run.resolve("misses.csv")).exists();
        assertThat(run.resolve("adder.txt"))
                .content()
                .hasLineCount(11)
                .contains("final_norm.gain ");
        CommandLineRun asked = CommandLineRun.of("tutorial", "ask", "1234567890+1", "--model", run);
        assertThat(asked.code()).isZero();
        assertThat(asked.out()).contains("wrong: it is 1234567891");
        assertThat(
                        CommandLineRun.of(
                                        "tutorial",
                                        "train",
                                        "--digits",
                                        10,
                                        "--order",
                                        "greatest-first")
                                .sentence())
                .contains("the smallest adder is made for least-first");
    }

    @Test
    void whatCannotBeAskedIsSaidInOneSentence() throws Exception {
        CommandLineRun word = CommandLineRun.of("tutorial", "ask", "seven", "+", "1");
        assertThat(word.code()).isEqualTo(2);
        assertThat(word.sentence()).contains("\"seven + 1\" is no sum");
        CommandLineRun long1 = CommandLineRun.of("tutorial", "ask", "123456789012", "+", "1");
        assertThat(long1.code()).isEqualTo(2);
        assertThat(long1.sentence()).contains("at most 10");
        CommandLineRun digits = CommandLineRun.of("tutorial", "train", "--digits", 4);
        assertThat(digits.code()).isEqualTo(2);
        assertThat(digits.sentence()).contains("--digits 4 is not 2, 3 or 10");
        CommandLineRun order = CommandLineRun.of("tutorial", "train", "--order", "upwards");
        assertThat(order.code()).isEqualTo(2);
        assertThat(order.sentence()).contains("--order upwards");
        Path none = Files.createDirectories(folder.resolve("none"));
        CommandLineRun empty = CommandLineRun.of("tutorial", "ask", "1+1", "--model", none);
        assertThat(empty.code()).isEqualTo(3);
        assertThat(empty.sentence()).contains("training.json");
    }
}
