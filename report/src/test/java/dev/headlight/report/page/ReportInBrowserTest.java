package dev.headlight.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.analysis.results.ScoreMatrix;
import dev.headlight.analysis.results.Sink;
import dev.headlight.analysis.results.Verdict;
import dev.headlight.report.SampleResults;
import dev.headlight.text.Chromium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The page as a browser shows it, operated by keyboard and mouse. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // set before all tests
class ReportInBrowserTest {

    private Path folder;
    private Chromium browser;
    private Path small;
    private Path big;
    private final AnalysisResults results = SampleResults.small();

    @BeforeAll
    void start(@TempDir Path scratch) throws IOException, InterruptedException {
        folder = scratch;
        small = Files.writeString(folder.resolve("small.html"), ReportPageTest.page(results));
        big =
                Files.writeString(
                        folder.resolve("big.html"), ReportPageTest.page(SampleResults.big()));
        browser = new Chromium(folder);
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    /** Whatever a test did: nothing was complained of, and nothing but the file was asked for. */
    @AfterEach
    void quietAndAlone() {
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests())
                .allMatch(
                        url ->
                                url.startsWith("file:")
                                        || url.startsWith("data:")
                                        || url.startsWith("blob:")
                                        || url.equals("about:blank"));
    }

    private void open(Path page, String hash) throws InterruptedException {
        browser.open(page.toUri() + hash, true);
        browser.await("document.documentElement.dataset.ready !== undefined");
        frame();
    }

    /** Figures draw themselves in the frame after their place is known. */
    private void frame() throws InterruptedException {
        browser.promised(
                "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() =>"
                        + " done(1))))");
    }

    @Test
    void theBigPageKeepsItsBudgets() throws IOException, InterruptedException {
        assertThat(Files.size(big)).isLessThan(5_000_000);
        open(big, "");
        assertThat(browser.number("document.querySelectorAll('*').length"))
                .isBetween(1000.0, 5000.0);
        double paint =
                browser.number(
                        "performance.getEntriesByName('first-contentful-paint')[0].startTime");
        assertThat(paint).as("first paint, ms").isLessThan(1000);
    }

    @Test
    void theVerdictsOnThePageAreThoseOfTheResults() throws InterruptedException {
        open(small, "");
        for (Verdict verdict : results.verdicts()) {
            String card = "document.querySelector('[data-verdict=" + verdict.id() + "]')";
            assertThat(browser.text(card + ".querySelector('.word').textContent"))
                    .isEqualTo(verdict.outcome().text());
            double[] figures =
                    browser.numbers(
                            "[..."
                                    + card
                                    + ".querySelectorAll('.effect data')].map(d => +d.value)");
            String effect = browser.text(card + ".querySelector('.effect').textContent");
            if (Double.isNaN(verdict.value())) {
                assertThat(figures).isEmpty();
                assertThat(effect).contains("not measured");
            } else {
                assertThat(figures).containsExactly(verdict.value(), verdict.low(), verdict.high());
                assertThat(effect.replace('−', '-'))
                        .startsWith(String.format(Locale.ROOT, "%.3f", verdict.value()));
            }
        }
    }

    @Test
    void aLinkOpensAHeadWithAllItsScores() throws InterruptedException {
        open(small, "#head=3.5&score=locality_8&sink=with");
        assertThat(browser.text("document.querySelector('#drawer h2').textContent"))
                .isEqualTo("Layer 3, head 5");
        assertThat(browser.text("document.getElementById('drawer').hidden")).isEqualTo("false");
        double[] figures =
                browser.numbers(
                        "[...document.querySelectorAll('#drawer data')].map(d => +d.value)");
        for (ScoreMatrix matrix : results.scores()) {
            double value = matrix.value()[3][5];
            if (matrix.sink() != Sink.WITHOUT && !Double.isNaN(value)) {
                assertThat(figures).as(matrix.score()).contains(value);
            }
        }
        assertThat(browser.text("document.getElementById('scores').textContent"))
                .contains("locality 8, key 0 included");
    }

    @Test
    void theKeyboardWalksTheMapAndOpensAndClosesAHead() throws InterruptedException {
        open(small, "");
        browser.value("document.querySelector('#rolemap [data-head=\"0.0\"]').focus()");
        browser.press("ArrowUp", 38);
        browser.press("ArrowRight", 39);
        browser.press("End", 35);
        assertThat(browser.text("document.activeElement.dataset.head")).isEqualTo("1.7");
        browser.press("Enter", 13);
        assertThat(browser.text("document.querySelector('#drawer h2').textContent"))
                .isEqualTo("Layer 1, head 7");
        assertThat(browser.text("location.hash")).contains("head=1.7");
        browser.press("Escape", 27);
        assertThat(browser.text("document.getElementById('drawer').hidden")).isEqualTo("true");
        assertThat(browser.text("document.activeElement.dataset.head")).isEqualTo("1.7");
        browser.value("history.back()");
        browser.await("!document.getElementById('drawer').hidden");
    }

    @Test
    void aTokenTellsWhatItReadsAndWhoReadsIt() throws InterruptedException {
        open(small, "#window=0&read=0.0");
        browser.value("document.querySelector('[data-token=\"5\"]').focus()");
        browser.press("ArrowRight", 39);
        assertThat(browser.text("document.activeElement.dataset.token")).isEqualTo("6");
        float[][] rows = results.patterns().getFirst().heads().getFirst().rows();
        double[] told =
                browser.numbers(
                        "[...document.querySelectorAll('#reading .readout data')].map(d =>"
                                + " +d.value)");
        float[] row = rows[6].clone();
        Arrays.sort(row);
        assertThat(told[0]).isCloseTo(row[6], org.assertj.core.data.Offset.offset(1e-5));
        double[] shaded =
                browser.numbers(
                        "[...document.querySelectorAll('#reading [data-token]')].flatMap((s, i) =>"
                                + " s.style.backgroundColor ? [i] : [])");
        for (int i = 7; i < rows.length; i++) {
            assertThat(contains(shaded, i))
                    .as("token " + i + " reads token 6")
                    .isEqualTo(rows[i][6] > 0.004);
        }
    }

    private static boolean contains(double[] all, int i) {
        return Arrays.stream(all).anyMatch(x -> x == i);
    }

    /** Each figure as three files, and the results themselves. */
    @Test
    void everyFigureIsSaved() throws InterruptedException {
        open(small, "");
        browser.await("document.querySelectorAll('figure .drawing > :first-child').length > 12");
        JsonNode files =
                browser.promised(
                        """
                        (async () => {
                          const blobs = [], names = [];
                          URL.createObjectURL = (blob) => { blobs.push(blob); return "blob:none"; };
                          URL.revokeObjectURL = () => {};
                          HTMLAnchorElement.prototype.click = function () { names.push(this.download); };
                          const figures = [...document.querySelectorAll("figure")].filter((f) => f.querySelector(".drawing").firstElementChild);
                          for (const f of figures) for (const b of f.querySelectorAll(".tools > button")) b.click();
                          for (const b of document.querySelectorAll("#methods .downloads button")) b.click();
                          for (let i = 0; i < 100 && names.length < 3 * figures.length + 2; i++) await new Promise((done) => setTimeout(done, 100));
                          const files = [];
                          for (let i = 0; i < names.length; i++) {
                            const text = blobs[i].type === "image/png" ? "" : await blobs[i].text();
                            const xml = blobs[i].type === "image/svg+xml" ? new DOMParser().parseFromString(text, "image/svg+xml") : null;
                            files.push({ name: names[i], size: blobs[i].size, text: text.slice(0, 200), broken: Boolean(xml?.querySelector("parsererror")),
                              styled: /class=|var\\(/.test(xml ? text : ""), from: text.includes("sample-5x8, seed 42, Headlight 0.1.0") });
                          }
                          return { figures: figures.length, files };
                        })()
                        """);
        int figures = files.get("figures").asInt();
        assertThat(figures).isGreaterThan(12);
        assertThat(files.get("files")).hasSize(3 * figures + 2);
        for (JsonNode file : files.get("files")) {
            String name = file.get("name").asString();
            assertThat(name).matches("[a-z0-9_]+\\.(svg|png|csv|json)");
            assertThat(file.get("size").asInt()).as(name).isGreaterThan(40);
            if (name.endsWith(".svg")) {
                assertThat(file.get("broken").asBoolean()).as(name).isFalse();
                assertThat(file.get("styled").asBoolean()).as(name).isFalse();
                assertThat(file.get("from").asBoolean()).as(name).isTrue();
            }
        }
    }

    @Test
    void tokensAreShownAsText() throws InterruptedException {
        open(small, "");
        String text = browser.text("document.querySelector('#reading .tokens').textContent");
        assertThat(text)
                .contains(
                        "<script>alert(1)</script>",
                        "<img·src=x·onerror=alert(1)>",
                        "<U+202E>abc",
                        "<0x00>");
        assertThat(browser.text("document.getElementById('alerts').textContent"))
                .contains("A token reads <b>bold</b>");
        assertThat(browser.number("document.querySelectorAll('img, b b').length")).isZero();
        assertThat(browser.text("document.body.innerText"))
                .doesNotContain("[object", "undefined", "NaN");
    }

    @Test
    void resultsWithoutScoresStillMakeAPage() throws IOException, InterruptedException {
        Path file = folder.resolve("empty.html");
        Files.writeString(file, ReportPageTest.page(SampleResults.empty(List.of())));
        open(file, "");
    }
}
