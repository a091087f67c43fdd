package dev.headlight.tutorial.smallest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.engine.Workers;
import dev.headlight.text.Chromium;
import dev.headlight.tutorial.digits.Answer;
import dev.headlight.tutorial.digits.DigitLab;
import dev.headlight.tutorial.digits.DigitModel;
import dev.headlight.tutorial.digits.HeadExperiment;
import dev.headlight.tutorial.digits.Laboratory;
import dev.headlight.tutorial.digits.Sum;
import dev.headlight.tutorial.digits.SumFormat;
import dev.headlight.tutorial.lesson.Lesson;
import dev.headlight.tutorial.page.LessonPage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The smallest adder in a browser, Llama's form in the page's arithmetic, against the engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SmallestLabTest {

    private static final SumFormat FORMAT = SmallestAdder.FORMAT;

    @TempDir static Path folder;
    private final DigitModel model = SmallestAdder.model();
    private Chromium browser;

    @BeforeAll
    void open() throws IOException, InterruptedException {
        browser = new Chromium(folder);
        Path page = folder.resolve("smallest.html");
        try (OutputStream out = Files.newOutputStream(page)) {
            LessonPage.write(
                    "smallest",
                    List.of(
                            new Lesson(
                                    10,
                                    "Ask",
                                    1,
                                    "a",
                                    List.of(
                                            DigitLab.of(model, "All.")
                                                    .block(DigitLab.View.BREAK, "x")))),
                    out);
        }
        browser.open(page, true);
    }

    @AfterAll
    void close() {
        if (browser != null) {
            browser.close();
        }
    }

    private double[] heat(String name) throws InterruptedException {
        return browser.numbers(
                "[...document.querySelectorAll('[data-heat="
                        + name
                        + "] td')].map(c=>Number(c.dataset.value??0))");
    }

    private void ask(Sum sum) throws InterruptedException {
        browser.type("[data-name=\"first number\"]", sum.a());
        browser.type("[data-name=\"second number\"]", sum.b());
    }

    @Test
    void answersProbabilitiesAndAttentionAreTheEngines() throws InterruptedException {
        List<Sum> sums = new ArrayList<>(HeldOutSums.random(FORMAT, 3));
        sums.add(new Sum(9_999_999_999L, 1));
        sums.add(new Sum(0, 0));
        int vocab = SumFormat.TOKENS.size();
        int T = FORMAT.context();
        try (var workers = new Workers(1)) {
            for (Sum sum : sums) {
                ask(sum);
                Answer engine = Answer.of(model, sum, workers);
                assertThat(
                                browser.text(
                                        "document.querySelector('[data-name=answer]').dataset.value"))
                        .isEqualTo("" + engine.value());
                double[] shares = heat("probabilities");
                for (int i = 0; i < FORMAT.answerDigits(); i++) {
                    int id = engine.ids()[FORMAT.questionTokens() + i];
                    assertThat(shares[i * vocab + id])
                            .isCloseTo(engine.probabilities()[i], within(1e-5));
                }
                for (int h = 0; h < 2; h++) {
                    double[] weights = heat("head" + h);
                    assertThat(weights).hasSize(FORMAT.answerDigits() * T);
                    for (int i = 0; i < weights.length; i++) {
                        assertThat(weights[i])
                                .isCloseTo(engine.attention()[h][i / T][i % T], within(1e-5));
                    }
                }
            }
        }
        assertThat(browser.complaints()).isEmpty();
    }

    /** A head changed on the page does to the places of a sum what it does in the engine. */
    @Test
    void aHeadChangedGivesTheEnginesAnswers() throws InterruptedException {
        List<Sum> sums = HeldOutSums.random(FORMAT, 8);
        try (var workers = new Workers(1)) {
            for (int h = 0; h < 2; h++) {
                for (var change :
                        List.of(
                                new String[] {"uniform", "UNIFORM"},
                                new String[] {"off", "ZERO"})) {
                    browser.type("[data-name=\"Head " + h + "\"]", change[0]);
                    for (Sum sum : sums) {
                        ask(sum);
                        boolean engine =
                                new Laboratory(model, List.of(sum), workers)
                                                .one(HeadExperiment.valueOf(change[1]), h)
                                                .exact()
                                        == 1;
                        String said =
                                browser.text(
                                        "document.querySelector('[data-name=answer]').parentNode"
                                                + ".textContent");
                        assertThat(said.contains("right ✓")).as(said).isEqualTo(engine);
                    }
                    browser.type("[data-name=\"Head " + h + "\"]", "own");
                }
            }
        }
    }

    @Test
    void moreDigitsThanThereIsRoomForGetASentence() throws InterruptedException {
        browser.type("[data-name=\"first number\"]", "12345678901");
        assertThat(browser.text("document.querySelector('.lab').textContent"))
                .contains("whole numbers from 0 to 9999999999; \"12345678901\" is none of them.");
        browser.type("[data-name=\"first number\"]", "12");
    }
}
