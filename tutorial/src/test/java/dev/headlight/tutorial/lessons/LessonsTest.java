package dev.headlight.tutorial.lessons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.text.UsageException;
import dev.headlight.tutorial.Course;
import dev.headlight.tutorial.adding.HeadTraining;
import dev.headlight.tutorial.adding.HeadWeights;
import dev.headlight.tutorial.adding.Pairs;
import dev.headlight.tutorial.lesson.Block;
import dev.headlight.tutorial.lesson.Chapter;
import dev.headlight.tutorial.lesson.Check;
import dev.headlight.tutorial.page.LessonPage;
import dev.headlight.tutorial.terminal.LessonPrinter;
import dev.headlight.tutorial.terminal.Screen;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LessonsTest {

    private static String printed(
            Chapter chapter, boolean colour, boolean unicode, List<String> prompts) {
        var bytes = new ByteArrayOutputStream();
        new LessonPrinter(
                        new PrintStream(bytes, true, StandardCharsets.UTF_8),
                        new Screen(80, colour, unicode),
                        prompts::add)
                .print(chapter.lesson());
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void fitsEightyColumnsInAnyTerminal(int number) {
        Chapter chapter = Course.chapter(number);
        List<String> prompts = new ArrayList<>();
        String full = printed(chapter, true, true, prompts);
        assertThat(prompts).hasSizeGreaterThan(4);
        assertThat(full).contains("\u001b[");
        String bare = full.replaceAll("\u001b\\[[0-9;]*m", "");
        assertThat(bare.lines()).allSatisfy(l -> assertThat(l).hasSizeLessThanOrEqualTo(80));
        String ascii = printed(chapter, false, false, prompts);
        assertThat(ascii).matches("[\\x20-\\x7e\\s]*");
        assertThat(ascii.lines()).allSatisfy(l -> assertThat(l).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void theFirstLessonsFiguresAreInIt() {
        String text = printed(Course.chapter(1), false, true, new ArrayList<>());
        assertThat(text)
                .contains("3 ⎡ 1.5 ⎤", "5 ⎣ 2.5 ⎦")
                .contains("0.289  0.711", "0.182  0.818")
                .contains("4.422 + 4.635 = 9.057")
                .contains("off by 1.057");
    }

    @Test
    void theSlopesOfTheSecondAreThoseOfItsFormula() {
        double[] naive = new double[3];
        double[] a = {1 / (1 + Math.exp(0.9)), 1 / (1 + Math.exp(1.5))}; // on 3
        double o1 = 3 * a[0] + 5 * (1 - a[0]);
        double o2 = 3 * a[1] + 5 * (1 - a[1]);
        double twice = 2 * (o1 + o2 - 8);
        double inner =
                a[0] * (3 - o1) * 9
                        + (1 - a[0]) * (5 - o1) * 15
                        + a[1] * (3 - o2) * 15
                        + (1 - a[1]) * (5 - o2) * 25;
        naive[0] = twice * inner * 0.3;
        naive[1] = twice * inner * 0.5;
        naive[2] = twice * (o1 + o2);
        var g = HeadTraining.gradient(HeadWeights.LESSON, new Pairs(2, new float[] {3, 5}));
        assertThat(new double[] {g.q(), g.k(), g.v()}).containsExactly(naive, within(2e-4));
        for (int w = 0; w < 3; w++) {
            assertThat(TrainIt.difference(w)).isCloseTo(naive[w], within(0.01 * naive[w]));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.1 | 0.5 0.3 0.8833",
                "1.2 | 5 3 1",
                "1.3 | 0 1 0.33333",
                "2.1 | -9",
                "2.2 | 40 40 1",
                "3.1 | 8 0 2",
                "3.2 | 10 0 2"
            })
    void anExerciseCanBeSolvedAndItsExampleDoesNot(String id, String solution) {
        Block.Exercise exercise = exercise(id);
        Check.Outcome solved = exercise.check().check(List.of(solution.strip().split(" ")));
        assertThat(solved.met()).as(solved.words().plain()).isTrue();
        String[] example = exercise.example().split(" " + id + " ", -1);
        assertThat(exercise.example()).startsWith("headlight tutorial check " + id);
        assertThat(exercise.check().check(List.of(example[1].split(" "))).met()).isFalse();
        assertThatThrownBy(() -> exercise.check().check(List.of("three")))
                .isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> exercise.check().check(List.of()))
                .isInstanceOf(UsageException.class);
    }

    private static Block.Exercise exercise(String id) {
        Chapter chapter = Course.chapter(id.charAt(0) - '0');
        return chapter.exercises().stream()
                .map(Block.Exercise.class::cast)
                .filter(e -> e.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void thePageIsOneFileThatAsksNobody() throws IOException {
        var bytes = new ByteArrayOutputStream();
        LessonPage.write("a <title>", List.of(Course.chapter(1).lesson()), bytes);
        String page = bytes.toString(StandardCharsets.UTF_8);
        assertThat(page)
                .contains("a &lt;title&gt;")
                .contains("default-src 'none'")
                .contains("9.057")
                .doesNotContain("style=\"")
                .doesNotContain("src=\"");
        assertThat(page.replaceAll("(?s)<script>.*?</script>", "")).doesNotContain("NaN");
        assertThat(page.replace("http://www.w3.org/2000/svg", ""))
                .doesNotContain("http:")
                .doesNotContain("https:");
    }
}
