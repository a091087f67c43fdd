package dev.headlight.app;

import dev.headlight.app.terminal.Terminal;
import dev.headlight.model.io.NewFile;
import dev.headlight.text.UnknownWord;
import dev.headlight.text.UsageException;
import dev.headlight.tutorial.adding.EightSteps;
import dev.headlight.tutorial.lesson.Block;
import dev.headlight.tutorial.lesson.Blocks;
import dev.headlight.tutorial.lesson.Lesson;
import dev.headlight.tutorial.page.LessonPage;
import dev.headlight.tutorial.picture.BlocksPicture;
import dev.headlight.tutorial.steps.StepBlocks;
import dev.headlight.tutorial.steps.StepsJson;
import dev.headlight.tutorial.terminal.LessonPrinter;
import dev.headlight.tutorial.terminal.Screen;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Numbers through one attention head, every intermediate matrix shown. */
@Command(
        name = "add",
        description =
                "Add numbers with one attention head: eight steps, every matrix. With the usual weights the"
                        + " answer is wrong, and headlight tutorial tells why.",
        sortOptions = false,
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  headlight add 3 5",
            "  headlight add 3 5 --init uniform",
            "  headlight add 1.5 -2 4 --wq 0.2 --wk 0.2 --wv 1",
            "  headlight add 3 5 --out add.html"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the parent before it runs the command
final class AddCommand implements Runnable {

    private static final List<String> FORMATS =
            List.of("text", "ansi", "html", "svg", "png", "json");
    private static final int MOST_DECIMALS = 9;

    @ParentCommand private Headlight parent;

    @Parameters(paramLabel = "NUMBER", arity = "0..*", description = "Two numbers or more.")
    private List<String> words = new ArrayList<>();

    @Mixin private AddOptions weights = new AddOptions();

    @Option(
            names = "--scale",
            negatable = true,
            fallbackValue = "true",
            description = "Divide scores by the root of the head's width, or do not (default: do).")
    private boolean scale = true;

    @Option(
            names = "--steps",
            paramLabel = "LIST",
            description = "Show these steps, as 5-7 or 1,8 (default: all).")
    private @Nullable String steps;

    @Option(
            names = "--precision",
            paramLabel = "N",
            description = "Digits after the point (default: ${DEFAULT-VALUE}).")
    private int precision = 3;

    @Option(
            names = "--palette",
            paramLabel = "NAME",
            description = "roles (a colour each for q, k, v and so on) or grey.")
    private String palette = "roles";

    @Option(
            names = "--format",
            paramLabel = "NAME",
            description =
                    "text, ansi (text with colours), html, svg, png or json (default: text, or what --out"
                            + " ends in).")
    private @Nullable String format;

    @Option(names = "--out", paramLabel = "FILE", description = "Write a file instead of printing.")
    private @Nullable Path out;

    @Mixin CommonOptions common = new CommonOptions();

    @Override
    public void run() {
        String as = format();
        if (precision < 0 || precision > MOST_DECIMALS) {
            throw new UsageException(
                    "--precision is " + precision + "; give 0 to " + MOST_DECIMALS + ".");
        }
        if (!palette.equals("roles") && !palette.equals("grey")) {
            throw new UsageException(
                    "there is no --palette " + palette + "; there are roles and grey.");
        }
        List<Integer> shown = shownSteps();
        EightSteps run = EightSteps.run(numbers(), weights.weights(), scale);
        List<Block> blocks = blocks(new StepBlocks(run, precision, palette.equals("roles")), shown);
        Terminal terminal = parent.terminal();
        boolean printed = as.equals("text") || as.equals("ansi");
        if (printed && out == null) {
            boolean colour = as.equals("ansi") || format == null && terminal.colour();
            new LessonPrinter(
                            terminal.out(),
                            Screen.of(colour, System.getenv()),
                            LessonPrinter.Pause.NONE)
                    .print(blocks);
            return;
        }
        byte[] file = file(as, run, blocks);
        if (out != null) {
            NewFile.write(out, file);
            terminal.out().println(out);
        } else if (as.equals("png")) {
            throw new UsageException("a PNG is not for the terminal; name a file with --out.");
        } else {
            terminal.out().write(file, 0, file.length);
        }
    }

    private byte[] file(String as, EightSteps run, List<Block> blocks) {
        String title = "Adding with one attention head: " + String.join(" + ", words);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            switch (as) {
                case "json" -> bytes.write(StepsJson.text(run).getBytes(StandardCharsets.UTF_8));
                case "svg" ->
                        bytes.write(
                                BlocksPicture.svg(blocks, title).getBytes(StandardCharsets.UTF_8));
                case "png" -> ImageIO.write(BlocksPicture.image(blocks), "png", bytes);
                case "html" -> {
                    String aim =
                            "The eight steps of attention on these numbers, with every matrix.";
                    LessonPage.write(
                            "attention adds", List.of(new Lesson(0, title, 1, aim, blocks)), bytes);
                }
                default -> {
                    PrintStream text = new PrintStream(bytes, true, StandardCharsets.UTF_8);
                    new LessonPrinter(
                                    text,
                                    new Screen(Screen.WIDTH, as.equals("ansi"), true),
                                    LessonPrinter.Pause.NONE)
                            .print(blocks);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("an array in memory takes bytes", e);
        }
        return bytes.toByteArray();
    }

    private List<Block> blocks(StepBlocks steps, List<Integer> shown) {
        Blocks blocks = new Blocks();
        for (int step : shown) {
            blocks.heading(steps.heading(step));
            steps.step(step).forEach(blocks::add);
        }
        return blocks.list();
    }

    private List<Integer> shownSteps() {
        if (steps == null) {
            return NumberRanges.parse("--steps", "1-" + StepBlocks.COUNT);
        }
        List<Integer> shown = NumberRanges.parse("--steps", steps);
        for (int step : shown) {
            if (step < 1 || step > StepBlocks.COUNT) {
                throw new UsageException("there is no step " + step + "; they are 1 to 8.");
            }
        }
        return shown;
    }

    private float[] numbers() {
        float[] numbers = new float[words.size()];
        for (int i = 0; i < numbers.length; i++) {
            if (words.get(i).startsWith("--")) { // a misspelt option
                throw new UnknownWord("option", words.get(i), List.of())
                        .exception("headlight help add");
            }
            numbers[i] = (float) AddOptions.number("add", words.get(i));
        }
        return numbers;
    }

    private String format() {
        String named = format;
        if (named == null && out != null) {
            String file = String.valueOf(out.getFileName()).toLowerCase(Locale.ROOT);
            named = file.substring(file.lastIndexOf('.') + 1);
            if (named.equals("txt")) {
                named = "text";
            }
            if (!FORMATS.contains(named)) {
                throw new UsageException(
                        out + " should end in .html, .svg, .png, .json or .txt; or add --format.");
            }
        }
        String as = named == null ? "text" : named;
        if (!FORMATS.contains(as)) {
            throw new UnknownWord("format", as, FORMATS).exception("headlight help add");
        }
        return as;
    }
}
