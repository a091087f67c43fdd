package dev.headlight.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headlight.tutorial.digits.LimitsLesson;
import dev.headlight.tutorial.lesson.Block;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TutorialLessonsTest {

    @TempDir Path folder;

    @Test
    void aloneItListsTheLessons() {
        CommandLineRun run = CommandLineRun.of("tutorial");
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("Eight steps by hand", "When attention is needed");
        assertThat(run.out().lines()).allSatisfy(l -> assertThat(l.length()).isLessThan(81));
    }

    @Test
    void aLessonRunsThroughWhereNobodyWatches() {
        CommandLineRun run = CommandLineRun.of("tutorial", "--lesson", 1);
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("Lesson 1", "9.057", "Next: headlight tutorial --lesson 2");
        assertThat(CommandLineRun.of("tutorial", "--lesson", 99).sentence())
                .isEqualTo("there is no lesson 99; headlight tutorial lists them.");
    }

    @Test
    void aCheckCanFail() {
        CommandLineRun wrong = CommandLineRun.of("tutorial", "check", "1.1", "0.5", "0.3", "1");
        assertThat(wrong.code()).isEqualTo(5);
        assertThat(wrong.out()).contains("Not yet", "9.057");
        CommandLineRun right =
                CommandLineRun.of("tutorial", "check", "1.1", "0.5", "0.3", "0.8833");
        assertThat(right.code()).isZero();
        assertThat(right.out()).contains("That holds");
        assertThat(CommandLineRun.of("tutorial", "check", "1.9", "1").code()).isEqualTo(2);
        assertThat(CommandLineRun.of("tutorial", "check", "one").code()).isEqualTo(2);
        assertThat(CommandLineRun.of("tutorial", "check", "2.2", "1e30", "1e30", "1").sentence())
                .isEqualTo(
                        "a weight of 1.0e+30 leaves the range of the training; give -1000 to 1000.");
        assertThat(CommandLineRun.of("tutorial", "check").sentence())
                .endsWith("see headlight tutorial check --help.");
        assertThat(CommandLineRun.of("tutorial", "frobnicate").sentence())
                .startsWith("there is no command frobnicate");
    }

    /** The commands of the last lessons' next steps are understood; that they run was tried by hand. */
    @Test
    void whatTheLessonsSuggestIsACommand() {
        List<Block> steps = LimitsLesson.nextSteps();
        assertThat(steps.stream().filter(Block.Command.class::isInstance)).hasSizeGreaterThan(5);
        for (Block block : steps) {
            if (block instanceof Block.Command command) {
                List<String> words = List.of(command.line().split(" "));
                assertThat(words.getFirst()).isEqualTo("headlight");
                List<String> help = new ArrayList<>(words.subList(1, words.size()));
                help.add("--help"); // parses all that stands before it, and runs nothing
                CommandLineRun run = CommandLineRun.of(help.toArray());
                assertThat(run.code()).as(command.line()).isZero();
                assertThat(run.out()).as(command.line()).contains("Usage");
            }
        }
    }

    @Test
    void aPlaceThatCannotBeWrittenIsSaidAtOnce() {
        CommandLineRun run =
                CommandLineRun.of("tutorial", "--out", folder.resolve("no/such/page.html"));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.sentence()).endsWith("name a file by --out, in a folder that exists.");
        assertThat(CommandLineRun.of("tutorial", "--web", "--out", folder).code()).isEqualTo(2);
    }

    @Test
    void aPageOfOneLesson() {
        Path page = folder.resolve("page.html");
        CommandLineRun run = CommandLineRun.of("tutorial", "--lesson", 1, "--out", page);
        assertThat(run.out().strip()).isEqualTo(page.toString());
        assertThat(page).content().contains("lesson-1", "9.057");
    }
}
