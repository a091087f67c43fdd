package dev.headlight.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headlight.report.SampleResults;
import dev.headlight.text.Chromium;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The rules of WCAG 2.1 AA that axe-core can check, on the whole page, opened up, in every size and theme. */
class AccessibilityTest {

    private static final String RUN =
            "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'],"
                    + " resultTypes: ['violations'] }).then(r => r.violations.map(v => v.id + ': ' + v.help + ': '"
                    + " + v.nodes.slice(0, 4).map(n => n.target.join(' ') + ' ' +"
                    + " (n.any[0]?.message ?? '')).join(' | ')))";

    /** All but the tables behind the figures, of which the first stand for the others: there are too many cells. */
    private static final String OPEN =
            "document.querySelectorAll('details:not(.tools > details)').forEach(d => { d.open = true; });"
                    + " [...document.querySelectorAll('.tools > details')].slice(0, 3)"
                    + ".forEach(d => { d.open = true; })";

    @TempDir Path folder;

    @Test
    void axeFindsNothing() throws IOException, InterruptedException {
        Path page =
                Files.writeString(
                        folder.resolve("page.html"), ReportPageTest.page(SampleResults.small()));
        List<String> found = new ArrayList<>();
        try (Chromium browser = new Chromium(folder)) {
            for (String hash : List.of("", "#head=3.5")) {
                browser.open(page.toUri() + hash, true);
                browser.await("document.documentElement.dataset.ready !== undefined");
                for (int i = 0; i < 2; i++) {
                    browser.value(OPEN);
                    browser.promised("new Promise(done => setTimeout(() => done(1), 300))");
                }
                browser.value(axe());
                found.addAll(faults(browser, hash, 360, "light"));
                found.addAll(faults(browser, hash, 1280, "dark"));
            }
            assertThat(browser.complaints()).isEmpty();
        }
        assertThat(found).isEmpty();
    }

    private static List<String> faults(Chromium browser, String hash, int width, String scheme)
            throws InterruptedException {
        browser.emulate(width, scheme);
        browser.promised("new Promise(done => setTimeout(() => done(1), 300))");
        List<String> found = new ArrayList<>();
        String where = hash + " " + width + " " + scheme + ": ";
        for (JsonNode violation : browser.promised(RUN)) {
            found.add(where + violation.asString());
        }
        double beyond = browser.number("document.documentElement.scrollWidth - innerWidth");
        if (beyond > 0) {
            found.add(where + beyond + " pixels too wide");
        }
        return found;
    }

    private static String axe() throws IOException {
        try (InputStream in = AccessibilityTest.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    + "; undefined";
        }
    }
}
