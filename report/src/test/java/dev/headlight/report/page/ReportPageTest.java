package dev.headlight.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.analysis.results.ScoreMatrix;
import dev.headlight.analysis.results.Sink;
import dev.headlight.analysis.results.Verdict;
import dev.headlight.report.SameTree;
import dev.headlight.report.SampleResults;
import dev.headlight.report.json.ResultsJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    void onlyItsOwnScriptAndStyleMayRunAndNothingIsFetched() throws IOException {
        String page = page(SampleResults.small());
        String policy =
                group(Pattern.compile("Content-Security-Policy\" content=\"([^\"]*)\""), page)
                        .replace("&#39;", "'");
        String script = group(Pattern.compile("(?s)<script>(.*?)</script>"), page);
        String style = group(Pattern.compile("(?s)<style>(.*?)</style>"), page);
        assertThat(policy)
                .startsWith("default-src 'none'")
                .contains("script-src " + PageParts.hash(script) + ";")
                .contains("style-src " + PageParts.hash(style) + ";")
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
    void theBigPageKeepsItsBudget() throws IOException, InterruptedException {
        Path file = folder.resolve("big.html");
        Files.writeString(file, page(SampleResults.big()));
        assertThat(Files.size(file)).isLessThan(5_000_000);
        Browser browser = Browser.open(file, folder);
        assertThat(browser.console()).isEmpty();
        long elements = Pattern.compile("<[a-zA-Z]").matcher(browser.drawn()).results().count();
        assertThat(elements).isBetween(1000L, 5000L);
    }

    @Test
    void theVerdictsOnThePageAreThoseOfTheResults() throws IOException, InterruptedException {
        AnalysisResults results = SampleResults.small();
        Browser browser =
                Browser.open(Files.writeString(folder.resolve("page.html"), page(results)), folder);
        assertThat(browser.console()).isEmpty();
        for (Verdict verdict : results.verdicts()) {
            String card =
                    group(
                            Pattern.compile(
                                    "(?s)<a class=\"card\"[^>]*data-verdict=\""
                                            + verdict.id()
                                            + "\".*?</a>"),
                            browser.dom());
            assertThat(group(Pattern.compile("class=\"word\">([^<]*)<"), card))
                    .isEqualTo(verdict.outcome().text());
            String effect = group(Pattern.compile("(?s)<p class=\"effect\">(.*?)</p>"), card);
            List<Double> figures =
                    Pattern.compile("<data value=\"([^\"]*)\">")
                            .matcher(effect)
                            .results()
                            .map(m -> Double.parseDouble(m.group(1)))
                            .toList();
            if (Double.isNaN(verdict.value())) {
                assertThat(figures).isEmpty();
                assertThat(effect).contains("not measured");
            } else {
                assertThat(figures).containsExactly(verdict.value(), verdict.low(), verdict.high());
                assertThat(effect.replaceAll("<[^>]*>", "").replace('\u2212', '-'))
                        .startsWith(String.format(java.util.Locale.ROOT, "%.3f", verdict.value()));
            }
        }
    }

    @Test
    void aLinkOpensAHeadWithAllItsScores() throws IOException, InterruptedException {
        AnalysisResults results = SampleResults.small();
        Path file = Files.writeString(folder.resolve("page.html"), page(results));
        Browser browser = Browser.open(file, "#head=3.5&score=locality_8&sink=with", folder);
        assertThat(browser.console()).isEmpty();
        String drawer =
                group(Pattern.compile("(?s)<aside id=\"drawer\".*?</aside>"), browser.dom());
        assertThat(drawer).contains("Layer 3, head 5").doesNotContain("hidden=\"\"");
        for (ScoreMatrix matrix : results.scores()) {
            double value = matrix.value()[3][5];
            if (matrix.sink() != Sink.WITHOUT && !Double.isNaN(value)) {
                assertThat(drawer).contains("<data value=\"" + value + "\">");
            }
        }
        assertThat(browser.drawn()).contains("locality 8, key 0 included");
    }

    @Test
    void theKeyboardWalksTheMapAndOpensAndClosesAHead() throws IOException, InterruptedException {
        String steps =
                """
                const key = (k) => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: k, bubbles: true }));
                const seen = [];
                document.querySelector('#rolemap [data-head="0.0"]').focus();
                key("ArrowUp"); key("ArrowRight"); key("End");
                seen.push(document.activeElement.dataset.head);
                key("Enter");
                seen.push(document.querySelector("#drawer h2").textContent, location.hash.includes("head=1.7"));
                key("Escape");
                seen.push(byId("drawer").hidden, document.activeElement.dataset.head);
                document.querySelector('[data-token="5"]').focus();
                key("ArrowRight");
                seen.push(document.activeElement.dataset.token);
                document.documentElement.dataset.seen = seen.join("|");
                """;
        Path file =
                Files.writeString(
                        folder.resolve("page.html"),
                        withScript(page(SampleResults.small()), steps));
        Browser browser = Browser.open(file, folder);
        assertThat(browser.console()).isEmpty();
        assertThat(group(Pattern.compile("data-seen=\"([^\"]*)\""), browser.dom()))
                .isEqualTo("1.7|Layer 1, head 7|true|true|1.7|6");
    }

    /** The page with more at the end of its script, and the policy that allows it. */
    private static String withScript(String page, String more) {
        String script = PageParts.script();
        int end = script.lastIndexOf("})();");
        String longer = script.substring(0, end) + more + script.substring(end);
        return page.replace(script, longer).replace(hashInFrame(script), hashInFrame(longer));
    }

    private static String hashInFrame(String script) {
        return PageParts.hash(script).replace("'", "&#39;");
    }

    @Test
    void tokensAreShownAsText() throws IOException, InterruptedException {
        Browser browser =
                Browser.open(
                        Files.writeString(folder.resolve("page.html"), page(SampleResults.small())),
                        folder);
        assertThat(browser.drawn())
                .contains(">&lt;script&gt;alert(1)&lt;/script&gt;</span>")
                .contains(">&lt;img\u00b7src=x\u00b7onerror=alert(1)&gt;</span>")
                .contains(">&lt;U+202E&gt;abc</span>")
                .contains(">&lt;0x00&gt;</span>")
                .contains("A token reads &lt;b&gt;bold&lt;/b&gt;")
                .doesNotContain("<img", "[object", "undefined", "NaN");
    }

    @Test
    void resultsWithoutScoresStillMakeAPage() throws IOException, InterruptedException {
        Path file = folder.resolve("empty.html");
        Files.writeString(file, page(SampleResults.empty(List.of())));
        Browser browser = Browser.open(file, folder);
        assertThat(browser.console()).isEmpty();
        assertThat(browser.dom()).contains("data-ready");
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
        assertThat(there + kept.leftOut()).isEqualTo(2 * 270);
        assertThat(page(huge)).contains("the attention of " + kept.leftOut() + " more heads");
    }

    private static String page(AnalysisResults results) throws IOException {
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
