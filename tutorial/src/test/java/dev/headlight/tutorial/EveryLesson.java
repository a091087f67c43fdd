package dev.headlight.tutorial;

import dev.headlight.tutorial.lesson.Chapter;
import dev.headlight.tutorial.lesson.Lesson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All lessons, computed once for the tests that look at every one: some train small models. */
public final class EveryLesson {

    private static @Nullable List<Lesson> made;

    private EveryLesson() {}

    public static synchronized List<Lesson> lessons() {
        List<Lesson> lessons = made;
        if (lessons == null) {
            lessons = Course.chapters().stream().map(Chapter::lesson).toList();
            made = lessons;
        }
        return lessons;
    }
}
