package dev.headlight.training;

import static java.util.Objects.requireNonNull;

import dev.headlight.model.ModelWeights;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs that take a moment, and what is left of one in its folder. */
final class TinyRun {

    private TinyRun() {}

    /** A model of one layer and 24 steps on stories; reports and checkpoints fall on different steps. */
    static TrainingPlan plan(Object... namesAndValues) {
        return Presets.DEMO
                .plan()
                .with(
                        "layers",
                        1,
                        "heads",
                        2,
                        "dim",
                        16,
                        "ff",
                        32,
                        "context",
                        32,
                        "batch",
                        4,
                        "steps",
                        24,
                        "warmup",
                        4,
                        "eval-every",
                        5,
                        "eval-windows",
                        8,
                        "checkpoint-every",
                        8,
                        "analyze-every",
                        0,
                        "threads",
                        2)
                .with(namesAndValues);
    }

    /** The same on the characters of a text. */
    static TrainingPlan textPlan(Object... namesAndValues) {
        return plan("tokenizer", "characters").with(namesAndValues);
    }

    /** A file of a few thousand characters that are a function of the seed. */
    static Path text(Path file, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder text = new StringBuilder();
        while (text.length() < 6_000) {
            int letters = random.nextInt(1, 8);
            for (int i = 0; i < letters; i++) {
                text.append((char) ('a' + random.nextInt(20)));
            }
            text.append(random.nextInt(9) == 0 ? ".\n" : " ");
        }
        return Files.writeString(file, text);
    }

    /** Begins a run and trains it, as far as the listener lets it. */
    static void begin(Path folder, TrainingPlan plan, List<Path> texts, Heard heard) {
        try (TrainingRun run =
                TrainingRun.begin(folder, plan, texts, null, "a test", heard, t -> {})) {
            heard.run = run;
            heard.finished = run.train();
        }
    }

    static void resume(Path folder, Heard heard) {
        try (TrainingRun run = TrainingRun.resume(folder, heard, t -> {})) {
            heard.run = run;
            heard.finished = run.train();
        }
    }

    /**
     * What the files of a run hold, but for what tells of time: when it was begun and how fast it went. Temporary
     * files and those set aside as damaged count, the latter by their names.
     */
    static Map<String, String> files(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString();
                files.put(name, timeless(name, Files.readAllBytes(file)));
            }
        }
        return files;
    }

    private static String timeless(String name, byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (name.equals("metrics.jsonl")) {
            return text.replaceAll(",\"tokens_per_second\":[^}]*}", "}");
        }
        return name.equals("training.json")
                ? text.replaceAll("\"started\" : \"[^\"]*\"", "")
                : text;
    }

    /** The steps of the lines of {@code metrics.jsonl}. */
    static List<Long> steps(Path folder) throws IOException {
        return Files.readAllLines(folder.resolve("metrics.jsonl")).stream()
                .map(line -> line.replaceAll("\\{\"step\":(\\d+),.*", "$1"))
                .map(Long::valueOf)
                .toList();
    }

    /** Remembers what a run tells, and stops it at a step. */
    static class Heard implements TrainingListener {

        final List<Long> steps = new ArrayList<>();
        final List<Long> evaluated = new ArrayList<>();
        final List<Long> analyzed = new ArrayList<>();
        final List<Long> saved = new ArrayList<>();
        final List<String> warnings = new ArrayList<>();
        @Nullable TrainingRun run;
        boolean finished;
        private final long stopAt;

        Heard() {
            this(-1);
        }

        Heard(long stopAt) {
            this.stopAt = stopAt;
        }

        TrainingRun run() {
            return requireNonNull(run);
        }

        @Override
        public void step(StepReport report) {
            steps.add(report.step());
            if (report.step() == stopAt) {
                run().stop();
            }
        }

        @Override
        public void evaluated(Evaluation evaluation) {
            evaluated.add(evaluation.step());
            if (evaluation.step() == 0 && stopAt == 0) {
                run().stop();
            }
        }

        @Override
        public void analyze(long step, ModelWeights weights) {
            analyzed.add(step);
        }

        @Override
        public void saved(long step, Path checkpoint) {
            saved.add(step);
        }

        @Override
        public void warning(String sentence) {
            warnings.add(sentence);
        }
    }
}
