package dev.headlight.tutorial.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.engine.Workers;
import dev.headlight.model.training.Parameter;
import dev.headlight.text.Chromium;
import dev.headlight.training.optimizer.AdamW;
import dev.headlight.tutorial.adding.EightSteps;
import dev.headlight.tutorial.adding.HeadTraining;
import dev.headlight.tutorial.adding.HeadWeights;
import dev.headlight.tutorial.adding.Pairs;
import dev.headlight.tutorial.lab.HeadLabs;
import dev.headlight.tutorial.lesson.Block;
import dev.headlight.tutorial.lesson.Blocks;
import dev.headlight.tutorial.lesson.Lesson;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The laboratories of lessons 1 and 2 in a browser, against the engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LabTest {

    private static final float[] NUMBERS = {1.5f, -2, 0.25f, 8, 3, -1, 4, 6.5f, 0, 2};

    @TempDir static Path folder;
    private Path page;
    private Chromium browser;

    @BeforeAll
    void open() throws IOException, InterruptedException {
        Block steps =
                HeadLabs.eightSteps(EightSteps.run(new float[] {3, 5}, HeadWeights.LESSON, true));
        Block training =
                HeadLabs.training(List.of(HeadWeights.LESSON, HeadWeights.of(-0.6, 0.5, 0.5)));
        Blocks first = new Blocks().add(steps);
        first.question("What will it be?", List.of("less", "more"), a -> a.text("b: it is more."));
        page = folder.resolve("page.html");
        try (OutputStream out = Files.newOutputStream(page)) {
            LessonPage.write(
                    "a <title>",
                    List.of(
                            new Lesson(1, "One", 1, "aim", first.list()),
                            new Lesson(2, "Two", 1, "aim", List.of(training))),
                    out);
        }
        browser = new Chromium(folder);
        browser.open(page, true);
    }

    @AfterAll
    void close() {
        if (browser != null) {
            browser.close();
        }
    }

    private double[] matrix(String name) throws InterruptedException {
        return browser.numbers(
                "[...document.querySelector('[data-step=\""
                        + (name.equals("sum") ? "sum" : name)
                        + "\"] table[data-matrix=\""
                        + name
                        + "\"]').querySelectorAll('td.n')].map(c=>Number(c.dataset.value))");
    }

    private static void same(double[] page, float[] engine) {
        assertThat(page).hasSameSizeAs(engine);
        for (int i = 0; i < page.length; i++) {
            assertThat(page[i])
                    .isCloseTo(engine[i], within(1e-5 * Math.max(1, Math.abs(engine[i]))));
        }
    }

    private void steps(float[] x, double q, double k, double v, int d, boolean scaled)
            throws InterruptedException {
        String lab = "[data-lab=\"eight-steps\"] ";
        while (browser.number("document.querySelectorAll('[data-name^=x]').length") < x.length) {
            browser.click("[data-name=more]");
        }
        while (browser.number("document.querySelectorAll('[data-name^=x]').length") > x.length) {
            browser.click("[data-name=fewer]");
        }
        for (int i = 0; i < x.length; i++) {
            browser.type("[data-name=x" + i + "]", x[i]);
        }
        browser.type(lab + "[data-name=W_q-number]", q);
        browser.type(lab + "[data-name=W_k-number]", k);
        browser.type(lab + "[data-name=W_v-number]", v);
        browser.type(lab + "select", d);
        if (browser.value("document.querySelector('[data-name=scale]').checked").asBoolean()
                != scaled) {
            browser.click("[data-name=scale]");
        }
        float[][] w = new float[3][d];
        Arrays.fill(w[0], (float) q);
        Arrays.fill(w[1], (float) k);
        Arrays.fill(w[2], (float) v);
        EightSteps run = EightSteps.run(x, new HeadWeights(w[0], w[1], w[2]), scaled);
        same(matrix("Q"), run.q());
        same(matrix("K"), run.k());
        same(matrix("V"), run.v());
        same(matrix("S"), run.scores());
        same(matrix("A"), run.attention());
        same(matrix("O"), run.outputs());
        double sum = browser.number("document.querySelector('[data-sum]').dataset.sum");
        assertThat(sum).isCloseTo(run.sum(), within(1e-5 * Math.max(1, Math.abs(run.sum()))));
    }

    @Test
    void everyMatrixIsTheEngines() throws InterruptedException {
        browser.click("[data-name=reveal-all]");
        steps(new float[] {3, 5}, 0.5, 0.3, 1, 1, true);
        steps(new float[] {3, 5}, 0, 0.3, 1, 1, true);
        steps(new float[] {-4, 7, 0.5f}, -1.2, 0.7, 1.5, 4, true);
        steps(new float[] {-4, 7, 0.5f}, -1.2, 0.7, 1.5, 4, false);
        steps(NUMBERS, 0.35, -0.2, -0.75, 16, true);
        steps(NUMBERS, 2, 2, 2, 1, false);
        steps(new float[] {999, -1000}, 2, -2, 1, 2, true);
    }

    @Test
    void aGuessIsJudgedAndThenTheStepShows() throws InterruptedException {
        String step = "[data-lab=\"eight-steps\"] section:nth-of-type(1) ";
        browser.click("[data-name=hide-all]");
        browser.type("[data-name=x0]", 3);
        browser.type("[data-lab=\"eight-steps\"] [data-name=W_q-number]", 0.5);
        assertThat(browser.number("document.querySelectorAll('[data-matrix=Q]').length")).isZero();
        browser.type("[data-name=guess-Q]", "1.5");
        browser.click("[data-name=reveal-Q]");
        assertThat(browser.text("document.querySelector('" + step + ".status').textContent"))
                .isEqualTo("✓ Right: 3 × 0.5 = 1.5");
        assertThat(browser.number("document.querySelectorAll('[data-matrix=Q]').length"))
                .isEqualTo(1);
        browser.click("[data-name=hide-all]");
        browser.type("[data-name=guess-Q]", "2");
        browser.click("[data-name=reveal-Q]");
        assertThat(browser.text("document.querySelector('" + step + ".status').textContent"))
                .isEqualTo("✗ You said 2: 3 × 0.5 = 1.5");
        browser.click(".pick");
        assertThat(browser.text("document.querySelector('.question .status').textContent"))
                .isEqualTo("✗ It came out otherwise: b.");
        assertThat(browser.value("document.querySelector('.question details').open").asBoolean())
                .isTrue();
    }

    @Test
    void whatIsNoNumberGetsASentence() throws InterruptedException {
        browser.type("[data-name=x1]", "");
        assertThat(browser.text("document.querySelector('.numbers + .status').textContent"))
                .startsWith("Number 2 should be a number from -1000 to 1000");
        browser.type("[data-name=x1]", "5");
        assertThat(browser.text("document.querySelector('.numbers + .status').textContent"))
                .isEmpty();
    }

    @Test
    void lossSlopesAndStepsAreTheEngines() throws InterruptedException {
        Pairs pairs = Pairs.whole(-HeadLabs.FAR, HeadLabs.FAR);
        HeadWeights start = HeadWeights.of(-0.6, 0.5, 0.5);
        browser.type("[data-lab=training] select", 1);
        Parameter weights = Parameter.zeros("w", Parameter.Kind.BIAS, 1, 3);
        float[] w = weights.values();
        w[0] = start.q()[0];
        w[1] = start.k()[0];
        w[2] = start.v()[0];
        try (var workers = new Workers(1)) {
            var adam = new AdamW(List.of(weights), HeadLabs.ADAM);
            for (int step = 0; step <= 60; step++) {
                var g = HeadTraining.gradient(HeadWeights.of(w[0], w[1], w[2]), pairs);
                double[] engine = {w[0], w[1], w[2], g.q(), g.k(), g.v(), g.loss()};
                double[] shown =
                        browser.numbers(
                                "['weight0','weight1','weight2','slope0','slope1','slope2','loss']"
                                        + ".map(n=>Number(document.querySelector('[data-name='+n+']')"
                                        + ".dataset.value))");
                for (int i = 0; i < engine.length; i++) {
                    assertThat(shown[i])
                            .as("step %d, figure %d", step, i)
                            .isCloseTo(engine[i], within(1e-5 * Math.max(1, Math.abs(engine[i]))));
                }
                weights.gradient()[0] = (float) g.q();
                weights.gradient()[1] = (float) g.k();
                weights.gradient()[2] = (float) g.v();
                adam.step(1, workers);
                browser.click("[data-lab=training] [data-name=step]");
            }
        }
    }

    @Test
    void playMovesAndPauseStops() throws InterruptedException {
        browser.type("[data-lab=training] select", 0);
        browser.click("[data-name=play]");
        String steps = "document.querySelector('[data-lab=training] [data-steps]').dataset.steps";
        double begun = browser.number(steps);
        for (int i = 0; i < 200 && browser.number(steps) == begun; i++) {
            Thread.sleep(20);
        }
        browser.click("[data-name=play]");
        double paused = browser.number(steps);
        assertThat(paused).isGreaterThan(begun);
        assertThat(browser.text("document.querySelector('[data-name=play]').textContent"))
                .isEqualTo("Play");
    }

    @Test
    void theKeyboardReachesEveryControl() throws InterruptedException {
        browser.value("document.activeElement.blur()");
        browser.click("[data-name=hide-all]");
        String all =
                "[...document.querySelectorAll('a[href],button:not([disabled]),input,select,summary')]"
                        + ".filter(e=>e.getClientRects().length>0)";
        double count = browser.number(all + ".length");
        browser.value("document.querySelector('.skip').focus(); window.seen=new Set()");
        for (int i = 0; i < count + 5; i++) {
            browser.value("window.seen.add(document.activeElement)");
            browser.press("Tab", 9);
        }
        assertThat(browser.text(all + ".filter(e=>!seen.has(e)).map(e=>e.outerHTML).join()"))
                .isEmpty();
        assertThat(count).isGreaterThan(25);
    }

    @Test
    void everyControlHasAName() throws InterruptedException {
        String nameless =
                "[...document.querySelectorAll('input,select,canvas')].filter(e=>!e.getAttribute('aria-label')"
                        + "&&!(e.labels&&e.labels.length)).map(e=>e.outerHTML).join()";
        assertThat(browser.text(nameless)).isEmpty();
    }

    @Test
    void itFitsAPhone() throws InterruptedException {
        for (String scheme : List.of("light", "dark")) {
            browser.emulate(360, scheme);
            assertThat(browser.number("document.documentElement.scrollWidth"))
                    .isEqualTo(browser.number("document.documentElement.clientWidth"))
                    .isLessThanOrEqualTo(360);
        }
        browser.emulate(1280, "light");
    }

    @Test
    void nothingIsFetchedAndNothingFails() throws InterruptedException {
        browser.open(page, true);
        assertThat(browser.text("document.documentElement.dataset.ready")).isEmpty();
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests()).isNotEmpty().allMatch(url -> url.startsWith("file:"));
    }

    @Test
    void withoutScriptsThePageStillReads() throws InterruptedException {
        browser.open(page, false);
        assertThat(browser.text("document.querySelector('.question').innerText"))
                .contains("What will it be?", "less", "more", "Answer");
        assertThat(browser.text("document.querySelector('.lab').innerText"))
                .contains("needs JavaScript");
        browser.open(page, true);
    }
}
