package dev.headlight.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AnalyzeTest {

    private static final int VOCAB = 20;

    @TempDir Path folder;

    @Test
    void theWholeWayOnASmallModel() throws IOException {
        Path out = folder.resolve("out");
        CommandLineRun run = analyze("--out", out, "--heads", "0-1", "--layers", "1");
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        // a path cannot be broken
        assertThat(run.out().lines().filter(l -> !l.contains(folder.toString())))
                .allSatisfy(l -> assertThat(l.length()).isLessThan(81));
        for (int n = 1; n <= 6; n++) {
            assertThat(run.out()).containsPattern("(?m)^" + n + " [A-Z].*(ed|inconclusive)");
        }
        assertThat(run.out()).contains("Top heads", "Entropy by layer", "Files in " + out);
        assertThat(out.resolve("attention_matrix_l1_h1.png")).isNotEmptyFile();
        assertThat(out.resolve("attention_matrix_l0_h0.png")).doesNotExist();
        assertThat(out).isDirectoryContaining(p -> p.endsWith("results.json"));
        assertThat(files(out)).noneMatch(f -> f.startsWith("."));

        Files.delete(out.resolve("scores.csv"));
        CommandLineRun again = CommandLineRun.of("report", out);
        assertThat(again.err()).isEmpty();
        assertThat(again.code()).isZero();
        assertThat(out.resolve("scores.csv")).isNotEmptyFile();
    }

    @Test
    void theSameSeedGivesTheSameFiguresOnOneAndTwoThreads() throws IOException {
        JsonNode one = json(analyze("--json", "--out", folder.resolve("a"), "--threads", "1"));
        JsonNode two = json(analyze("--json", "--out", folder.resolve("b"), "--threads", "2"));
        assertThat(one.get("verdicts")).hasSize(6).isEqualTo(two.get("verdicts"));
        assertThat(one.get("top_heads")).isNotEmpty().isEqualTo(two.get("top_heads"));
        assertThat(one.get("text").get("documents").intValue()).isEqualTo(6);
        for (JsonNode file : one.get("files")) {
            assertThat(folder.resolve("a").resolve(file.stringValue())).exists();
        }
    }

    @Test
    void whatTheModelLacksIsRefused() throws IOException {
        assertRefused(2, "--layers 9", analyze("--layers", "9"));
        assertRefused(2, "--heads 99", analyze("--heads", "99"));
        Path ids = Files.writeString(folder.resolve("big.jsonl"), "{\"ids\":[1,2,99999]}\n");
        assertRefused(3, "99999", analyzeText(ids));
        Path text = Files.writeString(folder.resolve("a.txt"), "It was a dark night.");
        CommandLineRun run =
                CommandLineRun.of(
                        "analyze",
                        SmallModels.GPT2,
                        "--text",
                        text,
                        "--out",
                        folder.resolve("out"));
        assertRefused(run.code(), "brings no tokenizer", run);
        assertThat(run.code()).isIn(2, 3);
    }

    @Test
    void textThatGivesNothingToAnalyseIsRefused() throws IOException {
        assertRefused(3, "holds no text", analyzeText(Files.writeString(folder.resolve("e"), "")));
        assertRefused(3, "does not exist", analyzeText(folder.resolve("missing")));
        Path single = Files.writeString(folder.resolve("one.jsonl"), "{\"ids\":[3]}\n");
        assertRefused(3, "two tokens", analyzeText(single));
        Path broken = Files.writeString(folder.resolve("b.jsonl"), "{\"ids\":[3,1]}\n{\"ids\":\n");
        assertRefused(3, "b.jsonl line 2", analyzeText(broken));
    }

    @Test
    void anOutputFolderThatCannotBeWrittenIsRefusedBeforeTheWork() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertRefused(2, "--out", analyze("--out", file));
        assertRefused(2, "--out", analyze("--out", file.resolve("below")));
        assertThat(file).hasContent("x");
    }

    @Test
    void filesThatAreNoModelAreRefused() throws IOException {
        byte[] whole = Files.readAllBytes(SmallModels.GGUF);
        for (int length : new int[] {0, 3, 20, 200, whole.length / 2, whole.length - 1}) {
            assertNoModel(write("cut.gguf", Arrays.copyOf(whole, length)));
        }
        byte[] longString = whole.clone();
        // The length of the first metadata key: magic, version, tensors, metadata count before it.
        ByteBuffer.wrap(longString).order(ByteOrder.LITTLE_ENDIAN).putLong(24, Long.MIN_VALUE);
        assertNoModel(write("string.gguf", longString));
        assertNoModel(write("text.gguf", "It was a dark night.".getBytes(StandardCharsets.UTF_8)));
        assertNoModel(folder.resolve("missing.gguf"));
        assertNoModel(Files.createDirectory(folder.resolve("empty")));
    }

    @Test
    void aSafetensorsHeaderLargerThanTheFileIsRefused() throws IOException {
        Path model = Files.createDirectory(folder.resolve("gpt2"));
        Files.copy(SmallModels.GPT2.resolve("config.json"), model.resolve("config.json"));
        byte[] weights = Files.readAllBytes(SmallModels.GPT2.resolve("model.safetensors"));
        ByteBuffer.wrap(weights).order(ByteOrder.LITTLE_ENDIAN).putLong(0, 1L << 60);
        Files.write(model.resolve("model.safetensors"), weights);
        assertNoModel(model);
    }

    private void assertNoModel(Path model) throws IOException {
        for (CommandLineRun run :
                new CommandLineRun[] {
                    CommandLineRun.of("inspect", model),
                    CommandLineRun.of("generate", model, "--prompt", "x"),
                    CommandLineRun.of(
                            "analyze", model, "--text", ids(), "--out", folder.resolve("out"))
                }) {
            assertRefused(3, model.getFileName().toString(), run);
        }
    }

    private void assertRefused(int code, String part, CommandLineRun run) {
        assertThat(run.code()).as(run.err()).isEqualTo(code);
        assertThat(run.out()).isEmpty();
        assertThat(run.sentence()).contains(part).doesNotContain("Exception");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    private CommandLineRun analyze(Object... more) throws IOException {
        return analyzeText(ids(), more);
    }

    private CommandLineRun analyzeText(Path text, Object... more) {
        Object[] args = {
            "analyze", SmallModels.GGUF, "--quiet", "--text", text, "--replicates", "50"
        };
        boolean out = Arrays.asList(more).contains("--out");
        Object[] all = Arrays.copyOf(args, args.length + more.length + (out ? 0 : 2));
        System.arraycopy(more, 0, all, args.length, more.length);
        if (!out) {
            all[all.length - 2] = "--out";
            all[all.length - 1] = folder.resolve("out");
        }
        return CommandLineRun.of(all);
    }

    private Path ids() throws IOException {
        return SmallModels.ids(folder, 6, 40, VOCAB);
    }

    private Path write(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private static List<String> files(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).toList();
        }
    }

    private static JsonNode json(CommandLineRun run) {
        assertThat(run.err()).isEmpty();
        return JsonMapper.shared().readTree(run.out());
    }
}
