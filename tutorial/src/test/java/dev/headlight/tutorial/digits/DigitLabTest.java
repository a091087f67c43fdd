package dev.headlight.tutorial.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.engine.Workers;
import dev.headlight.model.RunState;
import dev.headlight.model.intervention.AttentionPattern;
import dev.headlight.model.intervention.IntervenedPass;
import dev.headlight.model.intervention.Intervention;
import dev.headlight.model.intervention.Interventions;
import dev.headlight.text.Chromium;
import dev.headlight.tutorial.lesson.Lesson;
import dev.headlight.tutorial.page.LessonPage;
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

/** The digit model in a browser against the engine: half trained, so that it is also wrong. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DigitLabTest {

    private static final SumFormat FORMAT = new SumFormat(2, DigitOrder.LEAST_FIRST);

    @TempDir static Path folder;
    private DigitModel model;
    private Chromium browser;

    @BeforeAll
    void open() throws IOException, InterruptedException {
        browser = new Chromium(folder); // first: without a browser nothing is trained
        PairSplit split = PairSplit.random(FORMAT.numbers(), DigitPlans.pairs(FORMAT), 1);
        try (var workers = new Workers(2)) {
            var plan = DigitPlans.of(FORMAT, 1, 2).with("steps", "150").with("warmup", "20");
            var training = new DigitTraining(FORMAT, plan, split, workers);
            training.train(r -> {});
            model = DigitModel.of(training);
        }
        Path page = folder.resolve("digits.html");
        DigitLab lab = DigitLab.of(model, "Half trained.");
        try (OutputStream out = Files.newOutputStream(page)) {
            LessonPage.write(
                    "digits",
                    List.of(
                            new Lesson(
                                    4,
                                    "Ask",
                                    1,
                                    "a",
                                    List.of(lab.block(DigitLab.View.ANSWER, "x"))),
                            new Lesson(
                                    7,
                                    "Break",
                                    1,
                                    "a",
                                    List.of(lab.block(DigitLab.View.BREAK, "y")))),
                    out);
        }
        assertThat(Files.size(page)).isLessThan(300_000); // the weights are there once
        browser.open(page, true);
    }

    @AfterAll
    void close() {
        if (browser != null) {
            browser.close();
        }
    }

    private void ask(Sum sum) throws InterruptedException {
        for (String lab : List.of("digits-answer", "digits-break")) {
            String of = "[data-lab=" + lab + "] [data-name=\"";
            browser.type(of + "first number\"]", sum.a());
            browser.type(of + "second number\"]", sum.b());
        }
    }

    private double[] heat(String lab, String name) throws InterruptedException {
        return browser.numbers(
                "[...document.querySelectorAll('[data-lab="
                        + lab
                        + "] [data-heat="
                        + name
                        + "] td')].map(c=>Number(c.dataset.value??0))");
    }

    @Test
    void digitsProbabilitiesAndAttentionAreTheEngines() throws InterruptedException {
        int wrong = 0;
        try (var workers = new Workers(1)) {
            for (int[] pair :
                    new int[][] {
                        {47, 85}, {0, 0}, {99, 1}, {99, 99}, {7, 60}, {55, 55}, {12, 34}
                    }) {
                Sum sum = new Sum(pair[0], pair[1]);
                ask(sum);
                Answer engine = Answer.of(model, sum, workers);
                wrong += engine.right() ? 0 : 1;
                String said =
                        browser.text(
                                "document.querySelector('[data-lab=digits-answer]"
                                        + " [data-name=answer]').dataset.value");
                if (engine.value() >= 0) {
                    assertThat(said).isEqualTo("" + engine.value());
                }
                assertThat(
                                browser.text(
                                        "document.querySelector('[data-lab=digits-answer] [data-name=answer]')"
                                                + ".parentNode.textContent"))
                        .contains(engine.right() ? "right" : "wrong");
                double[] shares = heat("digits-answer", "probabilities");
                int vocab = SumFormat.TOKENS.size();
                for (int i = 0; i < FORMAT.answerDigits(); i++) {
                    int id = engine.ids()[FORMAT.questionTokens() + i];
                    assertThat(shares[i * vocab + id])
                            .isCloseTo(engine.probabilities()[i], within(1e-5));
                    double all = Arrays.stream(shares, i * vocab, (i + 1) * vocab).sum();
                    assertThat(all).isCloseTo(1, within(1e-9));
                }
                for (int h = 0; h < model.config().nHeads(); h++) {
                    double[] weights = heat("digits-break", "head" + h);
                    int T = FORMAT.context();
                    assertThat(weights).hasSize(FORMAT.answerDigits() * T);
                    for (int i = 0; i < weights.length; i++) {
                        assertThat(weights[i])
                                .isCloseTo(engine.attention()[h][i / T][i % T], within(1e-5));
                    }
                }
            }
        }
        assertThat(wrong).isBetween(1, 7); // the page says so where it is wrong
    }

    @Test
    void aHeadMadeUniformOrSwitchedOffIsTheEngines() throws InterruptedException {
        Sum sum = new Sum(47, 85);
        ask(sum);
        for (int h = 0; h < model.config().nHeads(); h++) {
            check(sum, h, "uniform", new Intervention.Pattern(AttentionPattern.UNIFORM));
            check(sum, h, "off", new Intervention.Zero());
            browser.type(picker(h), "own");
        }
    }

    private static String picker(int h) {
        return "[data-lab=digits-break] [data-name=\"Head " + h + "\"]";
    }

    /** The first digit of the answer: all twelve probabilities. */
    private void check(Sum sum, int head, String name, Intervention change)
            throws InterruptedException {
        browser.type(picker(head), name);
        double[] page = heat("digits-break", "probabilities");
        int[] question = Arrays.copyOf(FORMAT.ids(sum), FORMAT.questionTokens());
        float[] logits = new float[SumFormat.TOKENS.size()];
        try (var workers = new Workers(1)) {
            RunState state = new RunState(model.config(), question.length);
            IntervenedPass.forward(
                    model.transformer(),
                    question,
                    state,
                    workers,
                    null,
                    Interventions.NONE.with(0, head, change));
            model.transformer().logits(state, question.length - 1, logits, workers);
        }
        for (int id = 0; id < logits.length; id++) {
            assertThat(page[id])
                    .as("head %d %s, token %d", head, name, id)
                    .isCloseTo(Answer.probability(logits, id), within(1e-5));
        }
    }

    @Test
    void whatIsNoSumGetsASentence() throws InterruptedException {
        browser.type("[data-lab=digits-answer] [data-name=\"first number\"]", "100");
        assertThat(browser.text("document.querySelector('[data-lab=digits-answer]').textContent"))
                .contains("The model adds whole numbers from 0 to 99; \"100\" is none of them.");
        browser.type("[data-lab=digits-answer] [data-name=\"first number\"]", "<b>");
        assertThat(browser.text("document.querySelector('[data-lab=digits-answer]').textContent"))
                .contains("\"<b>\" is none of them.");
        browser.type("[data-lab=digits-answer] [data-name=\"first number\"]", "4");
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests()).allMatch(url -> url.startsWith("file:"));
    }

    @Test
    void manySumsAreAskedAtOnce() throws InterruptedException {
        browser.click("[data-name=ask]");
        assertThat(browser.text("document.querySelector('[data-name=share]').textContent"))
                .matches("\\d+ of 300 sums right .*");
    }
}
