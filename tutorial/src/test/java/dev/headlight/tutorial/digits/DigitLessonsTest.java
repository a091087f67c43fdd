package dev.headlight.tutorial.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headlight.text.UsageException;
import dev.headlight.tutorial.lesson.Block;
import dev.headlight.tutorial.lesson.Block.Exercise;
import dev.headlight.tutorial.lesson.Block.Question;
import dev.headlight.tutorial.lesson.Block.Table;
import dev.headlight.tutorial.lesson.Chapter;
import dev.headlight.tutorial.lesson.Check.Outcome;
import dev.headlight.tutorial.terminal.LessonPrinter;
import dev.headlight.tutorial.terminal.Screen;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lessons 5 to 7 on the model that they share; what their tables say against the same asked for again. */
class DigitLessonsTest {

    private static final List<Chapter> CHAPTERS =
            List.of(new ProofLesson(), new GazeLesson(), new BreakLesson());

    @Test
    void everyLessonFitsATerminalOf80Columns() {
        for (Chapter chapter : CHAPTERS) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
            new LessonPrinter(out, new Screen(80, false, true), LessonPrinter.Pause.NONE)
                    .print(chapter.lesson());
            String text = bytes.toString(StandardCharsets.UTF_8);
            assertThat(text.lines().filter(l -> l.codePointCount(0, l.length()) > 80)).isEmpty();
            assertThat(text).doesNotContain("NaN").contains("Lesson " + chapter.number());
        }
    }

    @Test
    void theProofListsEveryUnseenPair() {
        PairSplit split = TwoDigits.leastFirst().training().split();
        long[] asked = new long[3];
        for (int a = 0; a < 100; a++) {
            for (int b = 0; b < 100; b++) {
                if (split.unseen(a, b)) {
                    asked[new Sum(a, b).longestCarryChain()]++;
                }
            }
        }
        List<List<String>> rows = table(new ProofLesson(), "Every unseen pair").rows();
        for (int chain = 0; chain < 3; chain++) {
            assertThat(number(rows.get(chain).get(1))).isEqualTo(asked[chain]);
        }
        assertThat(number(rows.get(3).get(1))).isEqualTo(split.unseenCount());
        assertThat(number(rows.get(3).get(3)))
                .isEqualTo(TwoDigits.leastFirst().exam().misses().size());
    }

    @Test
    void uniformAttentionLeavesNextToNothing() {
        List<List<String>> rows = table(new BreakLesson(), "All heads at once").rows();
        assertThat(rows.get(0).get(0)).isEqualTo("uniform attention");
        assertThat(Double.parseDouble(rows.get(0).get(2).replace("%", ""))).isLessThan(10);
    }

    @Test
    void exercisesTellRightAnswersFromWrongOnes() {
        Exercise chain = exercise(new ProofLesson());
        PairSplit split = TwoDigits.leastFirst().training().split();
        List<Sum> hard = new ArrayList<>();
        for (int a = 0; a < 100; a++) {
            for (int b = 0; b < 100; b++) {
                if (split.unseen(a, b) && new Sum(a, b).longestCarryChain() == 2) {
                    hard.add(new Sum(a, b));
                }
            }
        }
        String one = hard.get(0).a() + "+" + hard.get(0).b();
        assertThat(chain.check().check(List.of(one)).met()).isTrue();
        assertThat(chain.check().check(List.of("11", "+", "11")).met()).isFalse();
        assertThatThrownBy(() -> chain.check().check(List.of("many")))
                .isInstanceOf(UsageException.class);

        for (Chapter chapter : List.of(new GazeLesson(), new BreakLesson())) {
            Exercise exercise = exercise(chapter);
            int met = 0;
            for (int head = 0; head < 3; head++) {
                Outcome outcome = exercise.check().check(List.of(Integer.toString(head)));
                met += outcome.met() ? 1 : 0;
            }
            assertThat(met).as(exercise.id()).isEqualTo(1);
            assertThatThrownBy(() -> exercise.check().check(List.of("9")))
                    .isInstanceOf(UsageException.class);
        }
    }

    private static long number(String text) {
        return Long.parseLong(text.replace(",", ""));
    }

    private static Exercise exercise(Chapter chapter) {
        return all(chapter.write()).stream()
                .filter(Exercise.class::isInstance)
                .map(Exercise.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static Table table(Chapter chapter, String caption) {
        return all(chapter.write()).stream()
                .filter(b -> b instanceof Table t && t.caption().startsWith(caption))
                .map(Table.class::cast)
                .findFirst()
                .orElseThrow();
    }

    /** With what questions reveal. */
    private static List<Block> all(List<Block> blocks) {
        List<Block> all = new ArrayList<>();
        for (Block block : blocks) {
            all.add(block);
            if (block instanceof Question question) {
                all.addAll(all(question.answer()));
            }
        }
        return all;
    }
}
