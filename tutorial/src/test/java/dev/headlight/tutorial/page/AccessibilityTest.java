package dev.headlight.tutorial.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headlight.text.AxeCore;
import dev.headlight.text.Chromium;
import dev.headlight.tutorial.EveryLesson;
import dev.headlight.tutorial.lesson.Lesson;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules of WCAG 2.1 AA that axe-core can check, on every lesson, opened up, in two sizes and both themes. */
class AccessibilityTest {

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
            for (int width : new int[] {360, 1280}) {
                for (String scheme : List.of("light", "dark")) {
                    found.addAll(AxeCore.faults(browser, width, scheme));
                }
            }
            assertThat(browser.complaints()).isEmpty();
        }
        assertThat(found).isEmpty();
    }
}
