package dev.headlight.app;

import dev.headlight.app.terminal.Terminal;
import dev.headlight.text.UnknownWord;
import dev.headlight.text.UsageException;
import dev.headlight.tutorial.Course;
import dev.headlight.tutorial.lesson.Block;
import dev.headlight.tutorial.lesson.Check;
import dev.headlight.tutorial.lesson.Words;
import dev.headlight.tutorial.terminal.LessonPrinter;
import dev.headlight.tutorial.terminal.Screen;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Tries the answer to an exercise. */
@Command(
        name = "check",
        description = "Try your answer to an exercise; exit code 5 where it does not hold yet.",
        sortOptions = false,
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = "  headlight tutorial check 1.1 0.5 0.3 1")
@SuppressWarnings("NullAway.Init") // picocli sets these before it runs the command
final class TutorialCheckCommand implements Callable<Integer> {

    private static final int NOT_MET = 5;

    @ParentCommand private TutorialCommand parent;

    @Parameters(index = "0", paramLabel = "EXERCISE", description = "Its number, as 1.1.")
    private String exercise;

    @Parameters(index = "1..*", paramLabel = "ANSWER", description = "What the exercise asks for.")
    private List<String> answer = new ArrayList<>();

    @Mixin CommonOptions common = new CommonOptions();

    @Override
    public Integer call() {
        Check.Outcome outcome = find().check().check(answer);
        Terminal terminal = parent.terminal();
        String verdict = outcome.met() ? "*✓ That holds.* " : "*✗ Not yet.* ";
        List<Words.Span> spans = new ArrayList<>(Words.of(verdict).spans());
        spans.addAll(outcome.words().spans());
        new LessonPrinter(
                        terminal.out(),
                        Screen.of(terminal.colour(), System.getenv()),
                        LessonPrinter.Pause.NONE)
                .print(List.of(new Block.Paragraph(new Words(spans))));
        return outcome.met() ? 0 : NOT_MET;
    }

    private Block.Exercise find() {
        String[] parts = exercise.split("\\.", -1);
        if (!parts[0].matches("\\d{1,3}")) {
            throw new UsageException(exercise + " is no exercise; their numbers are like 1.1.");
        }
        List<String> ids = new ArrayList<>();
        for (Block block : Course.chapter(Integer.parseInt(parts[0])).exercises()) {
            if (block instanceof Block.Exercise e) {
                if (e.id().equals(exercise)) {
                    return e;
                }
                ids.add(e.id());
            }
        }
        throw new UnknownWord("exercise", exercise, ids)
                .exception("headlight tutorial --lesson " + parts[0]);
    }
}
