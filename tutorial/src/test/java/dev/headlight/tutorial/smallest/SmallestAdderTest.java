package dev.headlight.tutorial.smallest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headlight.engine.Workers;
import dev.headlight.text.UsageException;
import dev.headlight.tutorial.digits.DigitTraining;
import dev.headlight.tutorial.digits.Exam;
import dev.headlight.tutorial.lesson.Block.Exercise;
import java.util.List;
import org.junit.jupiter.api.Test;

class SmallestAdderTest {

    @Test
    void theWeightsThatCameWithItAddMostPairs() {
        assertThat(SmallestAdder.parameters().count()).isEqualTo(228);
        try (Workers workers = new Workers(1)) {
            Exam exam =
                    Exam.everyUnseen(
                            SmallestAdder.model(), SmallestAdder.split(), workers, n -> {});
            assertThat(exam.total()).isEqualTo(SmallestAdder.split().unseenCount());
            assertThat(exam.accuracy()).isBetween(0.8, 0.9);
        }
    }

    @Test
    void theRecipeBeginsWithAModelOfThisMake() {
        try (Workers workers = new Workers(1)) {
            DigitTraining training = SmallestAdder.training(workers);
            assertThat(training.parameters().count()).isEqualTo(228);
            assertThat(training.plan().steps()).isEqualTo(SmallestAdder.STEPS);
        }
    }

    @Test
    void aNumberIsSparedOrNot() {
        Exercise exercise =
                (Exercise)
                        new SmallestLesson()
                                .write().stream()
                                        .filter(Exercise.class::isInstance)
                                        .findFirst()
                                        .orElseThrow();
        // The gain of the last norm scales the token scores: without it a quarter of them is gone.
        assertThat(exercise.check().check(List.of("final_norm.gain", "0")).met()).isFalse();
        assertThatThrownBy(() -> exercise.check().check(List.of("embedding.weight", "48")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("names no number");
    }
}
