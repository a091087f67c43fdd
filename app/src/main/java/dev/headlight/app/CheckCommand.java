package dev.headlight.app;

import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.app.check.Expectation;
import dev.headlight.app.check.Malformed;
import dev.headlight.app.check.Outcome;
import dev.headlight.app.summary.CheckSummary;
import dev.headlight.app.terminal.Terminal;
import dev.headlight.text.InputException;
import dev.headlight.text.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** A regression test for attention: saved results held against expectations. */
@Command(
        name = "check",
        description = "Hold saved results against expectations; exit code 5 where one fails.",
        sortOptions = false,
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExpectations:%n",
        footer = {
            "  HYPOTHESIS = OUTCOME                     induction = supported",
            "  head L.H [BOUND] SCORE [SINK] OP NUMBER  head 18.6 low induction_entry > 0.5",
            "  head L.H role = ROLE                     head 18.6 role = induction",
            "  best [BOUND] SCORE [SINK] OP NUMBER      best previous_token with > 0.8",
            "  role ROLE OP NUMBER                      role previous-token >= 1",
            "  [BOUND] FIGURE OP NUMBER                 high loss < 3.9",
            "BOUND: value, low or high, of the 95% interval. SINK: with or without (the",
            "default, where the score has it). OP: < <= > >= = !=. A file has one a line,",
            "# begins a comment.",
            "",
            "Example:",
            "  headlight check runs/mine --expect induction=supported \\",
            "      --expect 'head 18.6 induction_entry > 0.5'",
            "",
            "Exit codes: 0 all met, 5 one is not, 2 one cannot be understood."
        })
@SuppressWarnings("NullAway.Init") // picocli sets these before it runs the command
final class CheckCommand implements Callable<Integer> {

    private static final int NOT_MET = 5;

    @ParentCommand private Headlight parent;
    @Mixin CommonOptions common = new CommonOptions();

    @Parameters(
            paramLabel = "DIR",
            description = "A folder that analyze has written, or its results.json.")
    private Path folder;

    @Option(
            names = "--expect",
            paramLabel = "EXPECTATION",
            description = "What must hold; may be given several times.")
    private List<String> expected = new ArrayList<>();

    @Option(
            names = "--expect-file",
            paramLabel = "FILE",
            description = "A file of expectations, one a line.")
    private @Nullable Path file;

    @Option(names = "--json", description = "Print the outcomes as one JSON document.")
    private boolean json;

    @Override
    public Integer call() {
        Terminal terminal = parent.terminal();
        AnalysisResults results = SavedResults.read(folder);
        List<Outcome> outcomes = new ArrayList<>();
        for (String text : expected) {
            outcomes.add(check(text, results, ""));
        }
        Path from = file;
        if (from != null) {
            List<String> lines = lines(from);
            for (int n = 0; n < lines.size(); n++) {
                String line = lines.get(n).replaceFirst("(^|\\s)#.*", "");
                if (!line.isBlank()) {
                    outcomes.add(check(line.strip(), results, from + ", line " + (n + 1) + ": "));
                }
            }
        }
        if (outcomes.isEmpty()) {
            throw new UsageException(
                    "nothing is expected: give --expect EXPECTATION or --expect-file FILE.");
        }
        List<CheckSummary.Line> shown =
                outcomes.stream()
                        .map(o -> new CheckSummary.Line(o.text(), o.met(), o.found()))
                        .toList();
        terminal.out().print(json ? CheckSummary.json(shown) : CheckSummary.text(shown));
        return outcomes.stream().allMatch(Outcome::met) ? 0 : NOT_MET;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new InputException(
                    file + " cannot be read; name a file of expectations, one a line.", e);
        }
    }

    private Outcome check(String text, AnalysisResults results, String where) {
        try {
            return Expectation.check(text, results);
        } catch (Malformed e) {
            parent.terminal().err().println(Malformed.shown(text, e.at()));
            throw new UsageException(
                    where + "character " + (e.at() + 1) + ": " + e.getMessage(), e);
        }
    }
}
