package dev.headlight.app;

import dev.headlight.app.terminal.Keyboard;
import dev.headlight.app.terminal.Terminal;
import dev.headlight.model.io.NewFile;
import dev.headlight.text.UsageException;
import dev.headlight.tutorial.Course;
import dev.headlight.tutorial.lesson.Block;
import dev.headlight.tutorial.lesson.Blocks;
import dev.headlight.tutorial.lesson.Chapter;
import dev.headlight.tutorial.lesson.Lesson;
import dev.headlight.tutorial.page.LessonPage;
import dev.headlight.tutorial.terminal.LessonPrinter;
import dev.headlight.tutorial.terminal.Screen;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** The lessons, in the terminal or as a page. */
@Command(
        name = "tutorial",
        description =
                "Learn what attention does by adding two numbers with it: lessons in the terminal, or as a"
                        + " page. Alone it lists them.",
        sortOptions = false,
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  headlight tutorial --lesson 1",
            "  headlight tutorial check 1.1 0.5 0.3 1",
            "  headlight tutorial train",
            "  headlight tutorial ask 47 + 85",
            "  headlight tutorial --web"
        },
        subcommands = {
            TutorialCheckCommand.class,
            TutorialTrainCommand.class,
            TutorialAskCommand.class
        })
@SuppressWarnings("NullAway.Init") // picocli sets the parent before it runs the command
final class TutorialCommand implements Runnable {

    private static final Path PAGE = Path.of("headlight-tutorial.html");

    @ParentCommand private Headlight parent;

    @Option(names = "--lesson", paramLabel = "N", description = "Read this lesson.")
    private @Nullable Integer lesson;

    @Option(
            names = "--no-pause",
            description =
                    "Run through the lesson, or through all of them: do not wait for Enter at questions.")
    private boolean noPause;

    @Option(names = "--web", description = "Write the lessons as a page and open it.")
    private boolean web;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "Write the page here, and do not open it (--web: headlight-tutorial.html).")
    private @Nullable Path out;

    @Mixin CommonOptions common = new CommonOptions();

    Terminal terminal() {
        return parent.terminal();
    }

    @Override
    public void run() {
        if (web || out != null) {
            page();
        } else if (lesson != null) {
            printer().print(Course.chapter(lesson).lesson());
            Integer next = lesson + 1;
            if (Course.chapters().stream().anyMatch(c -> c.number() == next)) {
                terminal().out().println("\nNext: headlight tutorial --lesson " + next);
            }
        } else if (noPause) {
            LessonPrinter printer = printer();
            printer.print(list());
            for (Chapter chapter : Course.chapters()) {
                terminal().out().println();
                printer.print(chapter.lesson());
            }
        } else {
            printer().print(list());
        }
    }

    private static void requirePlace(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null
                || Files.isDirectory(file)
                || !Files.isDirectory(folder)
                || !Files.isWritable(folder)) {
            throw new UsageException(
                    file + " cannot be written; name a file by --out, in a folder that exists.");
        }
    }

    private LessonPrinter printer() {
        LessonPrinter.Pause pause =
                noPause || !Keyboard.isThere()
                        ? LessonPrinter.Pause.NONE
                        : prompt -> {
                            terminal().out().print(prompt);
                            terminal().out().flush();
                            Keyboard.awaitEnter();
                        };
        return new LessonPrinter(
                terminal().out(), Screen.of(terminal().colour(), System.getenv()), pause);
    }

    private static List<Block> list() {
        Blocks blocks = new Blocks();
        blocks.text(
                "What does attention do? Short lessons find out, from one multiplication up to a"
                        + " transformer that adds numbers it never saw. Everything is computed on this"
                        + " machine while you read.");
        List<List<String>> rows = new ArrayList<>();
        for (Chapter c : Course.chapters()) {
            rows.add(
                    List.of(
                            Integer.toString(c.number()),
                            c.title(),
                            c.minutes() + " min",
                            c.aim()));
        }
        blocks.table("", List.of("", "lesson", "", "afterwards"), rows);
        blocks.command("headlight tutorial --lesson 1", "begins; Enter goes on");
        blocks.command("headlight tutorial --web", "the same as a page in the browser");
        return blocks.list();
    }

    private void page() {
        Path file = out == null ? PAGE : out;
        requirePlace(file); // before the lessons are computed, which takes a minute
        List<Lesson> lessons = new ArrayList<>();
        if (lesson != null) {
            lessons.add(Course.chapter(lesson).lesson());
        } else {
            terminal()
                    .err()
                    .println(
                            "The lessons are computed now, and some train small models: a minute or"
                                    + " two.");
            for (Chapter c : Course.chapters()) {
                terminal().err().println("computing lesson " + c.number() + ": " + c.title());
                lessons.add(c.lesson());
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            LessonPage.write("attention tutorial", lessons, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("an array in memory takes bytes", e);
        }
        NewFile.write(file, bytes.toByteArray());
        terminal().out().println(file);
        if (out == null) {
            Browser.open(file);
        }
    }
}
