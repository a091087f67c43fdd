package dev.headlight.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headlight.report.SampleResults;
import dev.headlight.text.AxeCore;
import dev.headlight.text.Chromium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules of WCAG 2.1 AA that axe-core can check, on the whole page, opened up, in every size and theme. */
class AccessibilityTest {

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
                found.addAll(AxeCore.faults(browser, 360, "light"));
                found.addAll(AxeCore.faults(browser, 1280, "dark"));
            }
            assertThat(browser.complaints()).isEmpty();
        }
        assertThat(found).isEmpty();
    }
}
