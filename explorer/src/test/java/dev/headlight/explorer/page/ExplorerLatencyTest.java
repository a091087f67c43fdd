package dev.headlight.explorer.page;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.headlight.explorer.server.ExplorerOptions;
import dev.headlight.explorer.server.ExplorerServer;
import dev.headlight.text.Chromium;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long a person waits, measured in the browser and printed: from a key to the first layer's attention and to the last,
 * from the pointer to the painted row, from a click on a head to its matrix, from switching a head off to the changed
 * loss; and the frames while the heads scroll. A benchmark: it runs only where {@code -Dheadlight.latency=MODEL} names a
 * model.
 */
class ExplorerLatencyTest {

    private static final String SENTENCE =
            "Once upon a time there was a girl named Lily Brown. One day Lily Brown met a cat, and the cat"
                    + " said to Lily Brown that the river was cold. ";
    private static final int ROUNDS = 8;

    @TempDir Path folder;

    @Test
    void print() throws Exception {
        String model = System.getProperty("headlight.latency", "");
        assumeTrue(
                !model.isEmpty(),
                "no -Dheadlight.latency=MODEL was given, so nothing was measured");
        Chromium browser = new Chromium(folder);
        int threads = Runtime.getRuntime().availableProcessors();
        try (browser;
                ExplorerServer server =
                        ExplorerServer.start(
                                new ExplorerOptions(
                                        ExplorerOptions.LOOPBACK,
                                        0,
                                        List.of(Path.of(model)),
                                        folder,
                                        512,
                                        threads))) {
            browser.open(server.address(), true);
            browser.await("document.documentElement.dataset.ready !== undefined");
            browser.value("document.getElementById('typed').focus()");
            browser.value("document.getElementById('typed').select()");
            browser.write(SENTENCE.repeat(4).substring(0, 530));
            settled(browser);
            for (int n = 0; n < ROUNDS; n++) { // the first ones warm the compiler up
                browser.value("performance.clearMeasures()");
                browser.write("abcdefgh".substring(n, n + 1));
                settled(browser);
                tell(browser, "key to first attention, ms", "first attention");
                tell(browser, "key to all attention, losses and next tokens, ms", "all attention");
            }
            System.out.println(browser.text("document.getElementById('read').textContent"));
            // The heads' scores, which come after a pause, are not to be computed meanwhile.
            browser.await("document.querySelector('.headpanel details table') !== null");
            browser.value("performance.clearMeasures()");
            for (int n = 5; n < 100; n += 5) {
                browser.hover("[data-token=\"" + n + "\"]", .5, .5);
                browser.promised("new Promise(done => setTimeout(() => done(1), 60))");
            }
            tell(browser, "hover, ms", "hover");
            browser.value("performance.clearMeasures()");
            for (int n = 0; n < 9; n++) {
                browser.click("[data-head=\"" + n + "." + n + "\"]");
                browser.promised("new Promise(done => setTimeout(() => done(1), 150))");
            }
            tell(browser, "selection, ms", "selection");
            System.out.println(
                    "frames while all heads scroll, ms: "
                            + browser.promised(
                                            "new Promise(done => { const times = []; let last = performance.now(), y = 0;"
                                                    + " const step = () => { const now = performance.now(); times.push(now"
                                                    + " - last); last = now; y += 40; scrollTo(0, y); if (times.length <"
                                                    + " 120) requestAnimationFrame(step); else { times.sort((a, b) => a -"
                                                    + " b); done('median ' + times[60].toFixed(1) + ', 95th of 100 ' +"
                                                    + " times[114].toFixed(1) + ', longer than 20: ' + times.filter(t"
                                                    + " => t > 20).length + ' of 120'); } }; requestAnimationFrame(step);"
                                                    + " })")
                                    .asString());
            browser.value("location.hash = location.hash.replace(/^#\\/text/, '#/ablate')");
            browser.await(
                    "document.querySelector('.headpanel h2')?.textContent === 'Nothing is changed yet'");
            for (int layer : new int[] {0, 0, 0, 1, 2, 4, 8, 16, 24}) {
                browser.promised("new Promise(done => setTimeout(() => done(1), 500))");
                browser.value("performance.clearMeasures()");
                browser.click("[data-head=\"" + layer + ".1\"]");
                browser.await("performance.getEntriesByName('random heads').length > 0");
                tell(browser, "one head off, of layer " + layer + ": first effect, ms", "ablation");
                tell(browser, "    of the whole text, ms", "whole ablation");
                tell(browser, "    and five random ones beside it, ms", "random heads");
                browser.click(".chip button");
                browser.await(
                        "document.querySelector('.headpanel h2')?.textContent === 'Nothing is changed yet'");
            }
        }
    }

    private static void settled(Chromium browser) throws InterruptedException {
        browser.promised("new Promise(done => setTimeout(() => done(1), 200))");
        browser.await(
                "performance.getEntriesByName('all attention').length > 0 &&"
                        + " !document.getElementById('read').textContent.includes('reading')");
        browser.promised("new Promise(done => setTimeout(() => done(1), 1500))");
    }

    private static void tell(Chromium browser, String what, String name)
            throws InterruptedException {
        double[] all =
                browser.numbers(
                        "performance.getEntriesByName('"
                                + name
                                + "').map(e => e.duration).sort((a, b) => a - b)");
        System.out.println(
                what
                        + ": "
                        + (all.length == 0
                                ? "none"
                                : String.format(
                                        Locale.ROOT,
                                        "median %.1f, greatest %.1f of %d",
                                        all[all.length / 2],
                                        all[all.length - 1],
                                        all.length)));
    }
}
