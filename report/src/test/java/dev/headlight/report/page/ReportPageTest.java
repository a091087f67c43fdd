package dev.headlight.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.report.SameTree;
import dev.headlight.report.SampleResults;
import dev.headlight.report.json.ResultsJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportPageTest {

    private static final Pattern BLOCK =
            Pattern.compile("(?s)<script type=\"application/json\" id=\"results\">(.*?)</script>");

    @TempDir Path folder;

    @Test
    void thePageHoldsTheResultsUnchanged() throws IOException {
        AnalysisResults results = SampleResults.small();
        String json = group(BLOCK, page(results));
        assertThat(json).doesNotContain("<");
        AnalysisResults back = ResultsJson.read(Files.writeString(folder.resolve("r.json"), json));
        assertThat(SameTree.difference("results", results, back)).isEmpty();
    }

    @Test
    void aLargeTreeIsZippedAndUnchanged() throws IOException {
        AnalysisResults results = SampleResults.big();
        String block =
                group(
                        Pattern.compile(
                                "(?s)<script type=\"application/gzip\" id=\"results\">(.*?)</script>"),
                        page(results));
        Path file = folder.resolve("big.json");
        try (InputStream in =
                new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(block)))) {
            Files.write(file, in.readAllBytes());
        }
        assertThat(SameTree.difference("results", results, ResultsJson.read(file))).isEmpty();
        assertThat((long) block.length()).isLessThan(Files.size(file) * 4 / 5);
    }

    @Test
    void onlyItsOwnScriptAndStyleMayRunAndNothingIsFetched() throws IOException {
        String page = page(SampleResults.small());
        String policy =
                group(Pattern.compile("Content-Security-Policy\" content=\"([^\"]*)\""), page)
                        .replace("&#39;", "'");
        String script = group(Pattern.compile("(?s)<script>(.*?)</script>"), page);
        String style = group(Pattern.compile("(?s)<style>(.*?)</style>"), page);
        assertThat(policy)
                .startsWith("default-src 'none'")
                .contains("script-src " + PageFiles.hash(script) + ";")
                .contains("style-src " + PageFiles.hash(style) + ";")
                .doesNotContain("unsafe");
        String frame = page.replace(script, "").replace(style, "").replaceAll(BLOCK.pattern(), "");
        assertThat(frame).doesNotContainPattern("\\s(src|style|on[a-z]+)=");
        assertThat(frame).doesNotContainPattern("href=\"[^#]");
        assertThat(script)
                .doesNotContainPattern(
                        "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|eval\\(");
    }

    @Test
    void namesAreEscapedInTheFrame() throws IOException {
        String json =
                ResultsJson.text(SampleResults.small()).replace("sample-5x8", "<i>x</i>&\\\"");
        AnalysisResults named = ResultsJson.read(Files.writeString(folder.resolve("n.json"), json));
        assertThat(page(named).replaceAll(BLOCK.pattern(), ""))
                .contains("<title>&lt;i&gt;x&lt;/i&gt;&amp;")
                .doesNotContain("<i>x");
    }

    @Test
    void whatDoesNotFitIsCountedOnThePage() throws IOException {
        AnalysisResults big = SampleResults.big();
        AnalysisResults huge =
                ResultsJson.read(
                        Files.writeString(
                                folder.resolve("huge.json"),
                                ResultsJson.text(big)
                                        .replaceFirst(
                                                "(?s)\"patterns\":\\[(.*)\\],\"alerts\"",
                                                "\"patterns\":[$1,$1],\"alerts\"")));
        PatternBudget.Kept kept = PatternBudget.keep(huge);
        int there = kept.results().patterns().stream().mapToInt(w -> w.heads().size()).sum();
        assertThat(kept.leftOut()).isPositive();
        assertThat(there + kept.leftOut()).isEqualTo(2 * (270 + 4));
        assertThat(page(huge)).contains("the attention of " + kept.leftOut() + " more heads");
    }

    static String page(AnalysisResults results) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ReportPage.write(results, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String group(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(pattern.pattern()).isTrue();
        return matcher.group(matcher.groupCount());
    }
}
