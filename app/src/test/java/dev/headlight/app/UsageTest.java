package dev.headlight.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {

    @TempDir Path folder;

    @Test
    void aloneItShowsExamplesThenTheCommands() {
        CommandLineRun run = CommandLineRun.of();
        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines().filter(l -> l.startsWith("  headlight "))).hasSize(5);
        assertThat(run.out().indexOf("  headlight help analyze"))
                .isLessThan(run.out().indexOf("Commands:"));
        assertThat(run.out()).isEqualTo(CommandLineRun.of("help").out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "tutorial",
                "add",
                "analyze",
                "explore",
                "train",
                "inspect",
                "generate",
                "report",
                "help",
                "completion"
            })
    void everyCommandHasHelpWithAnExampleInEightyColumns(String command) {
        CommandLineRun run = CommandLineRun.of("help", command);
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("Example").contains("headlight " + command);
        assertThat(run.out().lines()).allSatisfy(l -> assertThat(l.length()).isLessThan(81));
        assertThat(run.out()).isEqualTo(CommandLineRun.of(command, "--help").out());
    }

    @Test
    void theCompletionScriptKnowsCommandsAndOptions() throws Exception {
        CommandLineRun run = CommandLineRun.of("completion");
        assertThat(run.code()).isZero();
        Path script = Files.writeString(folder.resolve("completion"), run.out());
        assertThat(completed(script, "headlight", "an")).containsExactly("analyze");
        assertThat(completed(script, "headlight", "analyze", "--max"))
                .containsExactly("--max-corrupt", "--max-documents", "--max-tokens");
    }

    /** What bash offers for the last of these words, with the script sourced. */
    private static List<String> completed(Path script, String... words) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "this test needs bash");
        String ask =
                "source '%s'; COMP_WORDS=(%s); COMP_CWORD=%d; _complete_headlight; printf '%%s\\n' \"${COMPREPLY[@]}\""
                        .formatted(script, String.join(" ", words), words.length - 1);
        Process bash =
                new ProcessBuilder("/bin/bash", "-c", ask)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try (BufferedReader lines = bash.inputReader(StandardCharsets.UTF_8)) {
            return lines.lines().sorted().toList();
        }
    }

    @Test
    void theVersionIsOneLine() {
        assertThat(CommandLineRun.of("--version").out()).matches("headlight \\S+\\R");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "analise m --text t | there is no command analise, did you mean analyze; see headlight help.",
                "frobnicate | there is no command frobnicate; see headlight help.",
                "--vresion | there is no option --vresion, did you mean --version; see headlight help.",
                "analyze m --text t --contxt 5 | there is no option --contxt, did you mean --context;"
                        + " see headlight help analyze.",
                "generate m --prompt=x --tokns=3 | there is no option --tokns, did you mean --tokens;"
                        + " see headlight help generate.",
                "help analise | there is no command analise, did you mean analyze; see headlight help.",
                "inspect a b | there is no room for b; see headlight help inspect."
            })
    void aTypoIsNamedWithTheNearestWord(String line, String sentence) {
        CommandLineRun run = CommandLineRun.of((Object[]) line.split(" "));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.sentence()).isEqualTo(sentence);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "analyze",
                "analyze m",
                "analyze --text t",
                "analyze m --text t --context many",
                "analyze m --text t --context 1",
                "analyze m --text t --max-tokens -4",
                "analyze m --text t --replicates 0",
                "analyze m --text t --split chapter",
                "analyze m --text t --layers 5-3",
                "analyze m --text t --heads x",
                "generate",
                "generate m --prompt x --tokens -1",
                "generate m --prompt x --temperature -1",
                "generate m --prompt x --top-p 2",
                "report",
                "inspect",
                "help analyze more"
            })
    void whatCannotBeDoneAsAskedIsOneSentenceAndTwo(String line) {
        CommandLineRun run = CommandLineRun.of((Object[]) line.split(" "));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.sentence()).endsWith(".");
    }

    @Test
    void aTraceIsShownOnlyForDebug() {
        Path missing = folder.resolve("missing");
        assertThat(CommandLineRun.of("report", missing).sentence()).contains("does not exist");
        CommandLineRun debug = CommandLineRun.of("report", missing, "--debug");
        assertThat(debug.code()).isEqualTo(3);
        assertThat(debug.err()).contains("\tat dev.headlight.app.ReportCommand");
    }

    @Test
    void definitionsAreListedAndPrintedWhole() {
        CommandLineRun all = CommandLineRun.of("help", "definitions");
        assertThat(all.code()).isZero();
        assertThat(all.out()).contains("induction_entry", "entropy_normalized", "decay_slope");
        CommandLineRun one = CommandLineRun.of("help", "definitions", "induction_entry");
        assertThat(one.out()).contains("formula", "Olsson et al. 2022", "null");
        for (CommandLineRun run : new CommandLineRun[] {all, one}) {
            assertThat(run.out().lines()).allSatisfy(l -> assertThat(l.length()).isLessThan(81));
        }
        CommandLineRun none = CommandLineRun.of("help", "definitions", "induction_enty");
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.sentence())
                .isEqualTo(
                        "there is no definition induction_enty, did you mean induction_entry; see"
                                + " headlight help definitions.");
    }
}
