package dev.headlight.tutorial;

import dev.headlight.text.UsageException;
import dev.headlight.tutorial.digits.BreakLesson;
import dev.headlight.tutorial.digits.GazeLesson;
import dev.headlight.tutorial.digits.LimitsLesson;
import dev.headlight.tutorial.digits.OrderLesson;
import dev.headlight.tutorial.digits.ProofLesson;
import dev.headlight.tutorial.lesson.Chapter;
import dev.headlight.tutorial.lessons.EightStepsByHand;
import dev.headlight.tutorial.lessons.TrainIt;
import dev.headlight.tutorial.lessons.WhenAttentionIsNeeded;
import dev.headlight.tutorial.numbers.NumbersLesson;
import dev.headlight.tutorial.smallest.SmallestLesson;
import java.util.List;

/** The lessons in their order. */
public final class Course {

    private Course() {}

    /** All lessons. */
    public static List<Chapter> chapters() {
        return List.of(
                new EightStepsByHand(),
                new TrainIt(),
                new WhenAttentionIsNeeded(),
                new OrderLesson(),
                new ProofLesson(),
                new GazeLesson(),
                new BreakLesson(),
                new NumbersLesson(),
                new LimitsLesson(),
                new SmallestLesson());
    }

    /**
     * A lesson by its number.
     *
     * @throws UsageException where there is none
     */
    public static Chapter chapter(int number) {
        return chapters().stream()
                .filter(c -> c.number() == number)
                .findFirst()
                .orElseThrow(
                        () ->
                                new UsageException(
                                        "there is no lesson "
                                                + number
                                                + "; headlight tutorial lists them."));
    }
}
