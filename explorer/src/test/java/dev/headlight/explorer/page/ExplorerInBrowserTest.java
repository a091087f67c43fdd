package dev.headlight.explorer.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.analysis.Analysis;
import dev.headlight.analysis.AnalysisListener;
import dev.headlight.analysis.AnalysisOptions;
import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.explorer.server.ExplorerOptions;
import dev.headlight.explorer.server.ExplorerServer;
import dev.headlight.model.OpenModel;
import dev.headlight.model.wired.WiredModel;
import dev.headlight.report.json.ResultsJson;
import dev.headlight.text.AxeCore;
import dev.headlight.text.Chromium;
import dev.headlight.text.Documents;
import dev.headlight.text.StoryGrammar;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Every view on the model wired by hand, whose heads are known, by keyboard and by mouse. */
class ExplorerInBrowserTest {

    private static final String TEXT = "the cat saw the dog . the cat saw the";
    private static final String RESULT = "document.querySelector(\".headpanel h2\").textContent";

    @TempDir Path folder;

    private Chromium browser;
    private ExplorerServer server;

    @BeforeEach
    void open() throws IOException, InterruptedException {
        browser = new Chromium(folder); // first: without a browser nothing is served
        server =
                ExplorerServer.start(
                        new ExplorerOptions(
                                ExplorerOptions.LOOPBACK,
                                0,
                                List.of(),
                                folder.resolve("runs"),
                                128,
                                2));
    }

    @AfterEach
    void close() {
        if (server != null) {
            server.close();
        }
        browser.close();
    }

    private void view(String hash) throws InterruptedException {
        browser.open(server.address() + hash, true);
        browser.await("document.documentElement.dataset.ready !== undefined");
    }

    /** Nothing was complained of, and nothing asked for beyond this machine. */
    private void allIsWell() {
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests())
                .isNotEmpty()
                .allMatch(
                        url ->
                                url.startsWith(server.address())
                                        || url.startsWith("about:")
                                        || url.startsWith("data:"));
    }

    private void read(String text) throws InterruptedException {
        // The model's example has come.
        browser.await("document.getElementById('typed').value !== ''");
        browser.value("document.getElementById('typed').focus()");
        browser.value("document.getElementById('typed').select()");
        browser.write(text);
        int tokens = text.split(" ", -1).length + 1;
        browser.await("document.querySelectorAll('#view .tokens span').length === " + tokens);
        browser.await(
                "/"
                        + tokens
                        + " tokens.*mean loss/.test(document.getElementById('read').textContent)"
                        + " && !document.getElementById('read').textContent.includes('reading')");
    }

    @Test
    void aTextIsTypedAndAHeadSaysWhatItReads() throws Exception {
        view("");
        read(TEXT);
        assertThat(browser.text("location.hash")).contains("text=the%20cat");
        assertThat(browser.text(RESULT)).isEqualTo("Layer 1 head 0");

        // The induction head: “the”, said before, reads what followed it then.
        browser.hover("[data-token=\"10\"]", .5, .5);
        browser.await(
                "document.querySelector('.headpanel .readout').textContent.includes('(10) reads')");
        assertThat(browser.text("document.querySelector('.headpanel .readout').textContent"))
                .contains("“the” (10) reads")
                .contains("“cat”");

        // A click pins the token, and the address says so.
        browser.tap("[data-token=\"8\"]", .5, .5);
        browser.await("location.hash.includes('token=8')");
        browser.await("document.querySelector('.next caption').textContent.includes('(8)')");
        assertThat(browser.text("document.querySelector('.next tr th').textContent")).isNotEmpty();
        assertThat(browser.text("document.querySelector('.next .came th').textContent"))
                .startsWith("saw");

        // The matrix by keyboard: Enter on a cell says why.
        browser.value("document.querySelector('.matrix').focus()");
        browser.press("ArrowDown", 40);
        browser.press("ArrowRight", 39);
        browser.press("Enter", 13);
        browser.await("document.querySelector('.why h3') !== null");
        assertThat(browser.text("document.querySelector('.why').textContent"))
                .contains("The score is")
                .contains("learned vector for each position");
        assertThat(browser.text("location.hash")).contains("key=");

        // Back, and back again: the token is no longer pinned.
        browser.value("history.back()");
        browser.await("!location.hash.includes('key=')");
        browser.await("document.querySelector('.why').childElementCount === 0");
        browser.value("history.back()");
        browser.await("!location.hash.includes('token=')");
        allIsWell();
    }

    @Test
    void headsAreChosenByMouseAndByKeyboard() throws Exception {
        view("#/text?text=" + TEXT.replace(" ", "%20"));
        browser.await("document.querySelector('.headcells canvas')?.width > 1");
        browser.tap("[data-head=\"0.0\"]", .5, .5);
        browser.await("location.hash.includes('head=0.0')");
        assertThat(browser.text(RESULT)).isEqualTo("Layer 0 head 0");
        // The previous-token head, in every row.
        for (int i = 1; i < 5; i++) {
            browser.hover("[data-token=\"" + i + "\"]", .5, .5);
            browser.await(
                    "document.querySelector('.headpanel .readout').textContent.includes('("
                            + i
                            + ") reads 1')");
        }
        browser.value("document.querySelector('[data-head=\"0.0\"]').focus()");
        browser.press("ArrowUp", 38);
        browser.press("ArrowRight", 39);
        browser.press("Enter", 13);
        browser.await("location.hash.includes('head=1.1')");
        assertThat(browser.text("document.activeElement.dataset.head")).isEqualTo("1.1");
        browser.value("document.activeElement.blur()");
        browser.press(",", 188);
        browser.await("location.hash.includes('head=0.1')");
        browser.press("]", 221);
        browser.await("location.hash.includes('head=0.2')");
        browser.press("j", 74);
        browser.press("k", 75);
        browser.await("location.hash.includes('token=')");
        browser.press("?", 191);
        browser.await("document.getElementById('keys').open");
        allIsWell();
    }

    @Test
    void theSinkIsLeftOutAndTheValuesAreWeighed() throws Exception {
        view("#/text?head=1.1&level=without&text=" + TEXT.replace(" ", "%20"));
        // The sink head gives all to key 0; without it the rest is what uniform attention would be.
        browser.await(
                "document.querySelector('.headpanel .readout').textContent.includes('reads')");
        browser.hover("[data-token=\"4\"]", .5, .5);
        browser.await(
                "document.querySelector('.headpanel .readout').textContent.includes('(4) reads')");
        assertThat(browser.text("document.querySelector('.headpanel .readout').textContent"))
                .contains("reads 0.250");
        browser.value(
                "(()=>{const s=document.querySelector('.headpanel select');s.value='raw';s.dispatchEvent(new"
                        + " Event('change'))})()");
        browser.hover("[data-token=\"5\"]", .5, .5);
        browser.await(
                "document.querySelector('.headpanel .readout').textContent.includes('(5) reads')");
        assertThat(browser.text("document.querySelector('.headpanel .readout').textContent"))
                .contains("of “<s>”");
        allIsWell();
    }

    @Test
    void headsAreFoundByAnExpressionAndByRole() throws Exception {
        view("#/find?text=" + TEXT.replace(" ", "%20"));
        browser.await("document.getElementById('found').textContent.startsWith('12 heads')");
        browser.await(
                "document.querySelector('#view table') !== null && document.querySelector('#view table').textContent.includes('induction')");
        browser.value("document.getElementById('find').focus()");
        browser.write("induction > .5 & layer < 8");
        browser.await(
                "document.getElementById('found').textContent.startsWith('1 head of 12 found')");
        assertThat(browser.text("document.querySelector('#view tbody a').textContent"))
                .isEqualTo("1.0");
        browser.write(" &");
        browser.await("document.getElementById('found').textContent.includes('ends too early')");
        browser.value("document.getElementById('find').value = ''");
        browser.type("#find", "");
        browser.click("#view [aria-label=\"Roles\"] button");
        browser.await(
                "document.getElementById('found').textContent.startsWith('1 head of 12 found')");
        assertThat(browser.text("location.hash")).contains("find=previous_token");
        view("#/find?sort=like&head=1.1&text=" + TEXT.replace(" ", "%20"));
        browser.await("document.querySelectorAll('#view tbody tr').length === 12");
        browser.await(
                "document.getElementById('found').textContent.includes('most like layer 1 head 1')");
        assertThat(browser.text("document.querySelector('#view tbody a').textContent"))
                .isEqualTo("1.1");
        allIsWell();
    }

    @Test
    void theSearchLanguage() throws Exception {
        view("");
        String[][] cases = {
            {"induction > .5", "true"},
            {"induction > 0.5 & layer < 3", "false"},
            {"induction>.5&layer<=3", "true"},
            {"layer = 9 | head = 1", "true"},
            {"layer = 9 or head = 1 and layer = 4", "false"},
            {"!(layer = 3)", "false"},
            {"not layer = 4", "true"},
            {"sink > -1", "after “alpha_0"},
            {"sink > 0", "false"},
            {"previous_token", "true"},
            {"broad | previous_token & head = 1", "true"},
            {"layer", "no < or >"},
            {"constructor > 1", "there is no score"},
            {"layer < 3 )", "does not belong"},
            {"(layer < 3", "not closed"},
            {"", "true"}
        };
        for (String[] each : cases) {
            String got = browser.promised(search(each[0])).asString();
            String expected = each[1].startsWith("after") ? "stands no number" : each[1];
            assertThat(got).as(each[0]).contains(expected);
        }
    }

    /** What a search says of a head of layer 3 whose role is previous token. */
    private static String search(String text) {
        return "(async () => { const { searchOf } = await import('/app/expression.js'); const v = (n) =>"
                + " ({ induction_entry: 0.6, layer: 3, head: 1, alpha_0: null })[n]; try { return"
                + " String(searchOf('"
                + text
                + "', ['induction_entry', 'layer', 'head', 'alpha_0'])(v, 'previous token')); } catch (e) {"
                + " return e.message; } })()";
    }

    @Test
    void aHeadThatIsSwitchedOffIsSeenInTheLossBesideOthers() throws Exception {
        view("#/ablate?text=" + TEXT.replace(" ", "%20"));
        browser.await("document.querySelector('.headcells canvas')?.width > 1");
        browser.await(RESULT + " === 'Nothing is changed yet'");
        browser.tap("[data-head=\"1.0\"]", .5, .5);
        browser.await(
                "document.querySelector('.headpanel').textContent.includes('These heads do more than 3 of the 3')");
        assertThat(browser.text("location.hash")).contains("off=1.0%3Aoff");
        assertThat(browser.text(RESULT)).matches("[+−][0-9.]+ nats a token");
        assertThat(browser.text("document.querySelector('.headpanel').textContent"))
                .contains("With layer 1 head 0 off the mean loss goes from");
        // By keyboard: on to uniform attention, to its mean, and back.
        browser.value("document.querySelector('[data-head=\"1.0\"]').focus()");
        browser.press("Enter", 13);
        browser.await("location.hash.includes('1.0%3Auniform')");
        browser.press("Enter", 13);
        browser.await("location.hash.includes('1.0%3Amean')");
        browser.press("Enter", 13);
        browser.await("!location.hash.includes('off=')");
        browser.await(RESULT + " === 'Nothing is changed yet'");
        // The whole layer leaves no head to compare with.
        browser.open(server.address() + "#/ablate?off=1.0:off%201.1:off%201.2:off%201.3:off", true);
        browser.await(
                "document.querySelector('.headpanel')?.textContent.includes('not enough other heads')");
        allIsWell();
    }

    @Test
    void twoModelsReadTheSameText() throws Exception {
        view("#/compare?text=" + TEXT.replace(" ", "%20"));
        browser.await(
                "document.querySelector('#view .figureline').textContent.includes('nats a token')");
        assertThat(browser.text("document.querySelector('#view .figureline').textContent"))
                .contains("wired by hand:")
                .contains("control of wired by hand:");
        browser.await("document.querySelectorAll('#view .headmap .cell').length === 12");
        browser.tap("[data-head=\"0.0\"]", .5, .5);
        browser.await("location.hash.includes('head=0.0')");
        browser.await(
                "[...document.querySelectorAll('.twin .readout')].every(r => r.textContent.includes('reads'))");
        allIsWell();
    }

    @Test
    void aModelIsTrainedStoppedGoneOnWithAndScrubbedOver() throws Exception {
        view("#/train");
        browser.type("input[name=\"steps\"]", 24);
        browser.type("input[name=\"dim\"]", 32);
        browser.type("input[name=\"heads\"]", 2);
        browser.click("#view form button");
        browser.await(
                "document.querySelector('#view [role=\"status\"]').textContent.includes('All 24 steps are done')");
        browser.await("document.querySelector('.scrub input').max === '23'");
        browser.await("document.querySelectorAll('#view .line.model').length > 0");
        // By keyboard over the checkpoints: map and pattern follow.
        browser.value("document.querySelector('.scrub input').focus()");
        browser.press("Home", 36);
        browser.press("ArrowRight", 39);
        browser.await("document.querySelector('.scrub output').textContent.startsWith('step 2 ')");
        browser.await("location.hash.includes('model=run0%402')");
        browser.await("document.querySelector('#view .headmap') !== null");
        browser.press("End", 35);
        browser.await("document.querySelector('.scrub output').textContent.startsWith('step 24 ')");
        browser.await(
                "document.querySelector('.headpanel .readout').textContent.includes('reads')");
        // One that is stopped can be gone on with.
        browser.type("input[name=\"steps\"]", 20000);
        browser.click("#view form button");
        browser.await(
                "document.querySelector('#view [role=\"status\"]').textContent.startsWith('Step ')");
        browser.await(
                "[...document.querySelectorAll('#view button')].some(b => b.textContent === 'Stop')");
        browser.value(
                "[...document.querySelectorAll('#view button')].find(b => b.textContent === 'Stop').click()");
        browser.await(
                "document.querySelector('#view [role=\"status\"]').textContent.startsWith('Stopped and saved at step')");
        browser.await(
                "[...document.querySelectorAll('#view button')].some(b => b.textContent === 'Go on')");
        browser.value(
                "[...document.querySelectorAll('#view button')].find(b => b.textContent === 'Go on').click()");
        browser.await(
                "document.querySelector('#view [role=\"status\"]').textContent.startsWith('Step ')");
        server.endTraining();
        browser.await(
                "document.querySelector('#view [role=\"status\"]').textContent.startsWith('Stopped and saved at step')");
        allIsWell();
    }

    @Test
    void aVisitorsOwnTextIsLearnt() throws Exception {
        view("#/train");
        browser.type("input[name=\"steps\"]", 8);
        browser.type("input[name=\"dim\"]", 32);
        browser.type("input[name=\"heads\"]", 2);
        browser.value("document.querySelector('#view details').open = true");
        String own = "document.querySelector('[aria-describedby=\"ownsize\"]')";
        String typed = own + ".dispatchEvent(new Event('input', { bubbles: true }))";
        browser.value(own + ".value = 'x'.repeat(400001); " + typed);
        assertThat(browser.text("document.getElementById('ownsize').textContent"))
                .isEqualTo(
                        "400,001 characters are too many for this page: at most 400,000; headlight"
                                + " train --text takes any number.");
        String button =
                "[...document.querySelectorAll('#view button')].find(b => b.textContent === 'Train on"
                        + " this text')";
        assertThat(browser.value(button + ".disabled").asBoolean()).isTrue();
        browser.value(
                own + ".value = 'the cat saw the dog, the dog saw me. '.repeat(200); " + typed);
        browser.value(button + ".click()");
        browser.await(
                "document.querySelector('#view [role=\"status\"]').textContent.includes('All 8 steps are done')");
        browser.await("document.querySelector('.scrub input').max === '7'");
        browser.value("document.querySelector('.scrub input').focus()");
        browser.press("End", 35);
        browser.await("location.hash.includes('model=run0%408')");
        allIsWell();
    }

    /** What is seen can be saved: what is in the files is what is on the page. */
    @Test
    void whatIsSeenIsSaved() throws Exception {
        String collect =
                "globalThis.files = []; URL.createObjectURL = (blob) => { files.push(blob); return 'blob:x'; };"
                        + " HTMLAnchorElement.prototype.click = function () { files.at(-1).title ="
                        + " this.download; }; undefined";
        view("#/ablate?off=1.0:off&text=" + TEXT.replace(" ", "%20"));
        browser.await(
                "document.querySelector('.headpanel').textContent.includes('These heads do more than 3 of the 3')");
        browser.value(collect);
        browser.value(
                "document.querySelectorAll('.headpanel .downloads button').forEach(b => b.click())");
        browser.await("files.length === 3");
        JsonNode ablation =
                browser.promised(
                        "files.find(f => f.title === 'ablation.json').text().then(JSON.parse)");
        assertThat(ablation.path("losses").size()).isEqualTo(10);
        assertThat(ablation.path("randomHeads").size()).isEqualTo(3);
        double change =
                ablation.path("meanLoss").asDouble() - ablation.path("meanBefore").asDouble();
        double told = browser.number(RESULT + ".replace('−', '-').split(' ')[0]");
        assertThat(told).isCloseTo(change, within(0.01));

        view("#/text?head=0.0&text=" + TEXT.replace(" ", "%20"));
        browser.await("document.querySelector('#view .side .downloads')?.hidden === false");
        browser.value(collect);
        browser.value("document.querySelectorAll('.downloads button').forEach(b => b.click())");
        browser.await("files.length === 6");
        JsonNode head =
                browser.promised(
                        "files.find(f => f.title === 'attention_0_0.json').text().then(JSON.parse)");
        assertThat(head.at("/tokens/1").asString()).isEqualTo("the");
        assertThat(head.at("/rows/5/4").asDouble()).as("the token before").isGreaterThan(0.99);
        String svg =
                browser.promised("files.find(f => f.title === 'every_head.svg').text()").asString();
        assertThat(svg)
                .startsWith("<svg")
                .contains("one text, no interval")
                .contains("data:image/png");
        allIsWell();
    }

    @Test
    void anAnalysisFromAFileIsSetBesideTheModelsOwn() throws Exception {
        AnalysisResults results;
        try (OpenModel model = WiredModel.open()) {
            Documents stories =
                    new Documents(StoryGrammar.documents(1, 6), List.of(), List.of(), "");
            results =
                    Analysis.run(
                            model, stories, AnalysisOptions.usual(1, 2), AnalysisListener.silent());
        }
        Path analysed = Files.createDirectory(folder.resolve("analysed"));
        try (OutputStream out = Files.newOutputStream(analysed.resolve("results.json"))) {
            ResultsJson.write(results, out);
        }
        String json = Files.readString(analysed.resolve("results.json"));
        String drop =
                "(() => { const d = new DataTransfer(); d.items.add(new File([atob('%s')], 'results.json'));"
                        + " document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: d, bubbles: true,"
                        + " cancelable: true })); })()";
        view("");
        browser.await("document.getElementById('read').textContent.includes('mean loss')");
        browser.value(drop.formatted(base64("{\"a\": 1}")));
        browser.await("!document.getElementById('trouble').hidden");
        assertThat(browser.text("document.getElementById('trouble').textContent"))
                .isEqualTo("Results.json is no results.json of headlight analyze.");
        browser.value(drop.formatted(base64(json)));
        browser.await("location.hash.startsWith('#/compare')");
        browser.await(
                "document.querySelector('#view').textContent.includes('wired by hand has no analysis here')");
        allIsWell();
        browser.leave(); // it would miss its server
        server.close();
        server =
                ExplorerServer.start(
                        new ExplorerOptions(
                                ExplorerOptions.LOOPBACK,
                                0,
                                List.of(analysed),
                                folder.resolve("runs"),
                                128,
                                2));
        view("#/compare");
        browser.await(
                "document.querySelector('#view .figureline').textContent.includes('nats a token')");
        // The same analysis but for one role and one score.
        String other = json.replaceFirst("\"role\" : \"previous token\"", "\"role\" : \"mixed\"");
        browser.value(drop.formatted(base64(other)));
        browser.await(
                "document.querySelector('#view').textContent.includes('1 head with another role: 0.0"
                        + " previous token → mixed')");
        assertThat(
                        browser.number(
                                "document.querySelectorAll('[aria-label^=\"An analysis\"] .headmap .cell').length"))
                .isEqualTo(12);
        assertThat(browser.complaints()).isEmpty();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void aLessonIsReadWhereItIs() throws Exception {
        view("#/learn");
        browser.await("document.querySelectorAll('.lessons li').length === 10");
        browser.click(".lessons a");
        browser.await("location.hash.includes('lesson=1')");
        browser.await(
                "document.querySelector('iframe')?.contentDocument?.querySelector('#lesson-1') != null");
        browser.await("document.querySelector('#view [role=\"status\"]').textContent === ''");
        browser.value("history.back()");
        browser.await("document.querySelector('iframe') === null");
        allIsWell();
    }

    @Test
    void whatIsWrongIsSaidInASentence() throws Exception {
        view("#/text?model=none");
        browser.await("!document.getElementById('trouble').hidden");
        assertThat(browser.text("document.getElementById('trouble').textContent"))
                .isEqualTo("There is no such model here; choose one of the list.");
        view("#/nowhere?head=99.1&token=zzz&text=%E0%A4%A");
        browser.await("document.querySelectorAll('#view .headcell').length === 12");
        assertThat(browser.text("document.querySelector('nav [aria-current]').textContent"))
                .isEqualTo("Text");
    }

    @Test
    void whatIsTypedIsShownAndNeverRun() throws Exception {
        view("");
        String evil = "<img src=x onerror=alert(1)> </script><script>alert(2)</script> \\u202e";
        browser.await("document.getElementById('typed').value !== ''");
        browser.value("document.getElementById('typed').focus()");
        browser.value("document.getElementById('typed').select()");
        browser.write(evil);
        browser.await("location.hash.includes('onerror')");
        browser.await("document.querySelector('#read').textContent.includes('mean loss')");
        assertThat(browser.number("document.querySelectorAll('#view img, #view script').length"))
                .isZero();
        allIsWell();
    }

    @Test
    void axeFindsNothing() throws Exception {
        List<String> found = new ArrayList<>();
        for (String hash :
                List.of(
                        "#/text?token=3&key=1",
                        "#/find",
                        "#/ablate?off=1.0:off",
                        "#/compare",
                        "#/train",
                        "#/learn")) {
            view(hash);
            browser.await("document.querySelector('#view').childElementCount > 0");
            browser.promised("new Promise(done => setTimeout(() => done(1), 1500))");
            for (int width : new int[] {360, 1280}) {
                for (String scheme : List.of("light", "dark")) {
                    found.addAll(AxeCore.faults(browser, width, scheme));
                }
            }
        }
        assertThat(found).isEmpty();
    }
}
