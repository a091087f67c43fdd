package dev.headlight.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands that hold analyses against each other, on a small random model. */
class CompareTest {

    private static final int VOCAB = 20;

    @TempDir Path folder;

    @Test
    void aModelAgainstItselfAndAgainstItsRandomInitialisation() throws IOException {
        Path ids = SmallModels.ids(folder, 24, 40, VOCAB);
        Path same = analyze("a", SmallModels.GGUF, "--text", ids);
        Path random = analyze("r", SmallModels.GGUF, "--text", ids, "--random-init", 5);
        JsonNode both = json("compare", same, same, random, "--json", "--out", folder.resolve("c"));
        JsonNode itself = both.get("contrasts").get(0);
        assertThat(itself.get("text").get("paired").booleanValue()).isTrue();
        assertThat(itself.get("text").get("units").intValue()).isEqualTo(24);
        assertThat(itself.get("tests").intValue()).isGreaterThan(50);
        assertThat(itself.get("found").intValue()).isZero();
        assertThat(itself.get("role_changes")).isEmpty();
        JsonNode untrained = both.get("contrasts").get(1);
        // The fixture is random itself, with other weights.
        assertThat(untrained.get("found").intValue()).isGreaterThan(40);
        assertThat(untrained.get("model").get("loss").get("p").doubleValue()).isLessThan(0.05);
        assertThat(Files.readAllLines(folder.resolve("c/comparison.csv")).getFirst())
                .startsWith("other,layer,head,other_layer,other_head,score,sink,first_value");
        assertThat(folder.resolve("c/comparison.json")).isNotEmptyFile();

        CommandLineRun printed =
                CommandLineRun.of("compare", same, random, "--out", folder.resolve("c"));
        assertThat(printed.err()).isEmpty();
        assertThat(printed.out())
                .contains("Verdicts", "B against A", "Moved most", "heads that differ");
        assertThat(printed.out().lines().filter(l -> !l.contains(folder.toString())))
                .allSatisfy(l -> assertThat(l.length()).isLessThan(81));
    }

    @Test
    void anotherTextIsComparedUnpaired() throws IOException {
        Path a = analyze("a", SmallModels.GGUF, "--text", SmallModels.ids(folder, 8, 40, VOCAB));
        Path b = analyze("b", SmallModels.GGUF, "--text", SmallModels.ids(folder, 9, 33, VOCAB));
        JsonNode contrast =
                json("compare", a, b, "--json", "--out", folder.resolve("c"))
                        .get("contrasts")
                        .get(0);
        assertThat(contrast.get("text").get("paired").booleanValue()).isFalse();
        assertThat(contrast.get("repeats").get("paired").booleanValue()).isTrue();
        assertThat(contrast.get("notes").toString()).contains("Unpaired: of 8 and 9 units");
    }

    @Test
    void otherArchitecturesAreMatchedByBehaviour() throws IOException {
        Path ids = SmallModels.ids(folder, 8, 14, VOCAB);
        Path a = analyze("a", SmallModels.GGUF, "--text", ids);
        Path b = analyze("b", SmallModels.GPT2, "--text", ids);
        JsonNode contrast =
                json("compare", a, b, "--json", "--out", folder.resolve("c"))
                        .get("contrasts")
                        .get(0);
        assertThat(contrast.get("text").get("paired").booleanValue()).isTrue();
        assertThat(contrast.get("pairs").intValue()).isPositive();
    }

    @Test
    void whatCannotBeComparedIsToldWithWhatToDo() throws IOException {
        Path a = analyze("a", SmallModels.GGUF, "--text", SmallModels.ids(folder, 6, 40, VOCAB));
        Files.delete(a.resolve("per_document.npz"));
        CommandLineRun old = CommandLineRun.of("compare", a, a, "--out", folder.resolve("c"));
        assertThat(old.code()).isEqualTo(3);
        assertThat(old.sentence()).contains("per_document.npz", "run its analysis again");
        assertThat(folder.resolve("c")).doesNotExist();
        CommandLineRun absent = CommandLineRun.of("compare", a, folder.resolve("nothing"));
        assertThat(absent.code()).isEqualTo(3);
        assertThat(CommandLineRun.of("compare", a).code()).isEqualTo(2);
        CommandLineRun seed =
                CommandLineRun.of(
                        "analyze", SmallModels.GGUF, "--text", folder, "--random-init", "42");
        assertThat(seed.code()).isEqualTo(2);
        assertThat(seed.sentence())
                .contains("--random-init 42 draws the weights that the control has");
    }

    @Test
    void expectationsAreHeldAgainstResults() throws IOException {
        Path a = analyze("a", SmallModels.GGUF, "--text", SmallModels.ids(folder, 6, 40, VOCAB));
        CommandLineRun met =
                CommandLineRun.of(
                        "check",
                        a,
                        "--expect",
                        "head 0.0 entropy_normalized > 0",
                        "--expect",
                        "loss < 1e3",
                        "--expect",
                        "induction != supported",
                        "--expect",
                        "role broad >= 0",
                        "--expect",
                        "best low previous_token with < 1");
        assertThat(met.err()).isEmpty();
        assertThat(met.code()).isZero();
        assertThat(met.out()).contains("all 5 expectations met");

        Path file =
                Files.writeString(
                        folder.resolve("e"), "# two\nloss < 0 # never\n\nhigh loss > 0\n");
        CommandLineRun failed = CommandLineRun.of("check", a, "--expect-file", file, "--json");
        assertThat(failed.code()).isEqualTo(5);
        JsonNode outcomes = JsonMapper.shared().readTree(failed.out());
        assertThat(outcomes.get("met").booleanValue()).isFalse();
        assertThat(outcomes.get("expectations").get(0).get("met").booleanValue()).isFalse();
        assertThat(outcomes.get("expectations").get(1).get("met").booleanValue()).isTrue();
    }

    @Test
    void aWrongExpectationIsShownWithACaretAtThePlace() throws IOException {
        Path a = analyze("a", SmallModels.GGUF, "--text", SmallModels.ids(folder, 6, 40, VOCAB));
        malformed(a, "head 0.1 inductoin_entry > 0.5", 9, "did you mean induction_entry?");
        malformed(a, "head 7.0 entropy_nats > 0.5", 5, "no such head");
        malformed(a, "loss <", 6, "a number is missing");
        malformed(a, "loss ~ 3", 5, "begins no word");
        malformed(a, "loss < 3 4", 9, "nothing may follow");
        malformed(a, "induction = yes", 12, "no outcome yes");
        malformed(a, "induction > 1", 10, "compared by = or !=");
        malformed(a, "role inductoin > 1", 5, "did you mean induction?");
        Path file = Files.writeString(folder.resolve("e"), "loss < 9\nlos < 9\n");
        CommandLineRun run = CommandLineRun.of("check", a, "--expect-file", file);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(file + ", line 2: character 1:");
        assertThat(CommandLineRun.of("check", a).code()).isEqualTo(2);
    }

    private static void malformed(Path results, String expectation, int at, String part) {
        CommandLineRun run = CommandLineRun.of("check", results, "--expect", expectation);
        List<String> lines = run.err().lines().toList();
        assertThat(run.code()).as(expectation).isEqualTo(2);
        assertThat(lines.get(0)).isEqualTo("  " + expectation);
        assertThat(lines.get(1)).isEqualTo(" ".repeat(2 + at) + "^");
        assertThat(lines.get(2)).contains("character " + (at + 1), part);
    }

    @Test
    void groupsOfDocumentsAreTested() throws IOException {
        Path low = Files.createDirectory(folder.resolve("low"));
        Path high = Files.createDirectory(folder.resolve("high"));
        for (int n = 0; n < 7; n++) {
            StringBuilder a = new StringBuilder("{\"ids\":[3");
            StringBuilder b = new StringBuilder("{\"ids\":[12");
            for (int i = 0; i < 30; i++) {
                a.append(',').append(3 + (i * (n + 1)) % 4);
                b.append(',').append(10 + (i * i + n * i) % 9);
            }
            Files.writeString(low.resolve(n + ".jsonl"), a + "]}\n");
            Files.writeString(high.resolve(n + ".jsonl"), b + "]}\n");
        }
        CommandLineRun run = analyzed("g", SmallModels.GGUF, "--text", low, high);
        assertThat(run.out()).contains("Groups", "low", "high", "differ between groups");
        assertThat(Files.readAllLines(folder.resolve("g/groups.csv")))
                .hasSizeGreaterThan(50)
                .first()
                .asString()
                .startsWith("layer,head,score,sink,group,value,ci_low,ci_high");
        Path few = Files.createDirectory(folder.resolve("few"));
        Files.copy(low.resolve("0.jsonl"), few.resolve("0.jsonl"));
        CommandLineRun small =
                analyzed("h", SmallModels.GGUF, "--group", "a=" + low, "--group", "b=" + few);
        assertThat(small.out().replaceAll("\\s+", " "))
                .contains("Groups of fewer than 5 documents show little: b (1)");
    }

    @Test
    void aTwinInAnotherPrecisionCanBeComparedWithTheModel() throws IOException {
        Path ids = SmallModels.ids(folder, 12, 40, VOCAB);
        Path f32 = folder.resolve("f32.gguf");
        assertThat(
                        CommandLineRun.of("convert", SmallModels.GGUF, "--to", "f32", "--out", f32)
                                .code())
                .isZero();
        Path full = analyze("full", f32, "--text", ids);
        Path quantised = analyze("q", SmallModels.GGUF, "--text", ids);
        JsonNode contrast =
                json("compare", quantised, full, "--json", "--out", folder.resolve("c"))
                        .get("contrasts")
                        .get(0);
        // F32 made of a quantised file computes what that computes.
        assertThat(contrast.get("model").get("loss").get("difference").doubleValue())
                .isBetween(-1e-4, 1e-4);
        assertThat(contrast.get("role_changes")).isEmpty();
        CommandLineRun again = CommandLineRun.of("convert", f32, "--to", "q4_0", "--out", f32);
        assertThat(again.code()).isEqualTo(2);
        Path gpt2 = folder.resolve("gpt2-q8");
        assertThat(
                        CommandLineRun.of(
                                        "convert", SmallModels.GPT2, "--to", "q8_0", "--out", gpt2)
                                .err())
                .isEmpty();
        assertThat(CommandLineRun.of("inspect", gpt2).code()).isZero();
        CommandLineRun type = CommandLineRun.of("convert", f32, "--to", "q9", "--out", gpt2);
        assertThat(type.code()).isEqualTo(2);
    }

    private Path analyze(String name, Path model, Object... more) {
        analyzed(name, model, more);
        return folder.resolve(name);
    }

    private CommandLineRun analyzed(String name, Path model, Object... more) {
        List<Object> args = new ArrayList<>(List.of("analyze", model, "--quiet"));
        args.addAll(List.of(more));
        args.addAll(List.of("--replicates", "50", "--out", folder.resolve(name)));
        CommandLineRun run = CommandLineRun.of(args.toArray());
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        return run;
    }

    private static JsonNode json(Object... args) {
        CommandLineRun run = CommandLineRun.of(args);
        assertThat(run.err()).isEmpty();
        return JsonMapper.shared().readTree(run.out());
    }
}
