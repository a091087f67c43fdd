package dev.headlight.tutorial.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.text.Chromium;
import dev.headlight.tutorial.lesson.Lesson;
import dev.headlight.tutorial.page.LessonPage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The training of the lessons' model, moved over in a browser: what the page shows is what was recorded. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MomentsLabTest {

    private static final String RANGE = "[data-name=moment]";

    @TempDir static Path folder;
    private List<Moment> moments;
    private Chromium browser;

    @BeforeAll
    void open() throws IOException, InterruptedException {
        browser = new Chromium(folder); // first: without a browser nothing is trained
        moments = TwoDigits.leastFirst().moments();
        Path page = folder.resolve("moments.html");
        try (OutputStream out = Files.newOutputStream(page)) {
            Lesson lesson = new Lesson(6, "Moments", 1, "a", List.of(MomentsLab.block(moments)));
            LessonPage.write("moments", List.of(lesson), out);
        }
        browser.open(page, true);
        browser.emulate(1280, "light");
    }

    @AfterAll
    void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void theFirstMomentIsBeforeTrainingAndTheLastIsItsEnd() {
        assertThat(moments.getFirst().step()).isZero();
        assertThat(moments.getFirst().loss()).isNaN();
        assertThat(moments.getFirst().sample().accuracy()).isLessThan(0.05);
        Moment last = moments.getLast();
        assertThat(last.step()).isEqualTo(TwoDigits.leastFirst().training().plan().steps());
        assertThat(last.sample().accuracy()).isGreaterThan(0.99);
        assertThat(last.example().right()).isTrue();
        assertThat(moments.stream().map(Moment::step)).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void everyMomentIsShownAsItWas() throws InterruptedException {
        DigitEmbedding.Plane plane = moments.getLast().digits().plane();
        for (int i = 0; i < moments.size(); i++) {
            Moment moment = moments.get(i);
            browser.type(RANGE, i);
            assertThat(browser.text("document.querySelector('.lab .status').textContent"))
                    .startsWith("Step " + moment.step())
                    .endsWith(moment.example().right() ? "✓" : "✗");
            assertThat(browser.number("document.querySelector('[data-name=right]').dataset.value"))
                    .isCloseTo(moment.sample().accuracy(), within(1e-5));
            for (int h = 0; h < moment.gaze().all().length; h++) {
                double[] shown =
                        browser.numbers(
                                "[...document.querySelectorAll('[data-heat=moment-head"
                                        + h
                                        + "] td')].map(c=>Number(c.dataset.value??0))");
                double[][] rows = moment.gaze().all()[h];
                assertThat(shown).hasSize(rows.length * rows[0].length);
                for (int cell = 0; cell < shown.length; cell++) {
                    double engine = rows[cell / rows[0].length][cell % rows[0].length];
                    assertThat(shown[cell]).isCloseTo(engine, within(1e-5));
                }
            }
            double[][] places = moment.digits().on(plane);
            String order =
                    IntStream.range(0, places.length)
                            .boxed()
                            .sorted(Comparator.comparingDouble(d -> places[d][0]))
                            .map(d -> Integer.toString(d))
                            .collect(Collectors.joining(" "));
            assertThat(
                            browser.text(
                                    "document.querySelector('[data-chart=digits]').getAttribute('aria-label')"))
                    .endsWith(order);
        }
    }

    @Test
    void theChartsSayWhereTheyStand() throws InterruptedException {
        browser.type(RANGE, 0);
        assertThat(label("loss")).isEqualTo("Step 0: loss none yet");
        int last = moments.size() - 1;
        browser.type(RANGE, last);
        assertThat(label("right")).startsWith("Step " + moments.get(last).step() + ": no carry ");
        assertThat(
                        browser.number(
                                "document.querySelectorAll('[data-chart=right] polyline').length"))
                .isEqualTo(3);
    }

    private String label(String chart) throws InterruptedException {
        return browser.text(
                "document.querySelector('[data-chart=" + chart + "]').getAttribute('aria-label')");
    }

    @Test
    void arrowsMoveItAndPlayRunsToTheEnd() throws InterruptedException {
        browser.type(RANGE, 2);
        browser.value("document.querySelector('" + RANGE + "').focus()");
        browser.press("ArrowRight", 39);
        assertThat(browser.text("document.querySelector('" + RANGE + "').ariaValueText"))
                .isEqualTo("step " + moments.get(3).step());
        browser.type(RANGE, moments.size() - 2);
        browser.click("[data-name=play-moments]");
        browser.await(
                "document.querySelector('" + RANGE + "').value === '" + (moments.size() - 1) + "'");
        browser.await("document.querySelector('[data-name=play-moments]').textContent === 'Play'");
        assertThat(browser.complaints()).isEmpty();
    }
}
