package dev.headlight.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.analysis.results.HeadRole;
import dev.headlight.analysis.results.Outcome;
import dev.headlight.analysis.results.Verdict;
import dev.headlight.model.wired.WiredModel;
import dev.headlight.report.json.ResultsJson;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The proof of the detectors: on a model wired by hand they find what it is, and nothing else. */
class DemoTest {

    @TempDir Path folder;

    @Test
    void everyHeadIsFoundToBeWhatItWasWiredToBe() {
        CommandLineRun run = CommandLineRun.of("demo", "--wired", "--quiet", "--out", folder);
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        // a path cannot be broken
        assertThat(run.out().lines().filter(l -> !l.contains(folder.toString())))
                .allSatisfy(l -> assertThat(l.length()).isLessThan(81));
        assertThat(run.out())
                .contains("All 12 heads were found to be what they are")
                .doesNotContain("NO");

        AnalysisResults results = ResultsJson.read(folder.resolve("results.json"));
        List<WiredModel.Head> found =
                results.roles().stream()
                        .map(r -> new WiredModel.Head(r.layer(), r.head(), r.role()))
                        .toList();
        assertThat(found).isEqualTo(WiredModel.heads());
        Verdict induction = results.verdicts().get(3);
        assertThat(induction.outcome()).isEqualTo(Outcome.SUPPORTED);
        assertThat(results.repeats().lossLater()).isLessThan(results.repeats().lossFirst() / 2);

        HeadRole first = results.roles().getFirst();
        List<WiredModel.Head> otherwise =
                List.of(new WiredModel.Head(first.layer(), first.head(), "another role"));
        assertThat(new WiringCheck(results, otherwise).agreeing()).isZero();
    }
}
