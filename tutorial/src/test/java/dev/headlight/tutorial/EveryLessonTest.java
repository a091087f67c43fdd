package dev.headlight.tutorial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headlight.tutorial.lesson.Block;
import dev.headlight.tutorial.lesson.Lesson;
import dev.headlight.tutorial.page.LessonPage;
import dev.headlight.tutorial.terminal.LessonPrinter;
import dev.headlight.tutorial.terminal.Screen;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What every lesson must hold, whichever it is. */
class EveryLessonTest {

    /** A name of one letter whose index was not set lower. */
    private static final Pattern RAW = Pattern.compile("(?<![\\p{L}_])\\p{L}_[\\w(]");

    /** Its answers are tables. */
    private static final int SHOWPIECE = 10;

    @Test
    void fitsEightyColumnsInAnyTerminal() {
        for (Lesson lesson : EveryLesson.lessons()) {
            for (boolean unicode : new boolean[] {true, false}) {
                var bytes = new ByteArrayOutputStream();
                PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
                new LessonPrinter(out, new Screen(80, false, unicode), LessonPrinter.Pause.NONE)
                        .print(lesson);
                String text = bytes.toString(StandardCharsets.UTF_8);
                assertThat(text.lines().filter(l -> l.codePointCount(0, l.length()) > 80))
                        .as("lesson %d", lesson.number())
                        .isEmpty();
                assertThat(text).doesNotContain("NaN");
                if (!unicode) {
                    assertThat(text).matches("(?s)[\\x20-\\x7e\\s]*").doesNotContain("??");
                }
            }
        }
    }

    @Test
    void asksBeforeItTellsAndEndsWithExercises() {
        for (Lesson lesson : EveryLesson.lessons()) {
            List<Block> blocks = lesson.blocks();
            assertThat(blocks.stream().anyMatch(Block.Question.class::isInstance))
                    .as("lesson %d asks", lesson.number())
                    .isTrue();
            assertThat(blocks.getLast()).isInstanceOf(Block.Exercise.class);
            List<String> ids = new ArrayList<>();
            for (Block block : blocks) {
                if (block instanceof Block.Exercise exercise) {
                    ids.add(exercise.id());
                    assertThat(exercise.id()).startsWith(lesson.number() + ".");
                    assertThat(exercise.example())
                            .startsWith("headlight tutorial check " + exercise.id() + " ");
                }
            }
            List<String> known = new ArrayList<>();
            for (Block block : Course.chapter(lesson.number()).exercises()) {
                known.add(((Block.Exercise) block).id());
            }
            assertThat(known).isEqualTo(ids);
        }
    }

    /** On the page a choice is judged by the letter that a paragraph of the answer begins with. */
    @Test
    void everyChoiceIsJudged() {
        for (Lesson lesson : EveryLesson.lessons()) {
            for (Block block : lesson.blocks()) {
                if (block instanceof Block.Question question
                        && !question.choices().isEmpty()
                        && lesson.number() < SHOWPIECE) {
                    List<String> letters = new ArrayList<>();
                    for (Block said : question.answer()) {
                        Matcher letter =
                                said instanceof Block.Paragraph paragraph
                                        ? Pattern.compile("([a-z]): .*", Pattern.DOTALL)
                                                .matcher(paragraph.words().plain())
                                        : Pattern.compile("x").matcher("");
                        if (letter.matches()) {
                            letters.add(letter.group(1));
                        }
                    }
                    assertThat(letters).as(question.asks().plain()).hasSize(1);
                    assertThat(letters.getFirst().charAt(0) - 'a')
                            .isLessThan(question.choices().size());
                }
            }
        }
    }

    @Test
    void indicesStandLowerOnThePage() throws IOException {
        var bytes = new ByteArrayOutputStream();
        LessonPage.write("lessons", EveryLesson.lessons(), bytes);
        String shown =
                bytes.toString(StandardCharsets.UTF_8)
                        .replaceAll("(?s)<(script|style|pre|code)\\b.*?</\\1>", "")
                        .replaceAll("<[^>]*>", "");
        Matcher raw = RAW.matcher(shown);
        assertThat(raw.find() ? shown.substring(raw.start(), raw.start() + 40) : "").isEmpty();
        assertThat(shown).contains("Wq", "si-1");
    }
}
