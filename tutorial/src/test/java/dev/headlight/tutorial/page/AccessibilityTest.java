package dev.headlight.tutorial.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headlight.text.Chromium;
import dev.headlight.tutorial.EveryLesson;
import dev.headlight.tutorial.lesson.Lesson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The rules of WCAG 2.1 AA that axe-core can check, on every lesson, opened up, in two sizes and both themes. */
class AccessibilityTest {

    /** What is wrong, each with the lesson that it stands in. */
    private static final String RUN =
            "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'],"
                    + " resultTypes: ['violations'] }).then(r => r.violations.map(v => v.id + ' (' + v.impact + ')"
                    + ": ' + v.help + ': ' + v.nodes.slice(0, 6).map(n => (document.querySelector(n.target[0])"
                    + "?.closest('section[id]')?.id ?? '') + ' ' + n.target.join(' ') + ' ' +"
                    + " (n.any[0]?.message ?? '')).join(' | ')))";

    private static final String OPEN =
            "document.querySelectorAll('details').forEach(d => { d.open = true; });"
                    + " document.querySelector('[data-name=reveal-all]').click()";

    @TempDir Path folder;

    @Test
    void axeFindsNothingAndNothingIsTooWide() throws IOException, InterruptedException {
        List<String> found = new ArrayList<>();
        try (Chromium browser = new Chromium(folder)) { // first: without one nothing is computed
            Path page = folder.resolve("lessons.html");
            List<Lesson> lessons = EveryLesson.lessons();
            try (OutputStream out = Files.newOutputStream(page)) {
                LessonPage.write("lessons", lessons, out);
            }
            browser.open(page, true);
            browser.await("document.documentElement.dataset.ready !== undefined");
            assertThat(browser.number("document.querySelectorAll('main > section[id]').length"))
                    .isEqualTo(lessons.size());
            browser.value(OPEN);
            browser.value(axe());
            for (int width : new int[] {360, 1280}) {
                for (String scheme : List.of("light", "dark")) {
                    found.addAll(faults(browser, width, scheme));
                }
            }
            assertThat(browser.complaints()).isEmpty();
        }
        assertThat(found).isEmpty();
    }

    private static List<String> faults(Chromium browser, int width, String scheme)
            throws InterruptedException {
        browser.emulate(width, scheme);
        browser.promised("new Promise(done => setTimeout(() => done(1), 300))");
        List<String> found = new ArrayList<>();
        String where = width + " " + scheme + ": ";
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
