package dev.headlight.tutorial.terminal;

import dev.headlight.tutorial.lesson.Block;
import dev.headlight.tutorial.lesson.Figure;
import dev.headlight.tutorial.lesson.Lesson;
import dev.headlight.tutorial.lesson.Words;
import java.io.PrintStream;
import java.util.List;

/** Prints a lesson, and waits for the reader where it asks something. */
public final class LessonPrinter {

    /** Waits until the reader goes on. */
    @FunctionalInterface
    public interface Pause {

        /** Does not wait. */
        Pause NONE = prompt -> {};

        /** Shows the prompt and waits. */
        void await(String prompt);
    }

    private final PrintStream out;
    private final Screen screen;
    private final Pause pause;

    public LessonPrinter(PrintStream out, Screen screen, Pause pause) {
        this.out = out;
        this.screen = screen;
        this.pause = pause;
    }

    /** Prints a whole lesson. */
    public void print(Lesson lesson) {
        String title = "Lesson " + lesson.number() + ": " + lesson.title();
        print(screen.line().add(title, Ink.STRONG));
        print(screen.line().add("═".repeat(title.length())));
        lines(Paragraphs.set(Words.of(lesson.aim()), screen.line(), screen));
        print(screen.line().add("About " + lesson.minutes() + " minutes.", Ink.MUTED));
        boolean begun = false;
        for (Block block : lesson.blocks()) {
            if (block instanceof Block.Heading && begun) {
                out.println();
                pause.await("[Enter] ");
            }
            begun = true;
            print(block);
        }
    }

    /** Prints blocks. */
    public void print(List<Block> blocks) {
        blocks.forEach(this::print);
    }

    private void print(Block block) {
        if (block instanceof Block.Lab) {
            return; // needs a page
        }
        out.println();
        switch (block) {
            case Block.Heading(String text) -> {
                print(screen.line().add(text, Ink.STRONG));
                int width = screen.line().add(text).length();
                print(screen.line().add("─".repeat(width), Ink.MUTED));
            }
            case Block.Paragraph(Words words) ->
                    lines(Paragraphs.set(words, screen.line(), screen));
            case Block.Formula(Words words) -> formula(words);
            case Block.Code(String text) ->
                    text.lines().forEach(l -> print(screen.line().add("    " + l, Ink.CODE)));
            case Block.Matrices matrices -> lines(new MatrixText(screen).set(matrices));
            case Block.Table table -> lines(new TableText(screen).set(table));
            case Block.Picture(Figure figure) -> lines(picture(figure));
            case Block.Question question -> question(question);
            case Block.Note(String title, Words words) ->
                    lines(
                            Paragraphs.set(
                                    words,
                                    screen.line()
                                            .add("  ")
                                            .add(
                                                    title.endsWith("?") ? title : title + ":",
                                                    Ink.STRONG)
                                            .add(" "),
                                    screen));
            case Block.Command(String line, Words shows) -> {
                print(screen.line().add("  $ ", Ink.MUTED).add("./" + line, Ink.STRONG));
                lines(Paragraphs.set(shows, screen.line().add("    "), screen));
            }
            case Block.Exercise exercise -> exercise(exercise);
            case Block.Lab lab -> throw new IllegalStateException(lab.title());
        }
    }

    private void formula(Words words) {
        Line line = screen.line().add("    ");
        for (Words.Span span : words.spans()) {
            String[] parts = span.text().split("\n", -1);
            for (int i = 0; i < parts.length; i++) {
                if (i > 0) {
                    print(line);
                    line = screen.line().add("    ");
                }
                line.add(parts[i], Ink.of(span.role()));
            }
        }
        print(line);
    }

    private List<Line> picture(Figure figure) {
        return switch (figure) {
            case Figure.HeatMap map -> new HeatText(screen).set(map);
            case Figure.LineChart chart -> new ChartText(screen).set(chart);
            case Figure.Landscape landscape -> new LandscapeText(screen).set(landscape);
            case Figure.Scatter scatter -> new ScatterText(screen).set(scatter);
        };
    }

    private void question(Block.Question question) {
        lines(Paragraphs.set(question.asks(), screen.line().add("  ? ", Ink.STRONG), screen));
        for (int i = 0; i < question.choices().size(); i++) {
            Line bullet = screen.line().add("      " + (char) ('a' + i) + ") ");
            lines(Paragraphs.set(Words.of(question.choices().get(i)), bullet, screen));
        }
        out.println();
        pause.await("    What do you think? [Enter] ");
        print(screen.line().add("  Answer", Ink.STRONG));
        question.answer().forEach(this::print);
    }

    private void exercise(Block.Exercise exercise) {
        Line head = screen.line().add("  Exercise " + exercise.id() + ". ", Ink.STRONG);
        lines(Paragraphs.set(exercise.task(), head, screen));
        lines(
                Paragraphs.set(
                        exercise.lookFor(),
                        screen.line().add("    Look for: ", Ink.MUTED),
                        screen));
        print(screen.line().add("    $ ", Ink.MUTED).add("./" + exercise.example(), Ink.STRONG));
    }

    private void print(Line line) {
        out.println(line);
    }

    private void lines(List<Line> lines) {
        lines.forEach(this::print);
    }
}
