package dev.headlight.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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
    }

    @Test
    void aPageOfOneLesson() {
        Path page = folder.resolve("page.html");
        CommandLineRun run = CommandLineRun.of("tutorial", "--lesson", 1, "--out", page);
        assertThat(run.out().strip()).isEqualTo(page.toString());
        assertThat(page).content().contains("lesson-1", "9.057");
    }
}
