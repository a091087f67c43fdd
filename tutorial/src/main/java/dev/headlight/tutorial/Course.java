package dev.headlight.tutorial;

import dev.headlight.text.UsageException;
import dev.headlight.tutorial.lesson.Chapter;
import java.util.List;

/** The lessons in their order. */
public final class Course {

    private Course() {}

    /** All lessons. */
    public static List<Chapter> chapters() {
        return List.of();
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
