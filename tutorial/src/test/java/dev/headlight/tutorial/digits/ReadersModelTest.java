package dev.headlight.tutorial.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.OpenModel;
import dev.headlight.model.Transformer;
import dev.headlight.model.training.Parameters;
import dev.headlight.text.Chromium;
import dev.headlight.text.InputException;
import dev.headlight.training.TrainingPlan;
import dev.headlight.tutorial.lesson.Block;
import dev.headlight.tutorial.lesson.Lesson;
import dev.headlight.tutorial.page.LessonPage;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that lie in the reader's folder: of other digits, in plain order, and of forms that the page cannot compute. */
class ReadersModelTest {

    private static final SumFormat TWO = new SumFormat(2, DigitOrder.LEAST_FIRST);

    @TempDir Path folder;

    /** Writes an untrained model of a form. */
    private Path run(SumFormat format, String architecture, int width) {
        TrainingPlan plan =
                DigitPlans.of(format, 3, 1)
                        .with("architecture", architecture)
                        .with("dim", Integer.toString(width))
                        .with("ff", Integer.toString(4 * width))
                        .checked();
        Parameters parameters = Parameters.random(DigitPlans.config(format, plan), 3);
        PairSplit split = PairSplit.random(format.numbers(), 10, 3);
        Exam exam =
                new Exam(new long[format.digits() + 1], new long[format.digits() + 1], List.of());
        Path run = folder.resolve(architecture + format.digits() + format.order() + width);
        DigitFiles.write(run, format, plan, split, parameters, exam, "test");
        return run;
    }

    private static DigitModel small() {
        ModelConfig config = DigitPlans.config(TWO, DigitPlans.of(TWO, 1, 1).checked());
        return new DigitModel(TWO, new Transformer(config, Parameters.random(config, 1).weights()));
    }

    private static String document(DigitLab lab) {
        return ((Block.Lab) lab.block(DigitLab.View.ATTENTION, "x")).data();
    }

    @Test
    void aModelOfAnyDigitsAndOrderIsShown() {
        for (SumFormat format :
                List.of(
                        new SumFormat(3, DigitOrder.GREATEST_FIRST),
                        new SumFormat(3, DigitOrder.LEAST_FIRST),
                        new SumFormat(4, DigitOrder.LEAST_FIRST))) {
            Path run = run(format, "gpt2", 48);
            assertThat(document(DigitLab.readersOr(run, small())))
                    .contains("\"digits\":" + format.digits())
                    .contains("\"leastFirst\":" + (format.order() == DigitOrder.LEAST_FIRST))
                    .contains("The model that you have trained, of " + run);
        }
    }

    @Test
    void whatIsTooLargeIsNamedAndTheLessonGoesOnWithItsOwn() {
        SumFormat three = new SumFormat(3, DigitOrder.LEAST_FIRST);
        assertThat(document(DigitLab.readersOr(run(three, "llama", 48), small())))
                .contains("\"digits\":3", "\"rotary\":[")
                .contains("The model that you have trained");
        assertThat(document(DigitLab.readersOr(run(three, "gpt2", 144), small())))
                .contains("\"digits\":2")
                .contains("Not yours: the model has ")
                .contains("a page holds 700");
        assertThat(document(DigitLab.readersOr(folder.resolve("nothing"), small())))
                .contains("the page shows yours of three.");
    }

    @Test
    void whatTrainingJsonSaysOtherwiseIsOneSentence() throws Exception {
        Path run = run(new SumFormat(3, DigitOrder.LEAST_FIRST), "gpt2", 48);
        Path json = run.resolve("training.json");
        String written = Files.readString(json);
        Files.writeString(json, written.replaceAll("\"digits\" : 3", "\"digits\" : 17"));
        assertThatThrownBy(() -> DigitModel.format(run))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("holds no model of headlight tutorial train");
        Files.writeString(json, written.replaceAll("least_first", "sideways"));
        assertThatThrownBy(() -> DigitModel.format(run)).isInstanceOf(InputException.class);
        Files.writeString(json, written.replaceAll("\"digits\" : 3", "\"digits\" : 2"));
        try (OpenModel open = DigitModel.open(run)) {
            assertThatThrownBy(() -> DigitModel.of(open, DigitModel.format(run)))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("is no model for these sums");
        }
    }

    @Test
    void thePageComputesPlainOrderAndThreeDigitsAsTheEngineDoes() throws Exception {
        SumFormat format = new SumFormat(3, DigitOrder.GREATEST_FIRST);
        Path run = run(format, "gpt2", 48);
        Path page = folder.resolve("plain.html");
        try (Chromium browser = new Chromium(folder);
                OpenModel open = DigitModel.open(run);
                Workers workers = new Workers(1)) {
            DigitLab lab = DigitLab.readersOr(run, small());
            try (OutputStream out = Files.newOutputStream(page)) {
                List<Block> blocks = List.of(lab.block(DigitLab.View.ATTENTION, "x"));
                LessonPage.write("plain", List.of(new Lesson(6, "x", 1, "a", blocks)), out);
            }
            browser.open(page, true);
            DigitModel model = DigitModel.of(open, DigitModel.format(run));
            for (Sum sum : List.of(new Sum(475, 857), new Sum(0, 9), new Sum(999, 999))) {
                browser.type("[data-name=\"first number\"]", sum.a());
                browser.type("[data-name=\"second number\"]", sum.b());
                Answer answer = Answer.of(model, sum, workers);
                for (int h = 0; h < model.config().nHeads(); h++) {
                    double[] shown =
                            browser.numbers(
                                    "[...document.querySelectorAll('[data-heat=head"
                                            + h
                                            + "] td')].map(c=>Number(c.dataset.value??0))");
                    int T = format.context();
                    assertThat(shown).hasSize(format.answerDigits() * T);
                    for (int i = 0; i < shown.length; i++) {
                        assertThat(shown[i])
                                .isCloseTo(answer.attention()[h][i / T][i % T], within(1e-5));
                    }
                }
                String said =
                        browser.text("document.querySelector('[data-name=answer]').dataset.value");
                String written = SumFormat.text(answer.ids()).substring(format.questionTokens());
                assertThat(said).isEqualTo(answer.value() < 0 ? written : "" + answer.value());
            }
        }
    }
}
